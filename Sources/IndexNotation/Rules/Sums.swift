/// Rules about sums over an index, one node at a time.
enum Sums {
  static let rules: [Rule] = [sumOfConstant, narrow]

  static let sumOfConstant = Rule(
    "sum of a constant",
    because: "Adding the same thing n times gives n times the thing.",
    example: "Σ_i c = n c"
  ) { node, _ in
    guard case .sum(let index, let body) = node, !body.mentions(index) else { return nil }
    return .times([.number(Rational(index.range)), body])
  }

  /// Takes nested sums apart and puts each one around as few factors as possible. First comes a
  /// sum that is known by a fact, then one with few factors, then one with few other indices.
  static let narrow = Rule(
    "pull a factor out of the sum",
    because: "A factor that does not depend on the index is the same in every term.",
    example: "Σ_i c x_i = c Σ_i x_i"
  ) { node, context in
    guard case .sum = node else { return nil }
    var indices: [Index] = []
    var factors: [IndexExpression] = []
    flatten(node.renamingBound(avoiding: context.freeNames), &indices, &factors)
    guard indices.count <= 12, factors.count <= 64 else { return nil }
    while !indices.isEmpty {
      let (place, _) =
        indices.enumerated().map { place, index in
          (place, cost(of: index, factors, context))
        }.min { $0.1.lexicographicallyPrecedes($1.1) } ?? (0, [])
      let index = indices.remove(at: place)
      let inside = factors.filter { $0.mentions(index) }
      factors.removeAll { $0.mentions(index) }
      factors.append(.summed(over: index, .times(inside)))
    }
    let result = IndexExpression.times(factors)
    return result.isEquivalent(to: node) ? nil : result
  }

  private static func flatten(
    _ expression: IndexExpression, _ indices: inout [Index], _ factors: inout [IndexExpression]
  ) {
    switch expression {
    case .sum(let index, let body) where !indices.contains(index):
      indices.append(index)
      flatten(body, &indices, &factors)
    case .product(let inner):
      for factor in inner { flatten(factor, &indices, &factors) }
    case .number, .constant, .element, .delta, .sum, .addition, .power, .function, .indicator,
      .derivative:
      factors.append(expression)
    }
  }

  private static func cost(
    of index: Index, _ factors: [IndexExpression], _ context: RuleContext
  ) -> [Int] {
    let inside = factors.filter { $0.mentions(index) }
    let others = Set(inside.flatMap(\.freeIndices)).subtracting([index])
    let isKnown = inside.contains {
      if case .element(let element) = $0 { return context.sumsToOne(element, over: index) }
      return false
    }
    return [isKnown ? 0 : 1, inside.count, others.count]
  }

  static let combine = Rule(
    "combine the sums",
    because: "Sums over the same range can be taken together, term by term.",
    example: "Σ_i V_i S_i - Σ_i V_i y_i = Σ_i V_i (S_i - y_i)"
  ) { node, context in
    guard case .addition(let terms) = node, terms.count <= 64 else { return nil }
    for (place, first) in terms.enumerated() {
      guard let (index, body, outside) = parts(first) else { continue }
      for other in terms.indices where other > place {
        guard let (second, otherBody, otherOutside) = parts(terms[other]),
          second.range == index.range, outside.isEquivalent(to: otherOutside),
          !otherBody.mentions(index) || second == index
        else { continue }
        let together = IndexExpression.plus([
          body, otherBody.substituting([second: .index(index)]),
        ]).ordered
        guard let factored = Algebra.factor.rewrite(together, context),
          factored.weight < together.weight
        else { continue }
        var terms = terms
        terms[place] = .times([outside, .summed(over: index, factored)])
        terms.remove(at: other)
        return .plus(terms)
      }
    }
    return nil
  }

  /// A term with one sum: its index, its body with the term's number, and the other factors.
  private static func parts(
    _ term: IndexExpression
  ) -> (Index, IndexExpression, IndexExpression)? {
    let (coefficient, factors) = term.coefficientAndFactors
    for (place, factor) in factors.enumerated() {
      guard case .sum(let index, let body) = factor else { continue }
      var others = factors
      others.remove(at: place)
      return (index, .times([.number(coefficient), body]), .times(others))
    }
    return nil
  }

  /// Distributes over a sum's terms where a delta can be contracted or a fact used afterwards.
  static let distribute = Rule(
    "distribute the sum",
    because: "A sum of differences is the difference of the sums.",
    example: "Σ_t y_t (δ_tb - S_b) = Σ_t y_t δ_tb - S_b Σ_t y_t"
  ) { node, context in
    guard case .sum(let index, let body) = node else { return nil }
    let factors = body.factors
    for (place, factor) in factors.enumerated() {
      guard case .addition(let terms) = factor, terms.count <= 64 else { continue }
      let others = factors.enumerated().filter { $0.offset != place }.map(\.element)
      guard terms.contains(where: { helps($0, others, index, context) }) else { continue }
      return .plus(
        terms.map { term in
          let sum = IndexExpression.summed(over: index, .times(others + [term]))
          return sum.rewritten { narrow.rewrite($0, context) }
        })
    }
    return nil
  }

  /// Whether the term, among these factors, can be summed at once.
  private static func helps(
    _ term: IndexExpression, _ others: [IndexExpression], _ index: Index, _ context: RuleContext
  ) -> Bool {
    let product = IndexExpression.times(others + [term])
    if Deltas.contract.rewrite(.sum(over: index, product), context) != nil { return true }
    let dependent = product.factors.filter { $0.mentions(index) }
    if dependent.isEmpty { return true }
    guard dependent.count == 1, case .element(let element) = dependent[0] else { return false }
    return context.sumsToOne(element, over: index)
  }
}
