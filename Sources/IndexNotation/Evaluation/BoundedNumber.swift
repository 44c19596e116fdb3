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

  static var zero: Self { Self(0) }
  static var one: Self { Self(1) }

  /// Whether it is 0 beyond doubt: what makes any product 0.
  var isExactZero: Bool { value.isZero && error.isZero }

  static func + (a: Self, b: Self) -> Self {
    if a.isExactZero { return b }
    if b.isExactZero { return a }
    let value = a.value + b.value
    return Self(value: value, error: a.error + b.error + value.magnitude * unit)
  }

  static func * (a: Self, b: Self) -> Self {
    if a.isExactZero || b.isExactZero { return zero }
    let value = a.value * b.value
    let carried = a.value.magnitude * b.error + b.value.magnitude * a.error + a.error * b.error
    let product = Self(value: value, error: carried + value.magnitude * unit)
    return a.value.isZero || b.value.isZero ? product : product.lostIfTiny
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
    case .tanh, .sin, .cos:
      return Self(value: result, error: error + rounding + Number(Double.leastNonzeroMagnitude))
    }
  }

  /// 1 where it is positive, else 0; in doubt the bound is 1.
  var positivity: Self {
    let inDoubt = value.magnitude <= error && !error.isZero
    return Self(value: Number(value.isPositive ? 1 : 0), error: Number(inDoubt ? 1 : 0))
  }
}
