import IndexNotation
import Tensors

/// Other forms of a whole.
extension Algebra {
  /// (1 / n + 1) r / (r^2 / n + 1) = (n + 1) r / (r^2 + n)
  func withoutFractions(_ expression: MatrixExpression) -> [MatrixExpression] {
    guard case .product(let powers) = expression.node else { return [] }
    var single: [MatrixExpression] = []
    var all = powers
    var count = 0
    for (place, power) in powers.enumerated() {
      if power.exponent.isOne, case .reduction(let axes, let keeps, let inner) = power.base.node {
        // What is cleared inside may come out of the sum.
        single += withoutFractions(inner).map { cleared in
          var own = powers
          own[place].base = reduction(axes, keeps: keeps, filled(cleared, inner.shape))
          return product(own, shape: expression.shape)
        }
      }
      guard power.exponent.isInteger, power.base.isSum,
        let (top, bottom) = overOneLine(power.base)
      else { continue }
      count += 1
      let cleared = product(
        [Power(base: top, exponent: power.exponent)]
          + bottom.map { Power(base: $0.base, exponent: multiply($0.exponent, power.exponent)) })
      all[place] = Power(base: cleared, exponent: .one)
      var own = powers
      own[place] = all[place]
      single.append(product(own, shape: expression.shape))
    }
    return count > 1 ? single + [product(all, shape: expression.shape)] : single
  }

  /// A sum of fractions as one: what is above the line, and the powers it is multiplied by.
  private func overOneLine(
    _ sum: MatrixExpression
  ) -> (top: MatrixExpression, bottom: [Power])? {
    var bottom = Factors()
    for term in sum.terms {
      for power in term.expression.powers {
        guard let exponent = power.exponent.number, exponent.isNegative else { continue }
        let own = bottom.exponent(of: power.base) ?? .zero
        bottom.set(power.base, .number(min(own, exponent)))
      }
    }
    if bottom.powers.isEmpty { return nil }
    let raised = bottom.powers.map {
      Power(base: $0.base, exponent: multiply($0.exponent, .number(Rational(-1))))
    }
    let top = self.sum(
      sum.terms.map { term in
        Term(
          coefficient: term.coefficient,
          expression: product([Power(base: term.expression, exponent: .one)] + raised))
      }, shape: sum.shape)
    return (top, bottom.powers)
  }

  /// q S = y, where q is defined as y / S: what a name hides may cancel.
  func withoutNames(_ expression: MatrixExpression) -> [MatrixExpression] {
    guard case .product(let powers) = expression.node else { return [] }
    let factors = Factors(powers)
    return powers.compactMap { power in
      guard power.base.symbol?.kind == .quantity, power.exponent.isInteger,
        let body = definitions.bodies[power.base], let single = body.single,
        case .product(let inner) = single.expression.node,
        inner.contains(where: { part in
          factors[part.base].map { $0.isOpposed(to: multiply(part.exponent, power.exponent)) }
            ?? false
        })
      else { return nil }
      return product(
        powers.filter { $0.base !== power.base } + [Power(base: body, exponent: power.exponent)],
        shape: expression.shape)
    }
  }

  // MARK: Multiplied out

  func multipliedOut(_ expression: MatrixExpression) -> [MatrixExpression] {
    switch expression.node {
    case .product(let powers):
      return powers.filter { $0.exponent.isOne && $0.base.isSum }.map { power in
        let others = powers.filter { $0.base !== power.base }
        return sum(
          power.base.terms.map { term in
            Term(
              coefficient: term.coefficient,
              expression: product(others + [Power(base: term.expression, exponent: .one)]))
          }, shape: expression.shape)
      }
    case .chain(let links):
      return links.indices.filter { links[$0].expression.isSum }.map { place in
        let link = links[place]
        return sum(
          link.expression.terms.map { term in
            var changed = links
            changed[place].expression = filled(term.expression, link.expression.shape)
            return Term(coefficient: term.coefficient, expression: chain(changed))
          }, shape: expression.shape)
      }
    default: return []
    }
  }
}
