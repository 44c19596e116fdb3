/// Exact arithmetic that says where a result does not fit.
extension Rational {
  /// The sum, or `nil` where it overflows.
  public func adding(_ other: Rational) -> Rational? {
    let (left, a) = numerator.multipliedReportingOverflow(by: other.denominator)
    let (right, b) = other.numerator.multipliedReportingOverflow(by: denominator)
    let (top, c) = left.addingReportingOverflow(right)
    let (bottom, d) = denominator.multipliedReportingOverflow(by: other.denominator)
    return a || b || c || d || top == .min ? nil : Rational(top, bottom)
  }

  /// The product, or `nil` where it overflows.
  public func multiplied(by other: Rational) -> Rational? {
    // Crosswise reduction first keeps what fits from overflowing on the way.
    let first = Rational(numerator, other.denominator)
    let second = Rational(other.numerator, denominator)
    let (top, a) = first.numerator.multipliedReportingOverflow(by: second.numerator)
    let (bottom, b) = first.denominator.multipliedReportingOverflow(by: second.denominator)
    return a || b || top == .min ? nil : Rational(top, bottom)
  }

  /// The number with the other sign.
  public var negated: Rational { Rational(-numerator, denominator) }

  /// The reciprocal.
  /// - Precondition: the number is not 0.
  public var reciprocal: Rational { Rational(denominator, numerator) }

  /// An integer power, or `nil` where it overflows or divides by 0.
  public func raised(to exponent: Int) -> Rational? {
    if self == .zero { return exponent > 0 ? .zero : nil }
    guard abs(exponent) <= 64 else { return self == .one ? .one : nil }
    var result = Rational.one
    for _ in 0..<abs(exponent) {
      guard let next = result.multiplied(by: self) else { return nil }
      result = next
    }
    return exponent < 0 ? result.reciprocal : result
  }

  /// Whether it is below 0.
  public var isNegative: Bool { numerator < 0 }
}

extension Rational: Comparable {
  /// The order of the numbers, exact also where cross products would overflow.
  public static func < (a: Rational, b: Rational) -> Bool {
    let left = a.numerator.multipliedFullWidth(by: b.denominator)
    let right = b.numerator.multipliedFullWidth(by: a.denominator)
    return left.high != right.high ? left.high < right.high : left.low < right.low
  }
}
