import IndexNotation
import Tensors

/// What the terms of a sum have in common, taken out.
extension Algebra {
  /// A v + B v = (A + B) v, entry by entry.
  func commonFactors(_ sum: SumView) -> [Alternative] {
    let terms = sum.terms
    var found: [Alternative] = []
    var tried: Set<[Power]> = []
    for (first, second) in pairs(terms) {
      let common = common(first.expression, second.expression)
      if common.isEmpty, first.coefficient.magnitude == .one,
        second.coefficient.magnitude == .one
      {
        continue
      }
      if !common.isEmpty, !tried.insert(common).inserted { continue }
      let group: [Term]
      if !common.isEmpty {
        group = terms.filter { isDivisible($0.expression, by: common) }
      } else if first.coefficient.magnitude == second.coefficient.magnitude {
        group = terms.filter { $0.coefficient.magnitude == first.coefficient.magnitude }
      } else {
        group = terms
      }
      let rest = terms.filter { !group.contains($0) }
      let whole = raw(.sum(group), sum.shape)
      var numbers: [Rational] = [.one]
      for number in [content(whole).coefficient] + group.map(\.coefficient.magnitude)
      where !numbers.contains(number) {
        numbers.append(number)
      }
      for number in numbers {
        if common.isEmpty, number.magnitude == .one { continue }
        if common.isEmpty, group.count == terms.count, sum.isWithinFactor { continue }
        let quotients = group.map {
          Term(
            coefficient: divide($0.coefficient, number),
            expression: quotient($0.expression, by: common))
        }
        let inner = shortestSum(
          quotients, broadcast(quotients.map(\.expression.shape)),
          isWithinFactor: common.isEmpty)
        found.append(Alternative(part: rawScaled(number, built(common, inner)), rest: rest))
      }
    }
    return found
  }

  func pairs(_ terms: [Term]) -> [(Term, Term)] {
    terms.indices.flatMap { a in terms.indices.dropFirst(a + 1).map { (terms[a], terms[$0]) } }
  }

  /// The powers that two products share.
  private func common(_ a: MatrixExpression, _ b: MatrixExpression) -> [Power] {
    let other = Factors(b.powers)
    return a.powers.compactMap { power in
      guard !power.base.isOnes, let second = other[power.base] else { return nil }
      switch (power.exponent, second) {
      case (.number(let x), .number(let y)):
        guard x.isNegative == y.isNegative else { return nil }
        return Power(base: power.base, exponent: .number(x.isNegative ? max(x, y) : min(x, y)))
      default:
        if power.exponent == second { return power }
        guard let difference = subtract(power.exponent, second).number else { return nil }
        return Power(base: power.base, exponent: difference > .zero ? second : power.exponent)
      }
    }
  }

  private func isDivisible(_ expression: MatrixExpression, by common: [Power]) -> Bool {
    let own = Factors(expression.powers)
    return common.allSatisfy { power in
      guard let exponent = own[power.base] else { return false }
      if let x = power.exponent.number, let y = exponent.number {
        return x.isNegative == y.isNegative && x.magnitude <= y.magnitude
      }
      return exponent == power.exponent || subtract(exponent, power.exponent).number != nil
    }
  }

  func quotient(_ expression: MatrixExpression, by common: [Power]) -> MatrixExpression {
    var factors = Factors(expression.powers)
    for power in common {
      factors.set(
        power.base, subtract(factors[power.base] ?? .number(.zero), power.exponent))
    }
    return rawView(factors)
  }

  /// Common factors times what is left.
  private func built(_ common: [Power], _ inner: MatrixExpression) -> MatrixExpression {
    if let single = inner.single {
      var factors = Factors(single.expression.powers)
      for power in common {
        factors.set(
          power.base, factors[power.base].map { add($0, power.exponent) } ?? power.exponent)
      }
      return rawScaled(single.coefficient, rawView(factors))
    }
    var factors = Factors(common)
    factors.set(inner, factors[inner].map { add($0, .one) } ?? .one)
    return rawView(factors)
  }

  // MARK: Common ends of chains

  /// A @ x + A @ y = A @ (x + y)
  func commonEnds(_ sum: SumView) -> [Alternative] {
    let terms = sum.terms
    var found: [Alternative] = []
    for atStart in [true, false] {
      var tried: Set<Link> = []
      func end(_ links: [Link]) -> Link? { atStart ? links.first : links.last }
      for (first, second) in pairs(terms) {
        guard let a = ends(first.expression), let b = ends(second.expression),
          let link = end(a.links), link == end(b.links), tried.insert(link).inserted
        else { continue }
        var group: [Term] = []
        var inner: [(term: Term, isRow: Bool)] = []
        for term in terms {
          guard let own = ends(term.expression), end(own.links) == link else { continue }
          group.append(term)
          let left = Array(atStart ? own.links.dropFirst() : own.links.dropLast())
          let isRow = extents(left[0]).rows == nil && extents(left[left.count - 1]).columns != nil
          let value = chain(isRow ? left.reversed().map(transposed) : left)
          inner.append(
            (
              Term(
                coefficient: term.coefficient,
                expression: product(own.scalars + [Power(base: value, exponent: .one)])), isRow
            ))
        }
        guard let isRow = inner.first?.isRow, inner.allSatisfy({ $0.isRow == isRow }) else {
          continue
        }
        let opened = inner.flatMap { item in
          item.term.expression.single.map {
            [
              Term(
                coefficient: multiply(item.term.coefficient, $0.coefficient),
                expression: $0.expression)
            ]
          } ?? [item.term]
        }
        let added = shortestSum(opened, inner[0].term.expression.shape)
        let rest = terms.filter { !group.contains($0) }
        let together = Link(turnedAsWhole(added, added) ?? added, isRow: isRow)
        found.append(
          Alternative(part: chain(atStart ? [link, together] : [together, link]), rest: rest))
      }
    }
    return found
  }

  /// The chain of a term and the scalars before it.
  private func ends(_ expression: MatrixExpression) -> (links: [Link], scalars: [Power])? {
    let powers = expression.powers
    let arrays = powers.filter { $0.base.rank > 0 }
    guard arrays.count == 1, arrays[0].exponent.isOne, case .chain(let links) = arrays[0].base.node
    else { return nil }
    return (links, powers.filter { $0.base !== arrays[0].base })
  }
}
