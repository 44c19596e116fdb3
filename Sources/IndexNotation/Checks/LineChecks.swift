import Tensors

/// The lines of derivations, compiled, ready to be evaluated on values.
struct LineChecks: Sendable {
  let model: SymbolicModel
  /// Gradients that lines mention by a name of their own: quantities of `model`, after the others.
  let deltas: [Delta]
  let compiled: [CompiledDerivation]
  let definitions: [CompiledExpression?]
  private let forms: [GradientForm]

  /// - Parameter model: what the derivations are of; without the deltas.
  init(
    _ derivations: [Derivation], _ forms: [GradientForm] = [], _ deltas: [Delta] = [],
    of model: SymbolicModel
  ) throws(DerivationError) {
    self.forms = forms
    self.deltas = deltas
    let whole = model.with(deltas)
    self.model = whole
    var definitions: [CompiledExpression?] = []
    for quantity in whole.quantities {
      guard let definition = quantity.definition else {
        definitions.append(nil)
        continue
      }
      definitions.append(
        try CompiledExpression(definition.body, free: definition.indices, model: whole))
    }
    self.definitions = definitions
    var compiled: [CompiledDerivation] = []
    for derivation in derivations { compiled.append(try CompiledDerivation(derivation, whole)) }
    self.compiled = compiled
  }

  /// Two sets of random values for which every quantity is finite.
  ///
  /// - Parameter near: values near an example's, for a model that hardly any random values suit.
  func randomInstances(
    near: [[String: Tensor]]
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
    }
    if instances.count == 2 { return instances }
    instances += near.map { values in
      Instance(
        name: "values near the example's", isRandom: true,
        givens: model.quantities.map { quantity in
          quantity.definition == nil ? values[quantity.name]?.values ?? [] : []
        })
    }
    if instances.isEmpty { throw .noInstance(quantity: model.quantities[culprit].name) }
    return Array(instances.prefix(2))
  }

  /// How often each line was evaluated on an instance, and held.
  /// - Throws: `DerivationError` where one does not hold.
  func counts(
    _ derivations: [Derivation], on instance: Instance, _ values: [String: Tensor] = [:]
  ) throws(DerivationError) -> [[Int]] {
    var checker = Checker<Double>(instance, model, definitions, deltas)
    if !checker.metNotFinite {
      try checker.checkValues(values)
      let counts = try counts(derivations, &checker)
      if !checker.metNotFinite { return counts }
    }
    // Something overflowed: once more with a wide range.
    var wide = Checker<WideNumber>(instance, model, definitions, deltas)
    try wide.checkValues(values)
    return try counts(derivations, &wide)
  }

  private func counts<Number>(
    _ derivations: [Derivation], _ checker: inout Checker<Number>
  ) throws(DerivationError) -> [[Int]] {
    try checker.checkClaims()
    var counts: [[Int]] = []
    for (derivation, compiled) in zip(derivations, compiled) {
      counts.append(try checker.check(compiled, derivation))
    }
    return counts
  }

  /// Evaluates every line on two sets of random values and counts it.
  func checkOnRandomValues(
    _ derivations: inout [Derivation], near: [[String: Tensor]] = []
  ) throws(DerivationError) {
    for instance in try randomInstances(near: near) {
      add(try counts(derivations, on: instance), to: &derivations)
    }
  }

  /// Adds counts to what `checked` says of each line.
  func add(_ counts: [[Int]], to derivations: inout [Derivation]) {
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
