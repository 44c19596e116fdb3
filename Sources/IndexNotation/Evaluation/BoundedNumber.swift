import Foundation

/// A number together with a bound on how far rounding may have carried it from the exact value.
///
/// Every operation adds its own rounding to what its operands bring along (running error
/// analysis), so two ways to compute the same thing may differ by the sum of their bounds.
///
/// Source: N. Higham, Accuracy and Stability of Numerical Algorithms, section 3.3.
struct BoundedNumber<Number: RealNumber>: Sendable {
  let value: Number
  let error: Number

  private static var unit: Number { Number(Double.ulpOfOne) }

  init(value: Number, error: Number) {
    self.value = value
    self.error = error
  }

  init(_ value: Double) { self.init(value: Number(value), error: Number(0)) }

  init(_ number: Rational) {
    let value = Number(number.double)
    self.init(value: value, error: number.isInteger ? Number(0) : value.magnitude * Self.unit)
  }

  init(_ constant: NamedConstant) {
    let value = Number(constant.double)
    self.init(value: value, error: value.magnitude * Self.unit)
  }

  static var zero: Self { Self(0) }
  static var one: Self { Self(1) }

  /// Whether it is 0 beyond doubt: what makes any product 0.
  var isExactZero: Bool { value.isZero && error.isZero }

  static func + (a: Self, b: Self) -> Self {
    if a.isExactZero { return b }
    if b.isExactZero { return a }
    let value = a.value + b.value
    if areCounts(a, b) { return Self(value: value, error: Number(0)) }
    return Self(value: value, error: a.error + b.error + value.magnitude * unit)
  }

  static func * (a: Self, b: Self) -> Self {
    if a.isExactZero || b.isExactZero { return zero }
    let value = a.value * b.value
    if areCounts(a, b) { return Self(value: value, error: Number(0)) }
    let carried = a.value.magnitude * b.error + b.value.magnitude * a.error + a.error * b.error
    let product = Self(value: value, error: carried + value.magnitude * unit)
    return a.value.isZero || b.value.isZero ? product : product.lostIfTiny
  }

  /// Whether both are whole numbers beyond doubt, so small that their sum and product are exact.
  private static func areCounts(_ a: Self, _ b: Self) -> Bool {
    guard a.error.isZero, b.error.isZero else { return false }
    let (a, b) = (a.value.double, b.value.double)
    return abs(a) <= 0x1p26 && abs(b) <= 0x1p26 && a == a.rounded() && b == b.rounded()
  }

  static prefix func - (a: Self) -> Self { Self(value: -a.value, error: a.error) }

  /// A power. The bound comes from the derivative at the end of the interval nearest to 0.
  func raised(to exponent: Rational) -> Self {
    let result = value.raised(to: exponent)
    var error = result.magnitude * Number(4 * Double.ulpOfOne)
    if !self.error.isZero {
      let ends = [value.magnitude + self.error, value.magnitude + -self.error]
      let steep = exponent < .one ? ends[1] : ends[0]
      if exponent < .one && steep <= Number(0) {
        error = Number(.infinity)
      } else {
        let slope = steep.raised(to: exponent.adding(Rational(-1)) ?? exponent)
        error = error + slope * self.error * Number(abs(exponent.double))
      }
    }
    let power = Self(value: result, error: error)
    return value.isZero ? power : power.lostIfTiny
  }

  /// The same number; where underflow may have taken digits away, without any bound.
  private var lostIfTiny: Self {
    value.isTooSmall ? Self(value: value, error: Number(.infinity)) : self
  }

  /// Whether there is a value and a bound on its error.
  var isBounded: Bool { value.isFinite && error.isFinite }

  func applying(_ function: ElementaryFunction) -> Self {
    let result = value.applying(function)
    let rounding = result.magnitude * Number(4 * Double.ulpOfOne)
    switch function {
    case .exp:
      let grown =
        self.error
        + (self.error + Number(1) <= Number(2)
          ? self.error * self.error : self.error.applying(.exp))
      let units = Number(value.exponentialUnits * Double.ulpOfOne)
      return Self(value: result, error: result.magnitude * (grown + units)).lostIfTiny
    case .log:
      let least = value.magnitude + -error
      let slope = least <= Number(0) ? Number(.infinity) : least.raised(to: Rational(-1))
      let carried = error.isZero ? error : error * slope
      return Self(value: result, error: carried + rounding + Number(Double.ulpOfOne))
    case .tanh, .sin, .cos, .arctan, .arcsinh:
      return Self(value: result, error: error + rounding + Number(Double.leastNonzeroMagnitude))
    case .erf, .erfc:
      // The slope is 2/√π at most.
      let carried = error * Number(1.13)
      return Self(value: result, error: carried + rounding + Number(Double.leastNonzeroMagnitude))
    case .sinh, .cosh:
      let units = Number(value.exponentialUnits * Double.ulpOfOne)
      return Self(value: result, error: carried(by: function) + result.magnitude * units)
    case .tan, .arcsin, .arccos, .arccosh, .arctanh, .gammaln:
      let least = Number(Double.ulpOfOne)
      return Self(value: result, error: carried(by: function) + rounding + least)
    case .polygamma(let order):
      // What is added up: less than 4 of order 0, and by reflection powers of π.
      let parts =
        order == 0
        ? 4 : value.isPositive ? 0 : pow(4, Double(order + 1)) * Polygamma.factorial(order)
      let rounding = (result.magnitude + Number(parts)) * Number(16 * Double.ulpOfOne)
      return Self(value: result, error: carried(by: function) + rounding)
    }
  }

  /// What a function makes of the error: its slope at an end of the interval, for functions whose
  /// slope has its extremes there; without any bound where they have a pole within.
  private func carried(by function: ElementaryFunction) -> Number {
    if error.isZero { return error }
    let ends = [value + -error, value + error]
    if function.hasPole(from: ends[0].double, to: ends[1].double) { return Number(.infinity) }
    var steepest = Number(0)
    for end in ends {
      let place = Self(value: end, error: Number(0))
      let slope = place.slope(of: function, result: place.applying(function)).value.magnitude
      guard slope.isFinite else { return Number(.infinity) }
      if steepest <= slope { steepest = slope }
    }
    return error * steepest
  }

  /// 1 where it is positive, else 0; in doubt the bound is 1.
  var positivity: Self {
    let inDoubt = value.magnitude <= error && !error.isZero
    return Self(value: Number(value.isPositive ? 1 : 0), error: Number(inDoubt ? 1 : 0))
  }
}
