import Foundation
import IndexNotation
import MatrixNotation

/// What an entry is worked in: a number, one with its derivative, index notation, or matrix notation.
///
/// A function states its formula over it once, and has a value, slopes, a definition and a closed
/// form.
protocol EntryArithmetic {
  /// A number of the formula.
  static func number(_ value: Rational) -> Self
  /// A number that has a name.
  static func constant(_ constant: NamedConstant) -> Self
  static func + (a: Self, b: Self) -> Self
  static func - (a: Self, b: Self) -> Self
  static func * (a: Self, b: Self) -> Self
  static func / (a: Self, b: Self) -> Self
  static prefix func - (a: Self) -> Self
  /// `a` to an exponent that is a number of the formula.
  static func power(_ a: Self, _ exponent: Rational) -> Self
  /// a^b, for a above 0.
  static func power(_ a: Self, _ b: Self) -> Self
  static func call(_ function: ElementaryFunction, _ a: Self) -> Self
  /// A call of a function of the catalogue: stable where it is, by its name where it has one.
  static func call<F: ElementwiseFunction>(_ function: F, _ a: Self) -> Self
  /// 1 where `a` is above 0, otherwise 0.
  static func indicator(_ a: Self) -> Self
  /// 1 where `a` is above 0, -1 where it is below, 0 at 0.
  static func sign(_ a: Self) -> Self
  /// `a` where it is above `b`, otherwise `b`.
  static func larger(_ a: Self, _ b: Self) -> Self
  /// 1 where `a` is above `b`, otherwise 0.
  static func greater(_ a: Self, _ b: Self) -> Self
  /// 1 where `a` is not below `b`, otherwise 0.
  static func greaterOrEqual(_ a: Self, _ b: Self) -> Self
  /// `a` where the condition, which is 1 or 0, is 1, otherwise `b`.
  static func chosen(_ condition: Self, _ a: Self, _ b: Self) -> Self
  /// `a` where it is below `b`, otherwise `b`.
  static func smaller(_ a: Self, _ b: Self) -> Self
  /// `a` where `difference` is above 0, otherwise `b`.
  static func either(_ difference: Self, _ a: Self, _ b: Self) -> Self
}

extension EntryArithmetic {
  static var one: Self { number(.one) }
  static var zero: Self { number(.zero) }
}

extension Double: EntryArithmetic {
  static func number(_ value: Rational) -> Double { value.double }
  static func constant(_ constant: NamedConstant) -> Double { constant.double }
  static func power(_ a: Double, _ exponent: Rational) -> Double {
    if exponent == Rational(2) { return a * a }
    return exponent == Rational(1, 2) ? a.squareRoot() : pow(a, exponent.double)
  }
  static func power(_ a: Double, _ b: Double) -> Double { pow(a, b) }
  static func call(_ function: ElementaryFunction, _ a: Double) -> Double { function.value(at: a) }
  static func call<F: ElementwiseFunction>(_ function: F, _ a: Double) -> Double {
    function.number(a)
  }
  static func indicator(_ a: Double) -> Double { a > 0 ? 1 : 0 }
  static func sign(_ a: Double) -> Double { a > 0 ? 1 : (a < 0 ? -1 : 0) }
  static func larger(_ a: Double, _ b: Double) -> Double { a > b ? a : b }
  static func greater(_ a: Double, _ b: Double) -> Double { a > b ? 1 : 0 }
  static func greaterOrEqual(_ a: Double, _ b: Double) -> Double { a >= b ? 1 : 0 }
  static func chosen(_ condition: Double, _ a: Double, _ b: Double) -> Double {
    condition != 0 ? a : b
  }
  static func smaller(_ a: Double, _ b: Double) -> Double { a < b ? a : b }
  static func either(_ difference: Double, _ a: Double, _ b: Double) -> Double {
    difference > 0 ? a : b
  }
}

extension IndexExpression: EntryArithmetic {
  static func + (a: Self, b: Self) -> Self { .addition([a, b]) }
  static func - (a: Self, b: Self) -> Self { .addition([a, -b]) }
  static func * (a: Self, b: Self) -> Self { .product([a, b]) }
  static func / (a: Self, b: Self) -> Self {
    a == .one ? power(b, Rational(-1)) : .product([a, power(b, Rational(-1))])
  }
  static prefix func - (a: Self) -> Self { .product([.number(Rational(-1)), a]) }
  /// a^b = e^(b log a)
  static func power(_ a: Self, _ b: Self) -> Self {
    .function(.exp, .product([b, .function(.log, a)]))
  }
  static func call(_ function: ElementaryFunction, _ a: Self) -> Self { .function(function, a) }
  static func call<F: ElementwiseFunction>(_ function: F, _ a: Self) -> Self {
    function.formula(a)
  }
  static func sign(_ a: Self) -> Self { indicator(a) - indicator(-a) }
  static func larger(_ a: Self, _ b: Self) -> Self {
    if b == .zero { return a * indicator(a) }
    return either(a - b, a, b)
  }
  static func smaller(_ a: Self, _ b: Self) -> Self {
    if b == .zero { return a * indicator(-a) }
    return either(a == .zero ? b : b - a, a, b)
  }
  static func either(_ difference: Self, _ a: Self, _ b: Self) -> Self {
    let isAbove = indicator(difference)
    let otherwise = b == .zero ? [] : [b * (.one - isAbove)]
    return .plus((a == .zero ? [] : [a * isAbove]) + otherwise)
  }
  static func greater(_ a: Self, _ b: Self) -> Self { indicator(a - b) }
  static func greaterOrEqual(_ a: Self, _ b: Self) -> Self { .one - indicator(b - a) }
  static func chosen(_ condition: Self, _ a: Self, _ b: Self) -> Self {
    condition * a + (.one - condition) * b
  }
}

/// An expression in matrix notation, once there is an algebra to make it in.
struct MatrixEntry: EntryArithmetic {
  let expression: (Algebra) -> MatrixExpression

  init(_ expression: @escaping (Algebra) -> MatrixExpression) { self.expression = expression }
  init(_ expression: MatrixExpression) { self.init { _ in expression } }

  static func number(_ value: Rational) -> Self { Self { $0.number(value) } }
  static func constant(_ constant: NamedConstant) -> Self { Self { $0.constant(constant) } }
  static func + (a: Self, b: Self) -> Self {
    Self { $0.plus(a.expression($0), b.expression($0)) }
  }
  static func - (a: Self, b: Self) -> Self {
    Self { $0.minus(a.expression($0), b.expression($0)) }
  }
  static func * (a: Self, b: Self) -> Self {
    Self { $0.times(a.expression($0), b.expression($0)) }
  }
  static func / (a: Self, b: Self) -> Self {
    Self { $0.quotient(a.expression($0), b.expression($0)) }
  }
  static prefix func - (a: Self) -> Self { Self { $0.negative(a.expression($0)) } }
  static func power(_ a: Self, _ exponent: Rational) -> Self {
    Self { $0.power(a.expression($0), exponent) }
  }
  static func power(_ a: Self, _ b: Self) -> Self {
    Self { $0.power(a.expression($0), b.expression($0)) }
  }
  static func call(_ function: ElementaryFunction, _ a: Self) -> Self {
    Self { $0.apply(function.inMatrixNotation, [a.expression($0)]) }
  }
  static func call<F: ElementwiseFunction>(_ function: F, _ a: Self) -> Self {
    Self { function.expression(a.expression($0), $0) }
  }
  static func indicator(_ a: Self) -> Self { Self { $0.greater(a.expression($0), $0.zero()) } }
  static func sign(_ a: Self) -> Self { Self { $0.apply(Sign.matrix, [a.expression($0)]) } }
  static func larger(_ a: Self, _ b: Self) -> Self {
    Self { $0.apply(Maximum.matrix, [a.expression($0), b.expression($0)]) }
  }
  static func greater(_ a: Self, _ b: Self) -> Self {
    Self { $0.greater(a.expression($0), b.expression($0)) }
  }
  static func greaterOrEqual(_ a: Self, _ b: Self) -> Self {
    Self { $0.greaterOrEqual(a.expression($0), b.expression($0)) }
  }
  static func chosen(_ condition: Self, _ a: Self, _ b: Self) -> Self {
    condition * a + (.one - condition) * b
  }
  static func smaller(_ a: Self, _ b: Self) -> Self {
    Self { $0.apply(Minimum.matrix, [a.expression($0), b.expression($0)]) }
  }
  static func either(_ difference: Self, _ a: Self, _ b: Self) -> Self {
    Self { algebra in
      let (own, zero) = (difference.expression(algebra), algebra.zero())
      return algebra.plus(
        algebra.times(a.expression(algebra), algebra.greater(own, zero)),
        algebra.times(b.expression(algebra), algebra.greaterOrEqual(zero, own)))
    }
  }
}

/// A number and its derivative: `nil` where it does not depend on what is differentiated by.
///
/// Source: A. Griewank and A. Walther, Evaluating Derivatives, 2nd edition, 2008, section 3.1
struct DualNumber: EntryArithmetic {
  let value: Double
  let slope: Double?

  private init(_ value: Double, _ a: Self, _ da: @autoclosure () -> Double) {
    self.value = value
    slope = a.slope.map { $0 * da() }
  }

  private init(
    _ value: Double, _ a: Self, _ da: @autoclosure () -> Double, _ b: Self,
    _ db: @autoclosure () -> Double
  ) {
    self.value = value
    switch (a.slope, b.slope) {
    case (nil, nil): slope = nil
    case (let a?, nil): slope = a * da()
    case (nil, let b?): slope = b * db()
    case (let a?, let b?): slope = a * da() + b * db()
    }
  }

  init(_ value: Double, slope: Double? = nil) { (self.value, self.slope) = (value, slope) }

  static func number(_ value: Rational) -> Self { Self(value.double) }
  static func constant(_ constant: NamedConstant) -> Self { Self(constant.double) }
  static func + (a: Self, b: Self) -> Self { Self(a.value + b.value, a, 1, b, 1) }
  static func - (a: Self, b: Self) -> Self { Self(a.value - b.value, a, 1, b, -1) }
  static func * (a: Self, b: Self) -> Self { Self(a.value * b.value, a, b.value, b, a.value) }
  static func / (a: Self, b: Self) -> Self {
    Self(a.value / b.value, a, 1 / b.value, b, -a.value / (b.value * b.value))
  }
  static prefix func - (a: Self) -> Self { Self(-a.value, a, -1) }
  static func power(_ a: Self, _ exponent: Rational) -> Self {
    Self(
      .power(a.value, exponent), a,
      exponent == .zero ? 0 : exponent.double * pow(a.value, exponent.double - 1))
  }
  static func power(_ a: Self, _ b: Self) -> Self {
    let power = pow(a.value, b.value)
    return Self(power, a, b.value * pow(a.value, b.value - 1), b, power * log(a.value))
  }
  static func call(_ function: ElementaryFunction, _ a: Self) -> Self {
    Self(function.value(at: a.value), a, function.slope(at: a.value))
  }
  static func call<F: ElementwiseFunction>(_ function: F, _ a: Self) -> Self {
    let value = function.number(a.value)
    return Self(value, a, function.slope(at: a.value, value: value))
  }
  static func indicator(_ a: Self) -> Self { Self(.indicator(a.value)) }
  static func sign(_ a: Self) -> Self { Self(.sign(a.value)) }
  static func larger(_ a: Self, _ b: Self) -> Self { a.value > b.value ? a : b }
  static func greater(_ a: Self, _ b: Self) -> Self { Self(.greater(a.value, b.value)) }
  static func greaterOrEqual(_ a: Self, _ b: Self) -> Self {
    Self(.greaterOrEqual(a.value, b.value))
  }
  static func chosen(_ condition: Self, _ a: Self, _ b: Self) -> Self {
    condition.value != 0 ? a : b
  }
  static func smaller(_ a: Self, _ b: Self) -> Self { a.value < b.value ? a : b }
  static func either(_ difference: Self, _ a: Self, _ b: Self) -> Self {
    difference.value > 0 ? a : b
  }
}
