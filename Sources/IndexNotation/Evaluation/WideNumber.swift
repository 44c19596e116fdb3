import Foundation

/// A number with a Double's precision and an exponent of its own, so that `e^{700} e^{700}` and
/// `e^{-1400}` are numbers like any other.
///
/// The value is `significand * 2^exponent`; the significand is 0, not finite, or has magnitude in
/// [1, 2).
struct WideNumber: RealNumber {
  private let significand: Double
  private let exponent: Int

  init(_ value: Double) { self.init(value, 0) }

  private init(_ significand: Double, _ exponent: Int) {
    if significand == 0 || !significand.isFinite {
      self.significand = significand
      self.exponent = 0
    } else {
      let shift = Int(significand.exponent)
      self.significand = significand.significand * (significand < 0 ? -1 : 1)
      self.exponent = exponent + shift
    }
  }

  static func + (a: WideNumber, b: WideNumber) -> WideNumber {
    if a.isZero || !b.isFinite { return b }
    if b.isZero || !a.isFinite { return a }
    let (large, small) = a.exponent >= b.exponent ? (a, b) : (b, a)
    let distance = large.exponent - small.exponent
    if distance > 120 { return large }
    return WideNumber(
      large.significand + scalbn(small.significand, -distance), large.exponent)
  }

  static func * (a: WideNumber, b: WideNumber) -> WideNumber {
    WideNumber(a.significand * b.significand, a.exponent + b.exponent)
  }

  static prefix func - (a: WideNumber) -> WideNumber { WideNumber(-a.significand, a.exponent) }

  var magnitude: WideNumber { WideNumber(abs(significand), exponent) }
  var isZero: Bool { significand == 0 }
  var isPositive: Bool { significand > 0 }
  var isFinite: Bool { significand.isFinite }
  var isTooSmall: Bool { false }

  var double: Double {
    exponent > 2000
      ? significand * .infinity : exponent < -2000 ? 0 : scalbn(significand, exponent)
  }

  static func <= (a: WideNumber, b: WideNumber) -> Bool {
    let difference = a + -b
    return difference.significand <= 0
  }

  func raised(to power: Rational) -> WideNumber {
    if isZero || !isFinite { return WideNumber(significand.raised(to: power)) }
    if power.isInteger, abs(power.numerator) <= 64 {
      var result = WideNumber(1)
      for _ in 0..<abs(power.numerator) { result = result * self }
      return power.numerator < 0
        ? WideNumber(1 / result.significand, -result.exponent) : result
    }
    // 2^(exponent * power): the whole part goes to the exponent, the rest to the significand.
    let scaled = Double(exponent) * power.double
    let whole = scaled.rounded()
    return WideNumber(
      pow(significand, power.double) * exp2(scaled - whole), Int(whole))
  }

  func applying(_ function: ElementaryFunction) -> WideNumber {
    switch function {
    case .exp:
      let value = double
      guard value.isFinite, abs(value) < 1e15 else { return WideNumber(Foundation.exp(value)) }
      let turns = (value / M_LN2).rounded()
      return WideNumber(Foundation.exp(value - turns * M_LN2), Int(turns))
    case .log:
      return WideNumber(Foundation.log(significand) + Double(exponent) * M_LN2)
    case .sinh, .cosh:
      // The other exponential has no digit in common.
      let value = double
      guard abs(value) > 20 else { return WideNumber(value.applying(function)) }
      let half = WideNumber(0.5) * magnitude.applying(.exp)
      return function == .sinh && value < 0 ? -half : half
    case .sin, .cos, .tan, .arcsin, .arccos, .arctan, .tanh, .arcsinh, .arccosh, .arctanh, .erf,
      .erfc, .gammaln, .polygamma:
      return WideNumber(double.applying(function))
    }
  }

  var exponentialUnits: Double { 4 + 2 * abs(double) }
}
