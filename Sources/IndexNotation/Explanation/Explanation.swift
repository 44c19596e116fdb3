/// How one entry came about: its formula at these places, the numbers put in, the result.
public struct Explanation: Hashable, Sendable, Codable {
  /// What is explained: an entry of a quantity, or of a derivative. Subscripts are fixed places.
  public enum Subject: Hashable, Sendable, Codable {
    case entry(Element)
    case derivative(of: Element, withRespectTo: Element)
  }

  public var subject: Subject
  /// The formula for any entry, as it was defined or derived; `nil` for a given.
  public var formula: IndexExpression?
  /// The formula at these places: sums written out, terms that are 0 dropped; `nil` for a given.
  public var symbols: IndexExpression?
  /// The same with the numbers put in.
  public var numbers: Arithmetic
  public var value: Double
  /// The entries it came from, each once, in the order of the formula.
  public var parts: [Element]
}

/// A calculation with numbers only, as it is shown.
public indirect enum Arithmetic: Hashable, Sendable, Codable {
  case number(Double)
  case exact(Rational)
  case addition([Arithmetic])
  case product([Arithmetic])
  case power(Arithmetic, Rational)

  /// The result, each number first put through `rounding` (how it is shown).
  public func value(rounding: (Double) -> Double = { $0 }) -> Double {
    switch self {
    case .number(let value): return rounding(value)
    case .exact(let value): return value.double
    case .addition(let terms): return terms.reduce(0) { $0 + $1.value(rounding: rounding) }
    case .product(let factors): return factors.reduce(1) { $0 * $1.value(rounding: rounding) }
    case .power(let base, let exponent):
      return base.value(rounding: rounding).raised(to: exponent)
    }
  }
}
