import Foundation
import IndexNotation

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
}
