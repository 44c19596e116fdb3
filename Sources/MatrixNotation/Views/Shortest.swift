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
  private func turnedAsWhole(
    _ expression: MatrixExpression, _ best: MatrixExpression
  ) -> MatrixExpression? {
    guard rules.isOn("one transpose outside"), expression.rank == 2, transposes(best) > 1 else {
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
    guard rules.isOn("one transpose outside"), case .chain(let links) = expression.node else {
      return nil
    }
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

  // MARK: Fractions and names

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

  // MARK: Sums

  /// The shortest form of a sum of terms that are themselves shortest.
  ///
  /// - Parameter isWithinFactor: whether the sum already stands behind a number that was taken out.
  func shortestSum(
    _ terms: [Term], _ shape: Shape, isWithinFactor: Bool = false
  ) -> MatrixExpression {
    let terms = terms.map(meanView)
    let key = SumKey(terms: Set(terms), shape: shape, isWithinFactor: isWithinFactor)
    if let known = shortestSums[key] { return known }
    shortestSums[key] = joined(terms, shape)
    let found = chosenSum(terms, shape, isWithinFactor)
    shortestSums[key] = found
    return found
  }

  /// The sum as it stands.
  func joined(_ terms: [Term], _ shape: Shape) -> MatrixExpression {
    var together: [Term] = []
    for term in terms {
      if let place = together.firstIndex(where: { $0.expression === term.expression }) {
        together[place].coefficient = add(together[place].coefficient, term.coefficient)
      } else {
        together.append(term)
      }
    }
    together.removeAll { $0.coefficient == .zero || $0.expression.isZero }
    together.sort { precedes($0.expression, $1.expression) }
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
    guard rules.isOn("means") else { return term }
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

  /// A product of views.
  private func rawView(_ factors: Factors) -> MatrixExpression {
    let powers = factors.powers.filter { $0.exponent.number != .zero }
      .sorted { precedes($0.base, $1.base) }
    if powers.isEmpty { return one }
    if powers.count == 1, powers[0].exponent.isOne { return powers[0].base }
    let shape = broadcast(
      powers.flatMap { [$0.base.shape] + ($0.exponent.expression.map { [$0.shape] } ?? []) })
    return raw(.product(powers), shape)
  }

  private func chosenSum(
    _ terms: [Term], _ shape: Shape, _ isWithinFactor: Bool
  ) -> MatrixExpression {
    var best = joined(terms, shape)
    if terms.count == 1 {
      // What its parts have become may cancel.
      if case .product(let powers) = terms[0].expression.node {
        let again = product(
          powers, coefficient: terms[0].coefficient, shape: terms[0].expression.shape)
        if length(again) < length(best) { return again }
      }
      return best
    }
    if terms.count > 12 { return best }
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

  // MARK: Common factors

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

  private func pairs(_ terms: [Term]) -> [(Term, Term)] {
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

  private func quotient(_ expression: MatrixExpression, by common: [Power]) -> MatrixExpression {
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

  // MARK: One sum for several

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

extension Rational {
  /// Without its sign.
  var magnitude: Rational { isNegative ? negated : self }
}
