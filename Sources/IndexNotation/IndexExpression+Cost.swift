extension IndexExpression {
  /// How many multiplications and divisions one entry takes as it is written, every sum in full.
  public var multiplications: Int {
    switch self {
    case .number, .constant, .element, .delta, .indicator: return 0
    case .sum(let index, let body):
      let (count, overflow) = body.multiplications.multipliedReportingOverflow(by: index.range)
      return overflow ? .max : count
    case .product(let factors):
      let inner = children.reduce(0) { $0.addingReportingOverflow($1.multiplications).partialValue }
      let (coefficient, rest) = coefficientAndFactors
      let hidden = coefficient == Rational(-1) ? 1 : 0
      return inner + max(0, (rest.isEmpty ? 1 : factors.count - hidden) - 1)
    case .power(let base, let exponent):
      return base.multiplications
        + (exponent.isInteger && exponent != Rational(-1)
          ? max(abs(exponent.numerator) - 1, 0) + (exponent.isNegative ? 1 : 0) : 0)
    case .addition, .function, .derivative: return children.reduce(0) { $0 + $1.multiplications }
    }
  }
}
