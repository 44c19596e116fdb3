import IndexNotation

/// What stands between the factors of a product.
public enum Joint: Hashable, Sendable {
  /// Nothing that is seen, as between names.
  case juxtaposition
  /// `·`, as between numbers that were put in.
  case dot
}

extension Formula {
  /// Index notation, with brackets, signs and fractions as a textbook prints them.
  ///
  /// - Parameter symbol: how an entry is written where it is not by its name and subscripts: as the
  ///   number put in for it, say. It gets brackets where it needs them.
  public init(
    _ expression: IndexExpression, joint: Joint = .juxtaposition,
    symbol: @escaping (Element) -> Formula? = { _ in nil }
  ) {
    self = IndexLayout(joint: joint, symbol: symbol).whole(expression)
  }

  /// An entry by its name, with its subscripts below; of a derivative too, as explanations have it.
  public init(_ element: Element) {
    self = Formula(reference: element.tensor).subscripted(element.subscripts.map(Formula.init))
  }

  /// A running index as its letter, a fixed place as its number counted from 1; what follows from
  /// indices so that it holds for them counted from 1, as readers count: `x[i + k]` is x with
  /// `i + k - 1` below, `x[i + 1]` stays.
  public init(_ axis: Subscript) {
    switch axis {
    case .index(let index): self = Formula.index(index)
    case .fixed(let place): self = .integer(place + 1)
    case .affine(let place): self = Formula(place)
    }
  }

  private init(_ place: AffinePlace) {
    let number = place.terms.reduce(place.constant + 1) { $0 - $1.coefficient }
    var parts: [Formula] = []
    func add(_ part: [Formula], isNegative: Bool) {
      if isNegative || !parts.isEmpty {
        parts.append(.sign(isNegative ? .minus : .plus, isPrefix: parts.isEmpty))
      }
      parts += part
    }
    func add(_ term: AffinePlace.Term) {
      let times = abs(term.coefficient)
      let number: [Formula] =
        times == 1 ? [] : [.integer(times), .sign(.invisibleTimes, isPrefix: false)]
      add(number + [Formula.index(term.index)], isNegative: term.coefficient < 0)
    }
    // What is taken away stands behind what it is taken from.
    let isNumberFirst = number > 0 && !place.terms.contains { $0.coefficient > 0 }
    for term in place.terms where term.coefficient > 0 { add(term) }
    if isNumberFirst { add([.integer(number)], isNegative: false) }
    for term in place.terms where term.coefficient < 0 { add(term) }
    if !isNumberFirst && number != 0 { add([.integer(abs(number))], isNegative: number < 0) }
    self = .flat(parts)
  }

  /// What holds of subscripts in one case of a result: `t = i`, `n = m, t ≠ i`.
  public init(_ conditions: [Derivation.Condition]) {
    self = .joined(
      conditions.map {
        .joined([Formula($0.left), Formula($0.right)], by: $0.equal ? .equals : .notEqual)
      }, by: .comma)
  }

  static func index(_ index: Index) -> Formula {
    index.name.count == 1 ? .letter(index.name) : Formula(name: index.name)
  }
}

/// The layout of index notation, by strength of binding: sum of terms, product, power, atom.
private struct IndexLayout {
  let joint: Joint
  let symbol: (Element) -> Formula?

  /// What stands alone: in brackets, above or below a line, as an exponent.
  func whole(_ expression: IndexExpression) -> Formula {
    switch expression {
    case .addition(let terms): sum(terms)
    case .element(let element): self.element(element)
    case .number, .constant, .delta, .sum, .product, .power, .function, .indicator, .derivative:
      product(expression, isLast: true)
    }
  }

  private func sum(_ terms: [IndexExpression]) -> Formula {
    if terms.isEmpty { return .integer(0) }
    var parts: [Formula] = []
    for (place, term) in terms.enumerated() {
      let isNegative = term.isNegative
      if place > 0 || isNegative {
        parts.append(.sign(isNegative ? .minus : .plus, isPrefix: place == 0))
      }
      let rest = isNegative ? term.withoutMinus : term
      let shown = product(rest, isLast: place == terms.count - 1)
      let startsBare = parts.isEmpty && !rest.isNegative
      parts.append(startsBare || !shown.startsWithMinus ? shown : shown.fenced)
    }
    return .flat(parts)
  }

  /// A term; `isLast` where no other term follows that a sum would swallow.
  private func product(_ expression: IndexExpression, isLast: Bool) -> Formula {
    switch expression {
    case .sum(let index, let body):
      let sum = Formula.sum(over: .index(index), factor(body, isLast: true, isOnly: true))
      return isLast ? sum : sum.fenced
    case .element(let element): return self.element(element)
    case .constant, .delta, .addition, .function, .indicator, .derivative:
      return power(expression, isLast: true)
    case .number, .product, .power: break
    }
    let fraction = Fraction(expression)
    let value =
      fraction.below.isEmpty
      ? row(fraction.above, isLast: isLast)
      : .fraction(line(fraction.above), line(fraction.below))
    return fraction.isNegative ? .flat([.sign(.minus, isPrefix: true), value]) : value
  }

  /// What stands above or below a line: that delimits it, so a sum of terms needs no brackets.
  private func line(_ factors: [IndexExpression]) -> Formula {
    if factors.count == 1, case .addition(let terms) = factors[0] { return sum(terms) }
    return row(factors, isLast: true)
  }

  private func row(_ factors: [IndexExpression], isLast: Bool) -> Formula {
    if factors.count == 1 { return factor(factors[0], isLast: isLast, isOnly: true) }
    var parts: [Formula] = []
    for (place, item) in factors.enumerated() {
      let shown = factor(item, isLast: isLast && place == factors.count - 1, isOnly: false)
        .callClosed(unless: place == factors.count - 1)
      if place > 0 {
        let sign: Formula.Sign = joint == .dot || shown.startsWithDigit ? .dot : .invisibleTimes
        parts.append(.sign(sign, isPrefix: false))
      }
      parts.append(shown)
    }
    return .flat(parts)
  }

  private func factor(_ expression: IndexExpression, isLast: Bool, isOnly: Bool) -> Formula {
    switch expression {
    case .addition(let terms): return sum(terms).fenced
    case .sum: return product(expression, isLast: isLast)
    case .product:
      let isBare = isOnly && !expression.isNegative
      return isBare ? product(expression, isLast: isLast) : whole(expression).fenced
    case .power(_, let exponent) where exponent.isNegative:
      return product(expression, isLast: isLast)
    case .number(let value) where value.isNegative: return .rational(value).fenced
    case .element(let element):
      let shown = self.element(element)
      return shown.binding == .sum ? shown.fenced : shown
    case .number, .constant, .delta, .power, .function, .indicator, .derivative:
      return power(expression, isLast: isLast)
    }
  }

  private func power(_ expression: IndexExpression, isLast: Bool) -> Formula {
    switch expression {
    case .number(let value): return .rational(value)
    case .constant(let constant): return .letter(constant.letter)
    case .element(let element): return self.element(element)
    case .delta(let a, let b): return .letter("δ").subscripted([Formula(a), Formula(b)])
    case .function(.exp, let argument): return .letter("e").raised(to: whole(argument))
    case .function(let function, let argument):
      if let word = function.word { return .call(.word(word), atom(argument)) }
      return .call(function.letter, whole(argument).fenced)
    case .indicator(let argument):
      return .fence(
        .brackets, .flat([whole(argument), .sign(.greater, isPrefix: false), .integer(0)]))
    case .derivative(let body, let element):
      return .call(
        .derivative(.partial, of: nil, withRespectTo: Formula(element)), whole(body).fenced)
    case .power(let base, let exponent):
      if exponent.isNegative { return product(expression, isLast: true) }
      if exponent == Rational(1, 2) { return .root(whole(base)) }
      if case .function(let function, let argument) = base, let word = function.word,
        exponent.isInteger
      {
        return .call(.word(word).raised(to: .exponent(exponent)), atom(argument))
      }
      return whole(base).raised(to: .exponent(exponent))
    case .addition, .product, .sum: return whole(expression).fenced
    }
  }

  private func element(_ element: Element) -> Formula { symbol(element) ?? Formula(element) }

  /// The argument of a function.
  private func atom(_ expression: IndexExpression) -> Formula {
    let shown = whole(expression)
    switch expression {
    case .element, .number, .constant: return shown.fenced(unless: .atom)
    case .delta, .indicator, .function, .power, .addition, .product, .sum, .derivative:
      return shown.fenced
    }
  }
}

/// A product as it is written: a sign, what stands above the line, what stands below.
private struct Fraction {
  var isNegative: Bool
  var above: [IndexExpression] = []
  var below: [IndexExpression] = []

  init(_ expression: IndexExpression) {
    let (coefficient, factors) = expression.coefficientAndFactors
    isNegative = coefficient.isNegative
    for factor in factors {
      let (base, exponent) = factor.baseAndExponent
      if !exponent.isNegative {
        above.append(factor)
      } else {
        below.append(exponent == Rational(-1) ? base : .power(base, exponent.negated))
      }
    }
    let size = isNegative ? coefficient.negated : coefficient
    if size != .one || above.isEmpty { above.insert(.number(size), at: 0) }
  }
}

extension IndexExpression {
  /// The expression without its leading minus.
  fileprivate var withoutMinus: IndexExpression {
    let (coefficient, factors) = coefficientAndFactors
    if factors.isEmpty { return .number(coefficient.negated) }
    if coefficient == Rational(-1) { return factors.count == 1 ? factors[0] : .product(factors) }
    return .product([.number(coefficient.negated)] + factors)
  }
}

extension Formula {
  /// An integer, or a fraction behind its sign.
  static func rational(_ value: Rational) -> Formula {
    if value.isInteger { return .integer(value.numerator) }
    let size = Formula.fraction(.integer(abs(value.numerator)), .integer(value.denominator))
    return value.isNegative ? .flat([.sign(.minus, isPrefix: true), size]) : size
  }

  /// `2`, `1/2`, `-1`.
  static func exponent(_ value: Rational) -> Formula {
    if value.isInteger { return .integer(value.numerator) }
    return .joined([.integer(value.numerator), .integer(value.denominator)], by: .slash)
  }

  /// A row without rows in it.
  static func flat(_ parts: [Formula]) -> Formula {
    if parts.count == 1 { return parts[0] }
    var items: [Formula] = []
    for part in parts {
      if case .row(let inner) = part { items += inner } else { items.append(part) }
    }
    return .row(items)
  }

  /// Whether a minus is the first thing that is seen.
  public var startsWithMinus: Bool {
    switch self {
    case .row(let items): items.first?.startsWithMinus ?? false
    case .number(let numeral, _): numeral.isNegative
    case .sign(.minus, _): true
    case .tensor(let view): view.shape.rank == 0 && view.tensor.values[view.offset] < 0
    case .name, .letter, .word, .bold, .sign, .words, .fraction, .derivative, .scripts, .accent,
      .root, .fence, .sum, .cases, .lines:
      false
    }
  }

  /// Whether a digit is the first thing that is seen, so that a number before it would run into it.
  var startsWithDigit: Bool {
    switch self {
    case .row(let items): items.first?.startsWithDigit ?? false
    case .number: true
    case .scripts(let base, _, _): base.startsWithDigit
    case .fraction(let above, _): above.startsWithDigit
    case .name, .letter, .word, .bold, .sign, .words, .derivative, .accent, .root, .fence, .sum,
      .tensor, .cases, .lines:
      false
    }
  }

  /// A call with its argument in brackets, where something follows that could belong to it.
  fileprivate func callClosed(unless isLast: Bool) -> Formula {
    guard !isLast, case .row(let items) = self, items.count == 3,
      case .sign(.application, _) = items[1]
    else { return self }
    if case .fence = items[2] { return self }
    return .row([items[0], items[1], items[2].fenced])
  }
}
