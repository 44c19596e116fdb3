import Synchronization
import Tensors

/// Every derivation that the gradients of a model need, found and checked on random values: all
/// that depends on the structure of an example only.
///
/// Finding it is the costly part. Examples of the same structure (definitions, shapes and facts)
/// can share one plan and check it on their own values.
public struct DerivationPlan: Sendable {
  /// The model whose gradients are derived.
  public let model: SymbolicModel
  /// Local derivatives first, then total ones; `checked` counts the random values.
  public let derivations: [Derivation]
  /// The closed form of every gradient derived, those met on the way included.
  public let gradients: [GradientForm]
  /// The local derivations, each once.
  public let lemmas: [Lemma]
  private let compiled: [CompiledDerivation]
  private let definitions: [CompiledExpression?]
  private let lastChecked = LastChecked()

  /// Derives the gradients of losses with respect to quantities.
  /// - Parameter gradients: each loss with the quantities wanted.
  /// - Throws: `DerivationError`.
  public init(
    _ model: SymbolicModel, gradients: [(loss: String, targets: [String])],
    rules: RuleBook = .standard
  ) throws(DerivationError) {
    try model.validate()
    self.model = model
    var found = Engine.Found()
    let engine = Engine(model: model, rules: rules)
    for (loss, targets) in gradients {
      for target in targets {
        try engine.gradient(of: loss, withRespectTo: target, &found)
      }
    }
    var derivations =
      found.derivations.filter { $0.kind == .local }
      + found.derivations.filter { $0.kind == .total }

    var definitions: [CompiledExpression?] = []
    for quantity in model.quantities {
      guard let definition = quantity.definition else {
        definitions.append(nil)
        continue
      }
      definitions.append(
        try CompiledExpression(definition.body, free: definition.indices, model: model))
    }
    self.definitions = definitions
    var compiled: [CompiledDerivation] = []
    for derivation in derivations { compiled.append(try CompiledDerivation(derivation, model)) }
    self.compiled = compiled
    let forms = derivations.filter { $0.kind == .total }.map { GradientForm($0) }
    self.gradients = forms

    for instance in try DerivationPlan.randomInstances(model, definitions) {
      let counts = try DerivationPlan.counts(
        derivations, compiled, instance, model, definitions, forms)
      DerivationPlan.add(counts, to: &derivations, compiled)
    }
    self.derivations = derivations
    lemmas = Lemma.all(in: derivations)
  }

  /// Checks every line on the values of an example.
  /// - Parameter values: at least every given; a computed quantity's value, where present, must be
  ///   what its definition gives.
  /// - Returns: the derivations, `checked` counting the random values and these.
  /// - Throws: `DerivationError`.
  public func check(on values: [String: Tensor]) throws(DerivationError) -> [Derivation] {
    var givens: [[Double]] = []
    for quantity in model.quantities {
      if quantity.definition != nil {
        givens.append([])
        continue
      }
      guard let value = values[quantity.name], value.shape == Shape(quantity.shape) else {
        throw .invalidModel(
          quantity: quantity.name, problem: "no value of shape \(Shape(quantity.shape)) for it")
      }
      givens.append(value.values)
    }
    let instance = Instance(name: "the example's values", isRandom: false, givens: givens)
    let counts = try DerivationPlan.counts(
      derivations, compiled, instance, model, definitions, gradients, values)
    return lastChecked.derivations(counts) {
      var checked = derivations
      DerivationPlan.add(counts, to: &checked, compiled)
      return checked
    }
  }

  /// Two sets of random values for which every quantity is finite.
  private static func randomInstances(
    _ model: SymbolicModel, _ definitions: [CompiledExpression?]
  ) throws(DerivationError) -> [Instance] {
    var generator = SeededGenerator(seed: 20_260_101)
    var instances: [Instance] = []
    var culprit = 0
    for number in 1...2 {
      let styles = Instance.Style.allCases
      // The second instance begins with positive values: they reach other branches.
      let order = number == 1 ? styles : Array(styles.dropFirst()) + [styles[0]]
      search: for style in order {
        for _ in 0..<3 {
          let instance = Instance.random(
            model, style, name: "random values \(number)", &generator)
          let environment = Environment<Double>(instance, model, definitions)
          guard let place = environment.firstNotFinite else {
            instances.append(instance)
            break search
          }
          culprit = place
        }
      }
      guard instances.count == number else {
        throw .noInstance(quantity: model.quantities[culprit].name)
      }
    }
    return instances
  }

  /// How often each line was evaluated on an instance, and held.
  private static func counts(
    _ derivations: [Derivation], _ compiled: [CompiledDerivation], _ instance: Instance,
    _ model: SymbolicModel, _ definitions: [CompiledExpression?], _ gradients: [GradientForm],
    _ values: [String: Tensor] = [:]
  ) throws(DerivationError) -> [[Int]] {
    var checker = Checker<Double>(instance, model, definitions)
    if !checker.metNotFinite {
      try checker.checkValues(values)
      let counts = try counts(derivations, compiled, &checker)
      try checker.checkMatrices(gradients)
      if !checker.metNotFinite { return counts }
    }
    // Something overflowed: once more with a wide range.
    var wide = Checker<WideNumber>(instance, model, definitions)
    try wide.checkValues(values)
    return try counts(derivations, compiled, &wide)
  }

  private static func counts<Number>(
    _ derivations: [Derivation], _ compiled: [CompiledDerivation], _ checker: inout Checker<Number>
  ) throws(DerivationError) -> [[Int]] {
    try checker.checkClaims()
    var counts: [[Int]] = []
    for (derivation, compiled) in zip(derivations, compiled) {
      counts.append(try checker.check(compiled, derivation))
    }
    return counts
  }

  private static func add(
    _ counts: [[Int]], to derivations: inout [Derivation], _ compiled: [CompiledDerivation]
  ) {
    for place in derivations.indices {
      for (pair, count) in zip(compiled[place].pairs, counts[place]) {
        switch pair.item {
        case .step(let number): derivations[place].steps[number].checked += count
        case .substep(let number, let inner):
          derivations[place].steps[number].substeps[inner].checked += count
        case .caseOf(let number): derivations[place].cases[number].checked += count
        }
      }
    }
  }
}

/// The derivations as the last example left them. Examples of one shape evaluate each line equally
/// often: they share these, so that what is made of them can be shared as well.
private final class LastChecked: Sendable {
  private let last = Mutex<(counts: [[Int]], derivations: [Derivation])?>(nil)

  func derivations(_ counts: [[Int]], _ make: () -> [Derivation]) -> [Derivation] {
    last.withLock { last in
      if let last, last.counts == counts { return last.derivations }
      let made = make()
      last = (counts, made)
      return made
    }
  }
}
