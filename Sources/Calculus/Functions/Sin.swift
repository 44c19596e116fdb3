import Foundation
import IndexNotation
import MatrixNotation

/// The sine of every entry, in radians.
///
/// Source: https://dlmf.nist.gov/4.14#E1
struct Sin: ElementwiseFunction {
  let name = "sin"
  let summary = "The sine of every entry, in radians."
  let source = "https://dlmf.nist.gov/4.14#E1"

  func evaluate(_ x: Double) -> Double { Foundation.sin(x) }

  func derivative(at x: Double, value y: Double) -> Double { Foundation.cos(x) }

  func definition(of x: IndexExpression) -> IndexExpression { .function(.sin, x) }

  var matrixFunction: MatrixFunction? { Self.matrix }

  static let matrix: MatrixFunction = MatrixFunction(
    "sin", parity: .odd,
    pullback: { algebra, d, arguments, _ in
      [algebra.times(d, algebra.apply(Cos.matrix, arguments))]
    })
}
