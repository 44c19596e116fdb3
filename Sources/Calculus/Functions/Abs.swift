import Foundation
import IndexNotation
import MatrixNotation

/// The absolute value of every entry; its derivative at 0 is taken as 0.
///
/// Source: https://dlmf.nist.gov/4.2
struct Abs: ElementwiseFunction {
  let name = "abs"
  let summary = "The absolute value of every entry; its derivative at 0 is taken as 0."
  let source = "https://dlmf.nist.gov/4.2"
  let notation = FunctionNotation.bars

  func evaluate(_ x: Double) -> Double { Swift.abs(x) }

  func derivative(at x: Double, value y: Double) -> Double { x > 0 ? 1 : (x < 0 ? -1 : 0) }

  func definition(of x: IndexExpression) -> IndexExpression {
    .product([
      x,
      .addition([
        .indicator(x),
        .product([.number(Rational(-1)), .indicator(.product([.number(Rational(-1)), x]))]),
      ]),
    ])
  }

  var matrixFunction: MatrixFunction? { Self.matrix }

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
    },
    pullback: { algebra, d, arguments, _ in
      [algebra.times(d, algebra.apply(Sign.matrix, arguments))]
    })
}
