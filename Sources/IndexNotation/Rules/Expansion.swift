/// Rules that multiply out, each only where it lets something simpler follow.
enum Expansion {
  /// How large an expression may become on the way.
  static let bound = 600

  static let toCancel = Rule(
    "distribute",
    because: "A factor in front of a sum of terms multiplies each of them.",
    example: "s² (1/s - 1) = s²/s - s²"
  ) { node, _ in
    guard case .product(let factors) = node else { return nil }
    for (place, factor) in factors.enumerated() {
      guard case .addition(let terms) = factor, terms.count <= 32 else { continue }
      let parts = terms.map(Factors.init)
      var inside: [IndexExpression] = []
      var outside: [IndexExpression] = []
      for (other, factor) in factors.enumerated() where other != place {
        let (base, exponent) = factor.baseAndExponent
        let key = base.canonical
        let cancels = parts.contains {
          let met = $0.exponent(of: key)
          return met != .zero && met.isNegative != exponent.isNegative
        }
        if cancels { inside.append(factor) } else { outside.append(factor) }
      }
      if inside.isEmpty { continue }
      return .times(outside + [.plus(terms.map { .times(inside + [$0]) })])
    }
    return nil
  }

  static let splitFraction = Rule(
    "split the fraction",
    because: "A fraction of a sum is the sum of the fractions.",
    example: "(a - b)/g² = a/g² - b/g²"
  ) { node, context in
    guard case .product(let factors) = node, context.quantity != nil,
      let place = factors.firstIndex(where: {
        if case .addition = $0 { return true }
        return false
      }), factors[place].terms.count <= 32
    else { return nil }
    let others = factors.enumerated().filter { $0.offset != place }.map(\.element)
    let result = IndexExpression.plus(factors[place].terms.map { .times(others + [$0]) })
    let cancelled = result.rewritten { Algebra.combinePowers.rewrite($0, context) }
    let recognised = cancelled.rewritten { Recognition.recognise.rewrite($0, context) }
    return recognised != cancelled && recognised.size < node.size ? result : nil
  }

  static let toCollect = Rule(
    "multiply out",
    because: "Multiplied out, terms meet that cancel or add up.",
    example: "-y (1 - s) + (1 - y) s = -y + y s + s - y s"
  ) { node, context in
    switch node {
    case .addition, .product: break
    case .number, .constant, .element, .delta, .sum, .power, .function, .indicator, .derivative:
      return nil
    }
    guard node.isWithin(depth: 40, size: 120), let expanded = expand(node), expanded != node else {
      return nil
    }
    let combined = expanded.rewritten { Algebra.combinePowers.rewrite($0, context) }
    let collected = Algebra.collect.rewrite(combined, context) ?? combined
    let factored = Algebra.factor.rewrite(collected, context) ?? collected
    let known = Algebra.factor.rewrite(node, context) ?? node
    return factored.weight < known.weight ? expanded : nil
  }

  /// Everything multiplied out, outside of functions and sums; `nil` where it grows too large.
  static func expand(_ expression: IndexExpression) -> IndexExpression? {
    switch expression {
    case .addition(let terms):
      var expanded: [IndexExpression] = []
      for term in terms {
        guard let term = expand(term) else { return nil }
        expanded.append(term)
      }
      let result = IndexExpression.plus(expanded)
      return result.isWithin(depth: 60, size: bound) ? result : nil
    case .product(let factors):
      var products: [IndexExpression] = [.one]
      for factor in factors {
        guard let factor = expand(factor) else { return nil }
        products = products.flatMap { left in factor.terms.map { .times([left, $0]) } }
        guard products.count <= 64 else { return nil }
      }
      return .plus(products)
    case .power(.addition(let terms), Rational(2)):
      return expand(.product([.addition(terms), .addition(terms)]))
    case .number, .constant, .element, .delta, .sum, .power, .function, .indicator, .derivative:
      return expression
    }
  }
}
