import IndexNotation
import Tensors

/// The choice among equal forms: bottom up, the shortest.
///
/// What comes out is a view: it is printed, never derived from. At every sum the groups with a
/// common factor, sums under one sign, means and cases are tried, at every product whether it is
/// shorter multiplied out.
extension Algebra {
  struct SumKey: Hashable {
    let terms: Set<Term>
    let shape: Shape
    let isWithinFactor: Bool
  }

  /// So many sums are tried at most: a textbook's model takes some hundreds, the largest thousands.
  private static let mostSums = 20_000

  /// The shortest of the equal forms that the choices reach.
  func shortest(_ expression: MatrixExpression) -> MatrixExpression {
    if let known = shortestForms[expression] { return known }
    // A guard against a form that leads back to itself.
    shortestForms[expression] = expression
    let found = withoutFolding { chosen(expression) }
    shortestForms[expression] = found
    return found
  }

  private func chosen(_ expression: MatrixExpression) -> MatrixExpression {
    if case .sum(let terms) = expression.node {
      let inner = terms.map {
        Term(coefficient: $0.coefficient, expression: rawMap($0.expression, shortest))
      }
      var best = shortestSum(inner, expression.shape)
      // Or each term in a shorter form of its own.
      let own = terms.flatMap { term in
        shortest(
          filled(term.expression, terms.count == 1 ? expression.shape : term.expression.shape)
        )
        .terms.map {
          Term(
            coefficient: multiply(term.coefficient, $0.coefficient), expression: $0.expression)
        }
      }
      if own != inner {
        let other = shortestSum(own, expression.shape)
        if length(other) < length(best) { best = other }
      }
      return turnedAsWhole(expression, best) ?? best
    }
    var best = shortestSum(
      [Term(coefficient: .one, expression: rawMap(expression, shortest))], expression.shape)
    for choice in rules.wholeChoices {
      for other in choice.apply(self, expression) where other !== expression {
        let form = shortest(other)
        if length(form) < length(best) { best = form }
      }
    }
    if let other = withTransposesTogether(best), length(other) < length(best) { best = other }
    return turnedAsWhole(expression, best) ?? best
  }

  // MARK: One transpose outside

  /// B^T X^T + X^T B^T = (X B + B X)^T
  func turnedAsWhole(
    _ expression: MatrixExpression, _ best: MatrixExpression
  ) -> MatrixExpression? {
    guard expression.rank == 2, transposes(best) > 1 else {
      return nil
    }
    let other = transpose(expression)
    let terms = other.terms.map {
      Term(coefficient: $0.coefficient, expression: rawMap($0.expression, shortest))
    }
    let inner = shortestSum(terms, other.shape)
    var (coefficient, rest) = (Rational.one, inner)
    if let single = inner.single { (coefficient, rest) = (single.coefficient, single.expression) }
    guard rest.shape == other.shape else { return nil }
    let whole = rawScaled(coefficient, raw(.transpose(rest), expression.shape))
    return length(whole) < length(best) ? whole : nil
  }

  private func transposes(_ expression: MatrixExpression) -> Int {
    let own: Int
    switch expression.node {
    case .transpose: own = 1
    case .inverse(let inner): if case .transpose = inner.node { own = 1 } else { own = 0 }
    default: own = 0
    }
    return expression.children.reduce(own) { $0 + transposes($1) }
  }

  /// X^T A^T d = (A X)^T d: neighbours that are all transposed, under one sign.
  private func withTransposesTogether(_ expression: MatrixExpression) -> MatrixExpression? {
    guard case .chain(let links) = expression.node else { return nil }
    var result: [Link] = []
    var run: [MatrixExpression] = []
    func close() {
      if run.count == 1 { result.append(Link(raw(.transpose(run[0]), exchanged(run[0].shape)))) }
      if run.count > 1 {
        let inner = run.reversed().map { Link($0) }
        let whole = raw(.chain(inner), chainShape(inner))
        result.append(Link(raw(.transpose(whole), exchanged(whole.shape))))
      }
      run = []
    }
    for link in links {
      if case .transpose(let inner) = link.expression.node, inner.rank == 2 {
        run.append(inner)
      } else {
        close()
        result.append(link)
      }
    }
    close()
    return result.count < links.count && result.count > 1
      ? raw(.chain(result), expression.shape) : nil
  }

  // MARK: Sums

  /// The shortest form of a sum of terms that are themselves shortest.
  ///
  /// - Parameter isWithinFactor: whether the sum already stands behind a number that was taken out.
  func shortestSum(
    _ terms: [Term], _ shape: Shape, isWithinFactor: Bool = false
  ) -> MatrixExpression {
    let terms = together(terms.map(meanView))
    let key = SumKey(terms: Set(terms), shape: shape, isWithinFactor: isWithinFactor)
    if let known = shortestSums[key] { return known }
    shortestSums[key] = joined(terms, shape)
    let found = chosenSum(terms, shape, isWithinFactor)
    shortestSums[key] = found
    return found
  }

  /// Each expression once.
  private func together(_ terms: [Term]) -> [Term] {
    var together: [Term] = []
    for term in terms {
      if let place = together.firstIndex(where: { $0.expression === term.expression }) {
        together[place].coefficient = add(together[place].coefficient, term.coefficient)
      } else {
        together.append(term)
      }
    }
    together.removeAll { $0.coefficient == .zero || $0.expression.isZero }
    return together
  }

  /// The sum as it stands.
  func joined(_ terms: [Term], _ shape: Shape) -> MatrixExpression {
    let together = together(terms).sorted { precedes($0.expression, $1.expression) }
    if together.isEmpty { return zero(shape) }
    if together.count == 1, together[0].coefficient == .one { return together[0].expression }
    let own = broadcast(together.map(\.expression.shape))
    return raw(.sum(together), shape.rank == 0 ? own : shape)
  }

  /// c t, nothing multiplied out.
  func rawScaled(_ coefficient: Rational, _ expression: MatrixExpression) -> MatrixExpression {
    let single = expression.single ?? Term(coefficient: .one, expression: expression)
    let whole = multiply(coefficient, single.coefficient)
    if whole == .one { return single.expression }
    return raw(.sum([Term(coefficient: whole, expression: single.expression)]), expression.shape)
  }

  /// A mean for a sum over n.
  private func meanView(_ term: Term) -> Term {
    var best = term
    for power in term.expression.powers where power.exponent.isOne {
      guard case .reduction(let axes, let keeps, let inner) = power.base.node else { continue }
      let count = axes.reduce(1) { $0 * inner.shape[inner.rank + $1] }
      var factors = Factors(term.expression.powers).removing(power.base)
      factors.set(
        raw(.mean(axes: axes, keeps: keeps, inner), power.base.shape), .one)
      let view = Term(
        coefficient: multiply(term.coefficient, Rational(count)), expression: rawView(factors))
      if measure(view).length < measure(best).length { best = view }
    }
    return best
  }

  private func chosenSum(
    _ terms: [Term], _ shape: Shape, _ isWithinFactor: Bool
  ) -> MatrixExpression {
    var best = joined(terms, shape)
    if terms.isEmpty { return best }
    if terms.count == 1 {
      // What its parts have become may cancel.
      if case .product(let powers) = terms[0].expression.node {
        let again = product(
          powers, coefficient: terms[0].coefficient, shape: terms[0].expression.shape)
        if length(again) < length(best) { return again }
      }
      return best
    }
    if terms.count > 12 || shortestSums.count > Self.mostSums { return best }
    let sum = SumView(terms: terms, shape: shape, isWithinFactor: isWithinFactor)
    for choice in rules.sumChoices {
      for alternative in choice.apply(self, sum) {
        // Part of the sum in another form: the sum of that and the rest may be shorter still.
        let together = alternative.rest + alternative.part.terms
        let form =
          together.count < terms.count && terms.count <= 6
          ? shortestSum(together, shape) : joined(together, shape)
        if length(form) < length(best) || isPreferred(form, to: best) { best = form }
      }
    }
    return best
  }

  /// Of equally long forms the one with a number that all terms share taken out: (s - 1) / 3.
  private func isPreferred(_ form: MatrixExpression, to best: MatrixExpression) -> Bool {
    guard length(form) == length(best), best.isSum, let single = form.single else { return false }
    let size = best.terms[0].coefficient.magnitude
    return size != .one && single.coefficient.magnitude == size
      && best.terms.allSatisfy { $0.coefficient.magnitude == size }
  }

  /// A sum of views.
  struct SumView {
    let terms: [Term]
    let shape: Shape
    /// Whether it already stands behind a number that was taken out.
    let isWithinFactor: Bool
  }

  /// Some of the terms of a sum in another form, and the others.
  struct Alternative {
    var part: MatrixExpression
    let rest: [Term]
  }
}

extension Rational {
  /// Without its sign.
  var magnitude: Rational { isNegative ? negated : self }
}
