extension Engine {
  /// The derivative of `Σ d ⊙ y` with respect to an entry of what y depends on, along an outline: y
  /// has no definition.
  /// - Parameter indices: those of y's entries.
  func pullback(
    of name: String, _ indices: [Index], cotangent: String, withRespectTo variable: String,
    along outline: (_ variable: Element) -> PullbackOutline
  ) throws(DerivationError) -> (derivation: Derivation, outline: PullbackOutline) {
    guard let target = model[variable] else { throw .noPath(of: name, withRespectTo: variable) }
    var names = IndexNames(taken: Set(model.quantities.map(\.name)))
    names.claim(indices.map(\.name))
    let places = names.indices(for: target.shape, .target)
    let of = Element(name, indices.map { .index($0) })
    let withRespectTo = Element(variable, places.map { $0.range == 1 ? .fixed(0) : .index($0) })
    func weighted(_ expression: IndexExpression) -> IndexExpression {
      let product = IndexExpression.times([
        .element(Element(cotangent, of.subscripts)), expression,
      ])
      return indices.reversed().reduce(product) { .summed(over: $1, $0) }
    }
    let outline = outline(withRespectTo)
    let engine = Engine(
      model: SymbolicModel(model.quantities + outline.companions), rules: rules)
    let context = RuleContext(
      model: engine.model, quantity: nil, freeNames: Set(withRespectTo.indices.map(\.name)))
    var lines = DerivationLines(
      .lemma, of: of, withRespectTo: withRespectTo,
      from: .derivative(of: weighted(.element(of)), withRespectTo: withRespectTo))
    let slopes = weighted(.derivative(of: .element(of), withRespectTo: withRespectTo))
    // Of a single number the two are written alike.
    if slopes != lines.current { try lines.add(Reason.heldStill, slopes) }
    for line in outline.opening { try lines.add(line.reason, line.expression) }
    try engine.differentiate(&lines, context)
    try engine.simplify(&lines, context)
    for line in outline.closing { try lines.add(line.reason, line.expression) }
    let derivation = Derivation(
      kind: .lemma, of: of, withRespectTo: withRespectTo, steps: lines.steps, cases: [],
      isSimplified: true)
    return (derivation, outline)
  }
}
