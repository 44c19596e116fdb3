import Foundation

/// What the evaluator computes in: `Double`, or `WideNumber` where that overflows.
protocol RealNumber: Sendable {
  init(_ value: Double)
  static func + (a: Self, b: Self) -> Self
  static func * (a: Self, b: Self) -> Self
  static prefix func - (a: Self) -> Self
  var magnitude: Self { get }
  var isZero: Bool { get }
  var isPositive: Bool { get }
  var isFinite: Bool { get }
  /// Whether it is so small that digits may be missing.
  var isTooSmall: Bool { get }
  /// The nearest `Double`; infinite or 0 where there is none.
  var double: Double { get }
  static func <= (a: Self, b: Self) -> Bool
  /// The value to a power; not a number where it has none.
  func raised(to exponent: Rational) -> Self
  func applying(_ function: ElementaryFunction) -> Self
  /// How many rounding units the exponential of this may be off by.
  var exponentialUnits: Double { get }
}

extension Double: RealNumber {
  var isPositive: Bool { self > 0 }
  var isTooSmall: Bool { magnitude < .leastNormalMagnitude }
  var double: Double { self }
  var exponentialUnits: Double { 4 }

  func raised(to exponent: Rational) -> Double {
    switch (exponent.numerator, exponent.denominator) {
    case (-1, 1): return 1 / self
    case (2, 1): return self * self
    case (1, 2): return squareRoot()
    default: return pow(self, exponent.double)
    }
  }

  func applying(_ function: ElementaryFunction) -> Double { function.value(at: self) }
}
