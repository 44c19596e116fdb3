/// Finds derivations: a fixed order of rules, applied until none fits.
struct Engine {
  let model: SymbolicModel
  let rules: RuleBook

  /// Works out every derivative in the current line, one line for each rule.
  func differentiate(
    _ lines: inout DerivationLines, _ context: RuleContext
  ) throws(DerivationError) {
    while lines.current.contains({ if case .derivative = $0 { true } else { false } }) {
      var substeps: [Derivation.Step] = []
      var expression = try smallSteps(lines.current, &substeps, lines, context)
      var name: Rule?
      for rule in rules.differentiation {
        let next = expression.rewrittenOutermost { rule.rewrite($0, context) }.ordered
        if next == expression { continue }
        substeps.append(step(rule, expression, next))
        try lines.accept(next)
        expression = try smallSteps(next, &substeps, lines, context)
        name = rule
        break
      }
      guard let rule = name ?? lastSmall(substeps), expression != lines.current else {
        // A product of too many factors, or an exponent that overflows.
        throw .tooLarge(
          lines.kind, of: lines.of.tensor, withRespectTo: lines.withRespectTo.tensor,
          bound: DerivationLines.maximumSize)
      }
      try lines.add(rule.reason(), expression, substeps: substeps)
    }
  }

  private func smallSteps(
    _ start: IndexExpression, _ substeps: inout [Derivation.Step], _ lines: DerivationLines,
    _ context: RuleContext
  ) throws(DerivationError) -> IndexExpression {
    var expression = start
    for _ in 0..<DerivationLines.maximumSteps {
      var changed = false
      for rule in rules.smallDifferentiation {
        let next = expression.rewrittenOutermost { rule.rewrite($0, context) }.ordered
        if next == expression { continue }
        substeps.append(step(rule, expression, next))
        try lines.accept(next)
        expression = next
        changed = true
      }
      if !changed { return expression }
    }
    return expression
  }

  private func lastSmall(_ substeps: [Derivation.Step]) -> Rule? {
    let small = rules.smallDifferentiation
    // The most telling of the small steps names the line.
    return small.first { rule in
      rule.name == Differentiation.element.name && substeps.contains { $0.rule == rule.name }
    } ?? small.last { rule in substeps.contains { $0.rule == rule.name } }
  }

  private func step(
    _ rule: Rule, _ before: IndexExpression, _ after: IndexExpression
  ) -> Derivation.Step {
    Derivation.Step(
      rule: rule.name, reason: rule.reason, before: before, after: after, checked: 0,
      substeps: [])
  }

  /// Applies the first rule that fits, again and again, then the finishing rules.
  func simplify(
    _ lines: inout DerivationLines, _ context: RuleContext
  ) throws(DerivationError) {
    var fits = true
    while fits {
      fits = false
      for rule in rules.simplification {
        for context in contexts(of: rule, context, in: lines.current) {
          let before = lines.current.tidied.ordered
          let next = before.rewritten { rule.rewrite($0, context) }.ordered
          if next == before { continue }
          try lines.add(rule.reason(titled: rule.title(context)), next)
          fits = true
          break
        }
        if fits { break }
      }
    }
    for rule in rules.finish {
      let before = lines.current.tidied.ordered
      let next = before.rewritten { rule.rewrite($0, context) }.ordered
      if next != before { try lines.add(rule.reason(), next) }
    }
  }

  /// The context, for each quantity that may be recognised: the one at work first.
  private func contexts(
    of rule: Rule, _ context: RuleContext, in expression: IndexExpression
  ) -> [RuleContext] {
    guard rule.name == Recognition.recognise.name else { return [context] }
    var contexts = context.quantity == nil ? [] : [context]
    let tensors = expression.tensors
    for quantity in model.quantities where quantity.name != context.quantity?.name {
      guard let body = quantity.definition?.body, body.tensors.isSubset(of: tensors) else {
        continue
      }
      var other = context
      other.sought = quantity
      contexts.append(other)
    }
    return contexts
  }

  /// Simplifies without recording lines: for the cases of a result.
  func simplified(
    _ expression: IndexExpression, of: Element, withRespectTo: Element, _ context: RuleContext
  ) throws(DerivationError) -> IndexExpression {
    var lines = DerivationLines(.local, of: of, withRespectTo: withRespectTo)
    try lines.add(Reason.definition, expression.tidied.ordered)
    try simplify(&lines, context)
    return lines.current
  }
}
