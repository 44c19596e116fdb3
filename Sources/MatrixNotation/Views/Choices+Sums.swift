import IndexNotation
import Tensors

/// Several terms of a sum as one.
extension Algebra {
  /// Σ a + Σ b = Σ (a + b)
  func commonSums(_ sum: SumView) -> [Alternative] {
    let terms = sum.terms
    var found: [Alternative] = []
    for (first, second) in pairs(terms) {
      for (a, b) in [(first, second), (second, first)] {
        guard let own = reductionParts(a.expression) else { continue }
        if let other = reductionParts(b.expression), own.isLike(other) {
          let group = terms.filter { reductionParts($0.expression)?.isLike(own) ?? false }
          let inner = shortest(
            self.sum(
              group.compactMap { term in
                reductionParts(term.expression).map {
                  Term(coefficient: term.coefficient, expression: $0.inner)
                }
              }))
          found.append(
            Alternative(
              part: reductionView(own, inner, a.expression.shape),
              rest: terms.filter { !group.contains($0) }))
          break
        }
        // n mu - Σ x = Σ (mu - x)
        guard own.axes.count == own.inner.rank, !own.keeps, b.expression.isScalar,
          b.expression.symbol != nil
        else { continue }
        let count = own.isMean ? 1 : own.inner.shape.count
        let share = divide(divide(b.coefficient, a.coefficient), Rational(count))
        let inner = self.sum([
          Term(coefficient: .one, expression: own.inner),
          Term(coefficient: share, expression: b.expression),
        ])
        found.append(
          Alternative(
            part: rawScaled(a.coefficient, reductionView(own, inner, .scalar)),
            rest: terms.filter { $0 != a && $0 != b }))
      }
    }
    return found
  }

  private struct ReductionParts {
    let isMean: Bool
    let axes: [Int]
    let keeps: Bool
    let inner: MatrixExpression

    func isLike(_ other: Self) -> Bool {
      isMean == other.isMean && axes == other.axes && keeps == other.keeps
        && inner.shape == other.inner.shape
    }
  }

  private func reductionParts(_ expression: MatrixExpression) -> ReductionParts? {
    switch expression.node {
    case .reduction(let axes, let keeps, let inner):
      ReductionParts(isMean: false, axes: axes, keeps: keeps, inner: inner)
    case .mean(let axes, let keeps, let inner):
      ReductionParts(isMean: true, axes: axes, keeps: keeps, inner: inner)
    default: nil
    }
  }

  private func reductionView(
    _ parts: ReductionParts, _ inner: MatrixExpression, _ shape: Shape
  ) -> MatrixExpression {
    raw(
      parts.isMean
        ? .mean(axes: parts.axes, keeps: parts.keeps, inner)
        : .reduction(axes: parts.axes, keeps: parts.keeps, inner), shape)
  }

  // MARK: Cases, and what functions say of sums

  /// a [p] + b [not p] = where(p, a, b)
  func cases(_ sum: SumView) -> [Alternative] {
    let terms = sum.terms
    var found: [Alternative] = []
    for term in terms {
      for power in term.expression.powers {
        guard case .comparison(.greater, _, _) = power.base.node else { continue }
        let (mask, other) = (power.base, negation(power.base))
        func part(_ mask: MatrixExpression) -> [Term] {
          terms.filter { Factors($0.expression.powers).contains(mask) }
        }
        let (yes, no) = (part(mask), part(other))
        if yes.isEmpty || no.isEmpty { continue }
        func without(_ mask: MatrixExpression, _ terms: [Term]) -> [Term] {
          terms.map {
            Term(
              coefficient: $0.coefficient,
              expression: quotient($0.expression, by: [Power(base: mask, exponent: .one)]))
          }
        }
        let (a, b) = (without(mask, yes), without(other, no))
        var shared = a[0].expression.powers
        for term in a + b {
          let own = Factors(term.expression.powers)
          shared = shared.filter { own[$0.base] == $0.exponent }
        }
        func value(_ terms: [Term]) -> MatrixExpression {
          let rest = terms.map {
            Term(coefficient: $0.coefficient, expression: quotient($0.expression, by: shared))
          }
          return shortestSum(rest, broadcast(rest.map(\.expression.shape)))
        }
        let (first, second) = (value(a), value(b))
        let either = raw(
          .either(mask: mask, first, second), broadcast([mask.shape, first.shape, second.shape]))
        var factors = Factors(shared)
        factors.set(either, .one)
        found.append(
          Alternative(
            part: rawView(factors),
            rest: terms.filter { !yes.contains($0) && !no.contains($0) }))
      }
    }
    return found
  }

  /// 1 - σ(u) = σ(-u)
  func functionSums(_ sum: SumView) -> [Alternative] {
    guard sum.terms.count == 2 else { return [] }
    return [(0, 1), (1, 0)].compactMap { own, other in
      let (term, rest) = (sum.terms[own], sum.terms[other])
      guard rest.expression.isOne, case .apply(let function, _) = term.expression.node,
        let form = function.inSum?(self, term.expression, term.coefficient, rest.coefficient)
      else { return nil }
      return Alternative(part: form, rest: [])
    }
  }
}
