import IndexNotation

/// A product as it is written: a sign, what stands above the line, what stands below.
struct Fraction {
  var isNegative: Bool
  var above: [IndexExpression]
  var below: [IndexExpression]

  init(_ expression: IndexExpression) {
    let (coefficient, factors) = expression.coefficientAndFactors
    isNegative = coefficient.isNegative
    let size = isNegative ? coefficient.negated : coefficient
    above = []
    below = []
    for factor in factors {
      let (base, exponent) = factor.baseAndExponent
      if !exponent.isNegative {
        above.append(factor)
      } else {
        below.append(exponent == Rational(-1) ? base : .power(base, exponent.negated))
      }
    }
    if size != .one || above.isEmpty { above.insert(.number(size), at: 0) }
  }
}

extension IndexExpression {
  /// The expression without its leading minus.
  var withoutMinus: IndexExpression {
    let (coefficient, factors) = coefficientAndFactors
    if factors.isEmpty { return .number(coefficient.negated) }
    if coefficient == Rational(-1) { return factors.count == 1 ? factors[0] : .product(factors) }
    return .product([.number(coefficient.negated)] + factors)
  }
}
