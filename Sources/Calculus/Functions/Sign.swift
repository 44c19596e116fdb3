import IndexNotation
import MatrixNotation

/// The sign of every entry: 1 above 0, -1 below, 0 at 0; its derivative is 0.
///
/// Source: https://numpy.org/doc/stable/reference/generated/numpy.sign.html
struct Sign: ElementwiseFunction {
  let name = "sign"
  let summary = "The sign of every entry: 1 above 0, -1 below, 0 at 0; its derivative is 0."
  let source = "https://numpy.org/doc/stable/reference/generated/numpy.sign.html"

  func evaluate(_ x: Double) -> Double { x > 0 ? 1 : (x < 0 ? -1 : 0) }

  func derivative(at x: Double, value y: Double) -> Double { 0 }

  func definition(of x: IndexExpression) -> IndexExpression {
    .addition([
      .indicator(x),
      .product([.number(Rational(-1)), .indicator(.product([.number(Rational(-1)), x]))]),
    ])
  }

  var matrixFunction: MatrixFunction? { Self.matrix }

  static let matrix: MatrixFunction = MatrixFunction(
    "sign", parity: .odd, ignoresScale: true,
    pullback: { algebra, _, arguments, _ in [algebra.zero(arguments[0].shape)] })
}
