import Tensors

/// A derivation with every line compiled, ready to be checked on any values.
struct CompiledDerivation: Sendable {
  /// The expressions that must agree, each compiled once, and which pairs of them do.
  let expressions: [CompiledExpression]
  let pairs: [Pair]
  let indices: [Index]
  /// Where they are evaluated.
  let positions: [[Int]]
  /// For a gradient: the first expression is the loss's derivative through the whole model, and
  /// this is the variable's place.
  let total: (loss: Int, variable: Int)?

  struct Pair: Sendable {
    var before: Int
    var after: Int
    /// The step, substep or case that it checks.
    var item: Item
    /// Positions where it must hold; `nil` for all.
    var conditions: [Derivation.Condition] = []
  }

  enum Item: Sendable, Hashable {
    case step(Int)
    case substep(Int, Int)
    case caseOf(Int)
  }

  static let mostPositions = 500
  /// So many operations all lines together take at most, but for the fewest positions.
  static let mostOperations = 4_000_000
  /// Of a lemma, whose lines are long sums and which is derived on small axes.
  static let mostLemmaPositions = 12

  init(_ derivation: Derivation, _ model: SymbolicModel) throws(DerivationError) {
    let isLemma = derivation.kind == .lemma
    // The entries of a lemma's result are summed over.
    var indices = isLemma ? [] : derivation.of.indices
    for index in derivation.withRespectTo.indices where !indices.contains(index) {
      indices.append(index)
    }
    var places: [IndexExpression: Int] = [:]
    var compiled: [CompiledExpression] = []
    func place(_ expression: IndexExpression) throws(DerivationError) -> Int {
      if let known = places[expression] { return known }
      let whole =
        isLemma ? expression.definingInsideDerivatives(derivation.of.tensor, model) : expression
      compiled.append(try CompiledExpression(whole, free: indices, model: model))
      places[expression] = compiled.count - 1
      return compiled.count - 1
    }
    var pairs: [Pair] = []
    for (number, step) in derivation.steps.enumerated() {
      pairs.append(
        Pair(
          before: try place(step.before), after: try place(step.after), item: .step(number)))
      for (inner, substep) in step.substeps.enumerated() {
        pairs.append(
          Pair(
            before: try place(substep.before), after: try place(substep.after),
            item: .substep(number, inner)))
      }
    }
    for (number, case_) in derivation.cases.enumerated() {
      pairs.append(
        Pair(
          before: try place(derivation.result), after: try place(case_.result),
          item: .caseOf(number), conditions: case_.conditions))
    }
    self.expressions = compiled
    self.pairs = pairs
    self.indices = indices
    total =
      derivation.kind == .total
      ? model.quantities.firstIndex { $0.name == derivation.of.tensor }.flatMap { loss in
        model.quantities.firstIndex { $0.name == derivation.withRespectTo.tensor }.map {
          (loss, $0)
        }
      } : nil
    let (fewest, most) = (CompiledDerivation.mostLemmaPositions, CompiledDerivation.mostPositions)
    let limit = CompiledDerivation.mostOperations
    let operations = places.keys.reduce(1) { $0 + $1.operations(atMost: limit) }
    positions = CompiledDerivation.positions(
      of: indices, atMost: isLemma ? fewest : min(most, max(fewest, limit / operations)))
  }

  /// All places of the indices, or seeded samples where there are many.
  static func positions(of indices: [Index], atMost mostPositions: Int = mostPositions) -> [[Int]] {
    var count = 1
    for index in indices where count <= mostPositions { count *= index.range }
    if count <= mostPositions {
      let shape = Shape(indices.map(\.range))
      return (0..<shape.count).map(shape.position(at:))
    }
    var generator = SeededGenerator(seed: 500)
    return (0..<mostPositions).map { sample in
      // Every other sample lies on a diagonal, where deltas are 1.
      let shared = generator.next()
      return indices.map { index in
        sample % 2 == 0
          ? Int(shared % UInt64(index.range)) : generator.place(below: index.range)
      }
    }
  }

  /// Whether the conditions hold at a position.
  func holds(_ conditions: [Derivation.Condition], at position: [Int]) -> Bool {
    func value(_ axis: Subscript) -> Int {
      axis.value { index in indices.firstIndex(of: index).map { position[$0] } ?? 0 }
    }
    return conditions.allSatisfy { (value($0.left) == value($0.right)) == $0.equal }
  }
}

extension IndexExpression {
  /// The definition of a quantity in place of its entries wherever they are differentiated: what
  /// changes with the variable.
  fileprivate func definingInsideDerivatives(
    _ name: String, _ model: SymbolicModel
  ) -> IndexExpression {
    guard let definition = model[name]?.definition else { return self }
    return rewrittenOutermost { node in
      guard case .derivative(let body, let element) = node else { return nil }
      let whole = body.replacing { entry in
        entry.tensor == name ? definition.body(at: entry.subscripts) : nil
      }
      return .derivative(of: whole, withRespectTo: element)
    }
  }
}
