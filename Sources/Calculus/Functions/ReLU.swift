import Foundation
import IndexNotation
import MatrixNotation

/// The positive part of every entry, max(z, 0); its derivative at 0 is taken as 0.
///
/// Source: https://www.deeplearningbook.org (section 6.3.1)
struct ReLU: ElementwiseFunction {
  let name = "relu"
  let summary = "The positive part of every entry, max(z, 0); its derivative at 0 is taken as 0."
  let source = "https://www.deeplearningbook.org (section 6.3.1)"

  func evaluate(_ x: Double) -> Double { max(x, 0) }

  func derivative(at x: Double, value y: Double) -> Double { x > 0 ? 1 : 0 }

  func definition(of x: IndexExpression) -> IndexExpression { .product([x, .indicator(x)]) }

  var matrixFunction: MatrixFunction? { Self.matrix }

  static let matrix: MatrixFunction = MatrixFunction(
    "relu", isHomogeneous: true, isNeverNegative: true, extraLength: 1,
    simplified: { algebra, arguments in
      // What is never below 0 stays as it is.
      if algebra.isNeverNegative(arguments[0]) { return arguments[0] }
      return algebra.argument(of: arguments[0], calling: Self.matrix).map { _ in arguments[0] }
    },
    fixedWhere: { algebra, arguments in
      [
        MatrixFunction.FixedCase(
          mask: algebra.greater(arguments[0], algebra.zero()),
          otherwise: algebra.zero(arguments[0].shape))
      ]
    },
    pullback: { algebra, d, arguments, result in
      // Where the result has a name, its mask reads shorter, and is the same.
      let decides = result.isName ? result : arguments[0]
      return [algebra.times(d, algebra.greater(decides, algebra.zero()))]
    })

  func numPy(_ arguments: [String]) -> String { "np.maximum(\(arguments[0]), 0)" }
}
