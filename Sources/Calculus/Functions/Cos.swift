import Foundation
import IndexNotation
import MatrixNotation

/// The cosine of every entry, in radians.
///
/// Source: https://dlmf.nist.gov/4.14#E2
struct Cos: ElementwiseFunction {
  let name = "cos"
  let summary = "The cosine of every entry, in radians."
  let source = "https://dlmf.nist.gov/4.14#E2"

  func evaluate(_ x: Double) -> Double { Foundation.cos(x) }

  func derivative(at x: Double, value y: Double) -> Double { -Foundation.sin(x) }

  func definition(of x: IndexExpression) -> IndexExpression { .function(.cos, x) }

  var matrixFunction: MatrixFunction? { Self.matrix }

  static let matrix: MatrixFunction = MatrixFunction(
    "cos", parity: .even,
    pullback: { algebra, d, arguments, _ in
      [algebra.negative(algebra.times(d, algebra.apply(Sin.matrix, arguments)))]
    })
}
