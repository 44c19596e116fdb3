/// Constructors that keep an expression tidy: nested sums and products become flat, exact numbers
/// are folded (`0 + x`, `1 x`, `2 * 3`).
///
/// The enum's own cases stay available where a line must be shown as it is.
extension IndexExpression {
  /// The number 0.
  public static let zero = IndexExpression.number(.zero)
  /// The number 1.
  public static let one = IndexExpression.number(.one)

  /// The sum of terms.
  public static func plus(_ terms: [IndexExpression]) -> IndexExpression {
    var flat: [IndexExpression] = []
    var number = Rational.zero
    var place: Int?
    func add(_ term: IndexExpression) {
      if case .addition(let inner) = term {
        inner.forEach(add)
      } else if case .number(let value) = term, let sum = number.adding(value) {
        number = sum
        place = place ?? flat.count
      } else {
        flat.append(term)
      }
    }
    terms.forEach(add)
    if number != .zero, let place { flat.insert(.number(number), at: place) }
    return flat.count == 1 ? flat[0] : flat.isEmpty ? .zero : .addition(flat)
  }

  /// The product of factors; its number, if any, comes first.
  public static func times(_ factors: [IndexExpression]) -> IndexExpression {
    var flat: [IndexExpression] = []
    var number = Rational.one
    func multiply(_ factor: IndexExpression) {
      if case .product(let inner) = factor {
        inner.forEach(multiply)
      } else if case .number(let value) = factor, let product = number.multiplied(by: value) {
        number = product
      } else {
        flat.append(factor)
      }
    }
    factors.forEach(multiply)
    if number == .zero { return .zero }
    if number != .one { flat.insert(.number(number), at: 0) }
    return flat.count == 1 ? flat[0] : flat.isEmpty ? .one : .product(flat)
  }

  /// A power; an integer power of a product is the product of the powers.
  public static func raised(_ base: IndexExpression, _ exponent: Rational) -> IndexExpression {
    if exponent == .one { return base }
    if exponent == .zero { return .one }
    switch base {
    case .number(let value):
      if value == .one { return .one }
      if exponent.isInteger, let power = value.raised(to: exponent.numerator) {
        return .number(power)
      }
    case .power(let inner, let first):
      if exponent.isInteger, let product = first.multiplied(by: exponent) {
        return raised(inner, product)
      }
    case .product(let factors):
      if exponent.isInteger { return times(factors.map { raised($0, exponent) }) }
    case .constant, .element, .delta, .sum, .addition, .function, .indicator, .derivative: break
    }
    return .power(base, exponent)
  }

  /// The expression with the other sign, `-e`.
  public static func negated(_ expression: IndexExpression) -> IndexExpression {
    times([.number(Rational(-1)), expression])
  }

  /// A quotient.
  public static func quotient(_ a: IndexExpression, _ b: IndexExpression) -> IndexExpression {
    times([a, raised(b, Rational(-1))])
  }

  /// The sum over an index; the sum of 0 is 0, and a number goes in front.
  public static func summed(over index: Index, _ body: IndexExpression) -> IndexExpression {
    if body == .zero { return .zero }
    if case .product(let factors) = body, case .number(let value)? = factors.first {
      let rest = Array(factors.dropFirst())
      return times([.number(value), .sum(over: index, rest.count == 1 ? rest[0] : .product(rest))])
    }
    return .sum(over: index, body)
  }

  /// An entry of a tensor at running indices: `.entry("W", j, i)`.
  public static func entry(_ tensor: String, _ indices: Index...) -> IndexExpression {
    .element(Element(tensor, indices.map { .index($0) }))
  }

  /// The terms of a sum of terms, else the expression itself; none for 0.
  public var terms: [IndexExpression] {
    if case .addition(let terms) = self { return terms }
    return self == .zero ? [] : [self]
  }

  /// The factors of a product, else the expression itself; none for 1.
  public var factors: [IndexExpression] {
    if case .product(let factors) = self { return factors }
    return self == .one ? [] : [self]
  }

  /// The leading number, and the factors that are left.
  public var coefficientAndFactors: (Rational, [IndexExpression]) {
    let number = leadingNumber
    switch self {
    case .number: return (number, [])
    case .product(let factors):
      if let first = factors.first, first.isNumber { return (number, Array(factors[1...])) }
      return (.one, factors)
    case .constant, .element, .delta, .sum, .addition, .power, .function, .indicator, .derivative:
      return (.one, [self])
    }
  }

  private var isNumber: Bool {
    if case .number = self { return true }
    return false
  }

  /// The number that a product begins with, else 1; a number is its own.
  private var leadingNumber: Rational {
    switch self {
    case .number(let value): return value
    case .product(let factors):
      if factors.isEmpty { return .one }
      if case .number(let value) = factors[0] { return value }
      return .one
    case .constant, .element, .delta, .sum, .addition, .power, .function, .indicator, .derivative:
      return .one
    }
  }

  /// The base and exponent of a power; anything else is its own first power.
  public var baseAndExponent: (IndexExpression, Rational) {
    if case .power(let base, let exponent) = self { return (base, exponent) }
    return (self, .one)
  }

  /// Whether the expression starts with a minus.
  public var isNegative: Bool { leadingNumber.isNegative }
}
