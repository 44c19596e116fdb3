import IndexNotation

/// Rules on the terms of a sum.
enum SumRules {
  /// t [p] + t [not p] = t
  static let complementaryMasks = MatrixRules.SumRule(name: "complementary masks") {
    algebra, terms, shape in
    for (place, term) in terms.enumerated() {
      for power in term.expression.powers where power.base.isComparison {
        let rest = Factors(term.expression.powers).removing(power.base)
        var other = rest
        other.set(algebra.negation(power.base), .one)
        let complement = algebra.rawProduct(other)
        guard
          let partner = terms.firstIndex(where: {
            $0.expression === complement && $0.coefficient == term.coefficient
          })
        else { continue }
        var remaining = terms
        remaining[place].expression = algebra.rawProduct(rest)
        remaining.remove(at: partner)
        algebra.note(
          Reason(
            "put the cases together", ["the cases are put together"],
            because: "What holds in either case holds in all of them."))
        return algebra.sum(remaining, shape: shape)
      }
    }
    return nil
  }

  /// x - mu + c = n s + c, where n s is defined as x - mu.
  static let foldDefinition = MatrixRules.SumRule(name: "fold sums") { algebra, terms, shape in
    guard algebra.folds, terms.count > 1 else { return nil }
    for term in terms {
      for definition in algebra.definitions.sums[term.expression] ?? []
      where definition.terms.count <= terms.count {
        var ratio: Rational?
        let fits = definition.terms.allSatisfy { part in
          guard let own = terms.first(where: { $0.expression === part.expression }) else {
            return false
          }
          let found = algebra.divide(own.coefficient, part.coefficient)
          defer { ratio = found }
          return ratio == nil || ratio == found
        }
        guard fits, let ratio else { continue }
        let rest = terms.filter { own in
          !definition.terms.contains { $0.expression === own.expression }
        }
        algebra.noteDefinition(of: definition.quantity)
        return algebra.sum(
          rest + [.init(coefficient: ratio, expression: definition.quantity)], shape: shape)
      }
    }
    return nil
  }
}
