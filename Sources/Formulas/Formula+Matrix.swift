import Calculus
import IndexNotation
import MatrixNotation
import Tensors

extension Formula {
  /// Matrix notation.
  ///
  /// - Parameters:
  ///   - loss: what δ's are gradients of.
  ///   - shape: the shape of a quantity, where it is known: a power of a matrix says by `∘` that it
  ///     is taken entry by entry, and a product with a single number has a dot.
  public init(_ form: MatrixForm, shape: @escaping (String) -> Shape? = { _ in nil }) {
    self = MatrixLayout(shape: shape).whole(form)
  }

  /// `δ_z`: the gradient with respect to a quantity.
  public static func delta(_ name: String) -> Formula {
    .scripts(.letter("δ"), below: Formula(name: name), above: nil)
  }
}

/// The layout of matrix notation. Juxtaposition is the matrix product; it binds as tightly as `⊙`
/// and stands, like it, for what is at its left first.
private struct MatrixLayout {
  let shape: (String) -> Shape?

  func whole(_ form: MatrixForm) -> Formula {
    switch form {
    case .sum(let terms):
      var parts: [Formula] = []
      for (place, term) in terms.enumerated() {
        if term.isNegative || place > 0 {
          parts.append(.sign(term.isNegative ? .minus : .plus, isPrefix: place == 0))
        }
        parts.append(product(term.form))
      }
      return .flat(parts)
    case .negative(let inner): return .flat([.sign(.minus, isPrefix: true), product(inner)])
    default: return product(form)
    }
  }

  private func product(_ form: MatrixForm) -> Formula {
    switch form {
    case .product(let factors):
      var parts: [Formula] = []
      for (place, item) in factors.enumerated() {
        let shown = place == 0 ? leading(item) : factor(item)
        if place > 0 {
          let before = factors[place - 1]
          let isScalar = rank(before) == 0
          let sign: Formula.Sign =
            isScalar ? (shown.startsWithDigit ? .dot : .invisibleTimes) : .entrywise
          parts.append(.sign(sign, isPrefix: false))
        }
        parts.append(shown)
      }
      return .flat(parts)
    case .quotient(let a, let b): return .fraction(whole(a), whole(b))
    case .chain(let factors):
      if factors.count == 2, rank(factors[0]) == 1, rank(factors[1]) == 1 {
        return juxtaposed([factor(factors[0]).transposed, factor(factors[1])])
      }
      return juxtaposed(
        factors.enumerated().map { place, item in
          place == 0 && rank(item) == 1 ? factor(item).transposed : factor(item)
        })
    case .outer(let a, let b): return juxtaposed([factor(a), factor(b).transposed])
    case .total(let inner, let axes?, _):
      return axes == [0]
        ? juxtaposed([factor(inner).transposed, .bold("1")])
        : juxtaposed([factor(inner), .bold("1")])
    default: return factor(form)
    }
  }

  private func juxtaposed(_ factors: [Formula]) -> Formula {
    var parts: [Formula] = []
    for (place, item) in factors.enumerated() {
      if place > 0 { parts.append(.sign(.invisibleTimes, isPrefix: false)) }
      // A number before it would run into its digits; a dot would say that both are numbers.
      parts.append(place > 0 && item.startsWithDigit ? item.fenced : item)
    }
    return .flat(parts)
  }

  /// The first factor: a product stands bare, since it is what is worked out first.
  private func leading(_ form: MatrixForm) -> Formula {
    switch form {
    case .product, .chain, .outer: product(form)
    default: factor(form)
    }
  }

  private func factor(_ form: MatrixForm) -> Formula {
    switch form {
    case .quantity(let name): return Formula(name: name)
    case .delta(let name): return .delta(name)
    case .constant, .named: return .letter("T")
    case .number(let value, let isDecimal):
      return isDecimal ? .number(Numeral("\(value.double)"), entry: nil) : .rational(value)
    case .zeros: return .bold("0")
    case .ones: return .bold("1")
    case .identity: return .letter("I")
    case .unit(let place, _):
      return Formula.letter("e").subscripted([.integer(place + 1)])
    case .transpose(let inner): return factor(inner).transposed
    case .inverse(let inner):
      return factor(inner).raised(to: .row([.sign(.minus, isPrefix: true), .integer(1)]))
    case .power(let base, let exponent): return power(base, exponent)
    case .root(let inner): return .root(whole(inner))
    case .norm(let inner): return .fence(.bars, whole(inner))
    case .total(let inner, nil, _): return .call(.word("sum"), whole(inner).fenced)
    case .mean(let inner, _, _): return .call(.word("mean"), whole(inner).fenced)
    case .indexed(let inner, let places):
      let shown = places.compactMap { place -> Formula? in
        if case .at(let place) = place { .integer(place + 1) } else { nil }
      }
      return factor(inner).subscripted(shown)
    case .padded(let inner, _): return .call(.word("pad"), whole(inner).fenced)
    case .greater(let a, let b, let orEqual):
      return .fence(
        .brackets,
        .flat([whole(a), .sign(orEqual ? .greaterOrEqual : .greater, isPrefix: false), whole(b)]))
    case .either(let mask, let a, let b):
      return .cases([.init(whole(a), when: whole(mask)), .init(whole(b), when: .words("else"))])
    case .call(let name, let arguments):
      return .call(
        .word(name), Formula.joined(arguments.map(whole), by: .comma).fenced)
    case .naming(_, let part, in: let inner):
      return .row([whole(inner), .words(" with T = "), whole(part)])
    case .quotient: return product(form)
    case .product, .chain, .outer, .sum, .negative, .total: return whole(form).fenced
    }
  }

  private func power(_ base: MatrixForm, _ exponent: MatrixForm) -> Formula {
    let shown = whole(exponent)
    // Of a matrix it could be taken for a product with itself.
    let isClear = rank(base).map { $0 < 2 } ?? false
    return whole(base).raised(
      to: isClear ? shown : .flat([.sign(.ring, isPrefix: true), shown]))
  }

  /// How many axes the value has, where the shapes of its names are known.
  private func rank(_ form: MatrixForm) -> Int? {
    switch form {
    case .quantity(let name), .delta(let name): return shape(name)?.rank
    case .number, .constant, .norm, .total(_, nil, _), .mean(_, nil, _): return 0
    case .zeros(let shape), .ones(let shape): return shape.rank
    case .unit: return 1
    case .outer, .identity: return 2
    case .named: return nil
    case .transpose(let inner), .negative(let inner), .power(let inner, _), .root(let inner),
      .inverse(let inner), .padded(let inner, _):
      return rank(inner)
    case .call(_, let arguments): return arguments.first.flatMap(rank)
    case .chain(let factors):
      var total: Int?
      for item in factors {
        guard let own = rank(item) else { return nil }
        total = total.map { $0 + own - 2 } ?? own
      }
      return total
    case .sum(let terms): return largest(terms.map(\.form))
    case .product(let factors): return largest(factors)
    case .quotient(let a, let b), .greater(let a, let b, _): return largest([a, b])
    case .either(let mask, let a, let b): return largest([mask, a, b])
    case .total(let inner, let axes?, let keeps), .mean(let inner, let axes?, let keeps):
      return rank(inner).map { keeps ? $0 : $0 - axes.count }
    case .indexed(let inner, let places):
      let change = places.reduce(0) { sum, place in
        switch place {
        case .at: sum - 1
        case .new: sum + 1
        case .all, .range: sum
        }
      }
      return rank(inner).map { $0 + change }
    case .naming(_, _, in: let whole): return rank(whole)
    }
  }

  private func largest(_ forms: [MatrixForm]) -> Int? {
    let ranks = forms.map(rank)
    return ranks.contains(nil) ? nil : ranks.compactMap { $0 }.max()
  }
}
