import Foundation
import IndexNotation
import MatrixNotation

/// The exponential function of every entry: e^z.
///
/// Source: https://dlmf.nist.gov/4.2#E19
struct Exp: ElementwiseFunction {
  let name = "exp"
  let summary = "The exponential function of every entry: e^z."
  let source = "https://dlmf.nist.gov/4.2#E19"
  let notation = FunctionNotation.exponential

  func evaluate(_ x: Double) -> Double { Foundation.exp(x) }

  func derivative(at x: Double, value y: Double) -> Double { y }

  func definition(of x: IndexExpression) -> IndexExpression { .function(.exp, x) }

  var matrixFunction: MatrixFunction? { Self.matrix }

  static let matrix: MatrixFunction = MatrixFunction(
    "exp", isPositive: true,
    simplified: { algebra, arguments in
      if arguments[0].isZero { return algebra.ones(arguments[0].shape) }
      return algebra.argument(of: arguments[0], calling: Log.matrix)
    },
    pullback: { algebra, d, _, result in [algebra.times(d, result)] })
}
