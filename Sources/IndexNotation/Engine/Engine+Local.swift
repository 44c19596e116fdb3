extension Engine {
  /// The derivative of a quantity with respect to one that its definition mentions, from the
  /// definition.
  func local(_ name: String, withRespectTo variable: String) throws(DerivationError) -> Derivation {
    let subject = try subject(name, withRespectTo: variable)
    let (quantity, definition, target) = (subject.quantity, subject.definition, subject.target)
    var names = subject.names
    let indices = names.indices(
      for: target.shape, target.definition == nil ? .target : .variable)

    let of = Element(name, definition.indices.map { .index($0) })
    let withRespectTo = Element(variable, indices.map { .index($0) })
    let context = RuleContext(
      model: model, quantity: quantity,
      freeNames: Set((definition.indices + indices).map(\.name)))
    let lines = try localLines(of, definition, withRespectTo, context)
    return Derivation(
      kind: .local, of: of, withRespectTo: withRespectTo, steps: lines.steps,
      cases: try cases(of: lines.current, of, withRespectTo, context), isSimplified: true)
  }

  /// A quantity with its definition, what it is differentiated with respect to, and the names that
  /// are left for indices.
  func subject(_ name: String, withRespectTo variable: String) throws(DerivationError) -> (
    quantity: SymbolicQuantity, definition: Definition, target: SymbolicQuantity, names: IndexNames
  ) {
    guard let quantity = model[name], let definition = quantity.definition,
      let target = model[variable], definition.body.mentions(tensor: variable)
    else { throw .noPath(of: name, withRespectTo: variable) }
    var names = IndexNames(taken: Set(model.quantities.map(\.name)))
    names.claim(definition.indices.map(\.name))
    names.claim(definition.body.indexNames)
    return (quantity, definition, target, names)
  }

  /// The lines of a local derivative, from the definition to where no rule fits any more.
  func localLines(
    _ of: Element, _ definition: Definition, _ withRespectTo: Element, _ context: RuleContext
  ) throws(DerivationError) -> DerivationLines {
    var lines = DerivationLines(.local, of: of, withRespectTo: withRespectTo)
    try lines.add(
      Reason.definition, .derivative(of: definition.body, withRespectTo: withRespectTo))
    try differentiate(&lines, context)
    try simplify(&lines, context)
    return lines
  }

  /// The result for subscripts that are equal and for those that differ, where that is simpler
  /// to read than one formula with deltas.
  private func cases(
    of result: IndexExpression, _ of: Element, _ withRespectTo: Element, _ context: RuleContext
  ) throws(DerivationError) -> [Derivation.Case] {
    let free = result.freeIndices
    var deltas: [(Subscript, Subscript)] = []
    func meet(_ expression: IndexExpression) {
      if case .delta(let a, let b) = expression, (a.indices + b.indices).allSatisfy(free.contains),
        !deltas.contains(where: { $0 == (a, b) || $0 == (b, a) })
      {
        deltas.append((a, b))
      }
      expression.children.forEach(meet)
    }
    meet(result)
    guard !deltas.isEmpty, deltas.count <= 3 else { return [] }
    // `i + 1 = a` and `i = a` exclude each other, and say less than the formula with its deltas.
    if deltas.contains(where: { $0.0.isAffine || $0.1.isAffine }) { return [] }

    var cases: [Derivation.Case] = []
    for differing in 0...deltas.count {
      // All equal; then the first `differing - 1` equal and the next one different.
      var conditions: [Derivation.Condition] = []
      var expression = result
      for (place, (a, b)) in deltas.enumerated() {
        let equal = differing == 0 || place < differing - 1
        if !equal && place > differing - 1 { break }
        conditions.append(.init(equal: equal, left: a, right: b))
        expression = expression.settling(a, b, equal: equal)
      }
      let simple = try simplified(
        expression, of: of, withRespectTo: withRespectTo, context)
      cases.append(Derivation.Case(conditions: conditions, result: simple, checked: 0))
    }
    return cases
  }
}

extension IndexExpression {
  /// What the expression is where two subscripts are known to be equal, or to differ.
  func settling(_ a: Subscript, _ b: Subscript, equal: Bool) -> IndexExpression {
    if equal {
      // The one that runs further gives way, so that no place leaves its axis.
      if case .index(let index) = a, b.fits(index) { return substituting([index: b]).tidied }
      if case .index(let index) = b, a.fits(index) { return substituting([index: a]).tidied }
    }
    return rewritten {
      guard case .delta(let c, let d) = $0, (c, d) == (a, b) || (d, c) == (a, b) else { return nil }
      return equal ? .one : .zero
    }
  }
}
