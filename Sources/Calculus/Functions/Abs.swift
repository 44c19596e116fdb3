import IndexNotation
import MatrixNotation

/// The absolute value of every entry; its derivative at 0 is taken as 0.
///
/// Source: https://dlmf.nist.gov/4.2
struct Abs: NamedElementwiseFunction {
  let name = "abs"
  let summary = "The absolute value of every entry; its derivative at 0 is taken as 0."
  let source = "https://dlmf.nist.gov/4.2"
  let notation = FunctionNotation.bars

  func formula<E: EntryArithmetic>(_ z: E) -> E { z * .sign(z) }
  func derivative<E: EntryArithmetic>(at z: E, value: E) -> E { .sign(z) }
  func number(_ z: Double) -> Double { Swift.abs(z) }

  static let matrix: MatrixFunction = MatrixFunction(
    "abs", parity: .even, isHomogeneous: true, isNeverNegative: true,
    simplified: { algebra, arguments in
      algebra.isNeverNegative(arguments[0]) ? arguments[0] : nil
    },
    inProduct: { algebra, call, factors in
      // |x| sign(x) = x
      guard let x = algebra.argument(of: call, calling: Self.matrix),
        let own = factors.exponent(of: call), own >= .one
      else { return nil }
      let sign = algebra.apply(Sign.matrix, [x])
      guard let other = factors.exponent(of: sign), other >= .one else { return nil }
      return factors.times(call, Rational(-1)).times(sign, Rational(-1)).times(x, .one)
    }, pullback: Self().pullback)
}
