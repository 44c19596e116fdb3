/// What a compiled expression is evaluated in: a bounded number, or one with its derivative.
protocol Scalar: Sendable {
  associatedtype Number: RealNumber
  init(_ constant: BoundedNumber<Number>)
  /// The number itself as the variable of differentiation.
  init(variable: BoundedNumber<Number>)
  static func + (a: Self, b: Self) -> Self
  static func * (a: Self, b: Self) -> Self
  func raised(to exponent: Rational) -> Self
  func applying(_ function: ElementaryFunction) -> Self
  var positivity: Self { get }
  var isExactZero: Bool { get }
  /// The derivative that it carries; 0 where it carries none.
  var tangent: BoundedNumber<Number> { get }
}

extension BoundedNumber: Scalar {
  init(_ constant: BoundedNumber<Number>) { self = constant }
  init(variable: BoundedNumber<Number>) { self = variable }
  var tangent: BoundedNumber<Number> { .zero }
}

/// A number with its derivative with respect to one variable (forward-mode differentiation): the
/// referee of the rules of differentiation, which share nothing with it.
struct DualNumber<Number: RealNumber>: Scalar {
  let value: BoundedNumber<Number>
  let tangent: BoundedNumber<Number>

  init(value: BoundedNumber<Number>, tangent: BoundedNumber<Number>) {
    self.value = value
    self.tangent = tangent
  }

  init(_ constant: BoundedNumber<Number>) { self.init(value: constant, tangent: .zero) }
  init(variable: BoundedNumber<Number>) { self.init(value: variable, tangent: .one) }

  var isExactZero: Bool { value.isExactZero && tangent.isExactZero }

  static func + (a: Self, b: Self) -> Self {
    Self(value: a.value + b.value, tangent: a.tangent + b.tangent)
  }

  static func * (a: Self, b: Self) -> Self {
    Self(value: a.value * b.value, tangent: a.tangent * b.value + a.value * b.tangent)
  }

  func raised(to exponent: Rational) -> Self {
    let power = value.raised(to: exponent)
    if tangent.isExactZero { return Self(power) }
    let slope = value.raised(to: exponent.adding(Rational(-1)) ?? exponent)
    return Self(value: power, tangent: BoundedNumber(exponent) * slope * tangent)
  }

  func applying(_ function: ElementaryFunction) -> Self {
    let result = value.applying(function)
    if tangent.isExactZero { return Self(result) }
    return Self(value: result, tangent: value.slope(of: function, result: result) * tangent)
  }

  var positivity: Self { Self(value.positivity) }
}

extension BoundedNumber {
  /// The derivative of an elementary function here, given its value here.
  func slope(of function: ElementaryFunction, result: Self) -> Self {
    switch function {
    case .exp: return result
    case .log: return raised(to: Rational(-1))
    case .sin: return applying(.cos)
    case .cos: return -applying(.sin)
    case .tan: return .one + result * result
    case .arcsin: return (.one + -(self * self)).raised(to: Rational(-1, 2))
    case .arccos: return -slope(of: .arcsin, result: result)
    case .arctan: return (.one + self * self).raised(to: Rational(-1))
    case .sinh: return applying(.cosh)
    case .cosh: return applying(.sinh)
    case .tanh: return .one + -(result * result)
    case .arcsinh: return (.one + self * self).raised(to: Rational(-1, 2))
    case .arccosh: return (self * self + -.one).raised(to: Rational(-1, 2))
    case .arctanh: return (.one + -(self * self)).raised(to: Rational(-1))
    case .erf:
      let factor = BoundedNumber(2) * BoundedNumber(NamedConstant.pi).raised(to: Rational(-1, 2))
      return factor * (-(self * self)).applying(.exp)
    case .erfc: return -slope(of: .erf, result: result)
    case .gammaln: return applying(.polygamma(order: 0))
    case .polygamma(let order): return applying(.next(order))
    }
  }
}
