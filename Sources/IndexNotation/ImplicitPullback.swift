import Tensors

/// A function whose result no formula gives entry by entry, as far as the proof of its pullback needs
/// to know it.
public struct ImplicitResult: Sendable {
  /// What the result is called.
  public var name: String
  /// The indices of its entries.
  public var indices: [Index]
  /// The arguments, and d, the gradient with respect to the result.
  public var model: SymbolicModel
  /// Which of the quantities of the model is d.
  public var cotangent: String
  /// The lines that the proof has to pass, given the entry that is differentiated by.
  public var outline: @Sendable (_ variable: Element) -> PullbackOutline
  /// The result and the outline's companions for arguments by their names; `nil` where the arguments
  /// are too near to where there is no result to measure anything.
  public var values: @Sendable ([String: Tensor]) -> [String: Tensor]?

  /// A result by what it is called, what it depends on, and what is known of it.
  public init(
    _ name: String, _ indices: [Index], of model: SymbolicModel, cotangent: String,
    outline: @escaping @Sendable (_ variable: Element) -> PullbackOutline,
    values: @escaping @Sendable ([String: Tensor]) -> [String: Tensor]?
  ) {
    self.name = name
    self.indices = indices
    self.model = model
    self.cotangent = cotangent
    self.outline = outline
    self.values = values
  }
}

extension Derivation {
  /// Derives the pullback of a result along its outline, and checks each line on random values.
  ///
  /// There the result is what its function computes, and its derivatives are measured, by central
  /// differences: neither knows of the lines.
  /// - Parameter twin: the same on shorter axes, where its own are long.
  /// - Throws: `DerivationError`.
  public static func pullback(
    of result: ImplicitResult, withRespectTo variable: String, twin: ImplicitResult? = nil
  ) throws(DerivationError) -> Derivation {
    func unchecked(
      _ result: ImplicitResult
    ) throws(DerivationError) -> (derivation: Derivation, outline: PullbackOutline) {
      let whole = SymbolicModel(
        result.model.quantities + [
          SymbolicQuantity(result.name, shape: result.indices.map(\.range))
        ])
      return try Engine(model: whole, rules: .standard).pullback(
        of: result.name, result.indices, cotangent: result.cotangent, withRespectTo: variable,
        along: result.outline)
    }
    var (derivation, outline) = try unchecked(result)
    if let twin {
      let small = try unchecked(twin)
      if derivation.isLike(small.derivation) {
        var checked = small.derivation
        try twin.check(&checked, small.outline, withRespectTo: variable)
        derivation.takeCounts(from: checked)
        return derivation
      }
    }
    try result.check(&derivation, outline, withRespectTo: variable)
    return derivation
  }
}

extension ImplicitResult {
  /// What the measured derivatives of the result are called; no quantity has that name.
  private static let slopes = "∂"
  /// How near measured derivatives come, relative to the largest of them.
  private static let slopeTolerance = 1e-7
  private static let valueTolerance = 1e-10

  /// Evaluates every line on two sets of random values.
  fileprivate func check(
    _ derivation: inout Derivation, _ outline: PullbackOutline, withRespectTo variable: String
  ) throws(DerivationError) {
    let shape = Shape(indices.map(\.range))
    let argument = Shape(model[variable]?.shape ?? [])
    let whole = SymbolicModel(
      model.quantities + outline.companions + [
        SymbolicQuantity(name, shape: shape.dimensions),
        SymbolicQuantity(Self.slopes, shape: shape.dimensions + argument.dimensions),
      ])
    let compiled = try CompiledDerivation(measured(derivation), whole)
    var generator = SeededGenerator(seed: 20_260_102)
    for number in 1...2 {
      let values = try random(withRespectTo: variable, &generator)
      let environment = Environment<Double>(
        tensors: whole.quantities.map { quantity in
          let entries = values.tensors[quantity.name]?.values ?? []
          let error =
            quantity.name == Self.slopes
            ? Self.slopeTolerance : values.exact.contains(quantity.name) ? 0 : Self.valueTolerance
          let largest = entries.reduce(1) { max($0, abs($1)) }
          return entries.map { BoundedNumber(value: $0, error: error * largest) }
        })
      var checker = Checker(
        environment, whole, name: "random values \(number)")
      let counts = try checker.check(compiled, derivation)
      for (pair, count) in zip(compiled.pairs, counts) {
        switch pair.item {
        case .step(let number): derivation.steps[number].checked += count
        case .substep(let number, let inner):
          derivation.steps[number].substeps[inner].checked += count
        case .caseOf: break
        }
      }
    }
  }

  /// The lines with measured derivatives of the result for those that are written.
  private func measured(_ derivation: Derivation) -> Derivation {
    func changed(_ expression: IndexExpression) -> IndexExpression {
      expression.rewrittenOutermost { node in
        guard case .derivative(let body, let variable) = node, body.mentions(tensor: name) else {
          return nil
        }
        // The body is a sum of entries of the result, each times what is held still.
        return body.replacing { entry in
          entry.tensor == name
            ? .element(Element(Self.slopes, entry.subscripts + variable.subscripts)) : nil
        }
      }
    }
    var derivation = derivation
    for place in derivation.steps.indices {
      derivation.steps[place].before = changed(derivation.steps[place].before)
      derivation.steps[place].after = changed(derivation.steps[place].after)
      for inner in derivation.steps[place].substeps.indices {
        let step = derivation.steps[place].substeps[inner]
        derivation.steps[place].substeps[inner].before = changed(step.before)
        derivation.steps[place].substeps[inner].after = changed(step.after)
      }
    }
    return derivation
  }

  /// Random arguments with the result and its measured derivatives.
  private func random(
    withRespectTo variable: String, _ generator: inout SeededGenerator
  ) throws(DerivationError) -> (tensors: [String: Tensor], exact: Set<String>) {
    for _ in 0..<200 {
      let drawn = Instance.random(model, .signed, name: "", &generator)
      var tensors: [String: Tensor] = [:]
      for (quantity, entries) in zip(model.quantities, drawn.givens) {
        tensors[quantity.name] = Tensor(entries, shape: Shape(quantity.shape))
      }
      let exact = Set(tensors.keys)
      guard let known = values(tensors),
        let slopes = slopes(at: tensors, withRespectTo: variable)
      else { continue }
      tensors.merge(known) { own, _ in own }
      tensors[Self.slopes] = slopes
      return (tensors, exact)
    }
    throw .noInstance(quantity: name)
  }

  /// The derivative of every entry of the result with respect to every entry of an argument, by
  /// central differences of two widths; `nil` where there is no result nearby.
  private func slopes(at tensors: [String: Tensor], withRespectTo variable: String) -> Tensor? {
    guard let argument = tensors[variable] else { return nil }
    let shape = Shape(indices.map(\.range))
    var slopes = Tensor.zeros(Shape(shape.dimensions + argument.shape.dimensions))
    for place in 0..<argument.count {
      func difference(_ width: Double) -> [Double]? {
        func result(_ move: Double) -> Tensor? {
          var moved = tensors
          moved[variable]?.values[place] += move
          return values(moved)?[name]
        }
        guard let more = result(width), let less = result(-width) else { return nil }
        return zip(more.values, less.values).map { ($0 - $1) / (2 * width) }
      }
      guard let near = difference(2e-4), let far = difference(4e-4) else { return nil }
      for (entry, (near, far)) in zip(near, far).enumerated() {
        slopes.values[entry * argument.count + place] = (4 * near - far) / 3
      }
    }
    return slopes
  }
}
