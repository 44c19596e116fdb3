import Foundation
import IndexNotation
import MatrixNotation

/// The hyperbolic tangent of every entry, between -1 and 1.
///
/// Source: https://dlmf.nist.gov/4.28#E4
struct Tanh: ElementwiseFunction {
  let name = "tanh"
  let summary = "The hyperbolic tangent of every entry, between -1 and 1."
  let source = "https://dlmf.nist.gov/4.28#E4"

  func evaluate(_ x: Double) -> Double { Foundation.tanh(x) }

  func derivative(at x: Double, value y: Double) -> Double { 1 - y * y }

  func definition(of x: IndexExpression) -> IndexExpression { .function(.tanh, x) }

  var matrixFunction: MatrixFunction? { Self.matrix }

  static let matrix: MatrixFunction = MatrixFunction(
    "tanh", parity: .odd,
    pullback: { algebra, d, _, result in
      [algebra.times(d, algebra.minus(algebra.number(.one), algebra.power(result, Rational(2))))]
    })
}
