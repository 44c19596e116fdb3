extension Engine {
  /// The derivative of `Σ d ⊙ y` with respect to an entry of what y is computed from, d held still.
  ///
  /// It passes the lines of the local derivative, each inside the weighted sum, and goes on where the
  /// sum makes more of them: `Σ_t d_t S_t (δ_ta - S_a) = S_a (d_a - Σ_t d_t S_t)`.
  /// - Parameters:
  ///   - name: y, the result.
  ///   - cotangent: d, of the result's shape.
  func pullback(
    of name: String, cotangent: String, withRespectTo variable: String
  ) throws(DerivationError) -> Derivation {
    let subject = try subject(name, withRespectTo: variable)
    let (quantity, definition, target) = (subject.quantity, subject.definition, subject.target)
    var names = subject.names
    let indices = names.indices(for: target.shape, .target)
    let own = definition.indices.map { Subscript.index($0) }
    let of = Element(name, own)
    // An axis of one place has no index to run: a delta on it would always be 1.
    let withRespectTo = Element(variable, indices.map { $0.range == 1 ? .fixed(0) : .index($0) })

    func weighted(_ expression: IndexExpression) -> IndexExpression {
      let product = IndexExpression.times([.element(Element(cotangent, own)), expression])
      return definition.indices.reversed().reduce(product.ordered) { .summed(over: $1, $0) }
    }
    let free = Set(withRespectTo.indices.map(\.name))
    let local = try localLines(
      of, definition, withRespectTo,
      RuleContext(
        model: model, quantity: quantity,
        freeNames: free.union(definition.indices.map(\.name))))
    var lines = DerivationLines(
      .lemma, of: of, withRespectTo: withRespectTo,
      from: .derivative(of: weighted(.element(of)), withRespectTo: withRespectTo))
    try lines.add(
      Reason.heldStill, weighted(.derivative(of: .element(of), withRespectTo: withRespectTo)))
    for step in local.steps {
      let after = weighted(step.after)
      if after == lines.current { continue }
      try lines.add(
        Reason(step.rule, because: step.reason), after,
        substeps: step.substeps.map {
          Derivation.Step(
            rule: $0.rule, reason: $0.reason, before: weighted($0.before),
            after: weighted($0.after), checked: 0, substeps: [])
        })
    }
    try simplify(&lines, RuleContext(model: model, quantity: quantity, freeNames: free))
    return Derivation(
      kind: .lemma, of: of, withRespectTo: withRespectTo, steps: lines.steps, cases: [],
      isSimplified: true)
  }
}
