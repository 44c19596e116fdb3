import Foundation
import IndexNotation
import MatrixNotation

/// The natural logarithm of every entry, for entries above 0: log z.
///
/// Source: https://dlmf.nist.gov/4.2#E2
struct Log: ElementwiseFunction {
  let name = "log"
  let summary = "The natural logarithm of every entry, for entries above 0: log z."
  let source = "https://dlmf.nist.gov/4.2#E2"
  let needsPositive = true

  func reasonNotFinite(_ arguments: [Double]) -> String {
    "the logarithm of \(arguments.map(shortText).joined())"
  }

  func evaluate(_ x: Double) -> Double { Foundation.log(x) }

  func derivative(at x: Double, value y: Double) -> Double { 1 / x }

  func definition(of x: IndexExpression) -> IndexExpression { .function(.log, x) }

  var matrixFunction: MatrixFunction? { Self.matrix }

  static let matrix: MatrixFunction = MatrixFunction(
    "log",
    simplified: { algebra, arguments in
      if arguments[0].isOne { return algebra.zero() }
      return algebra.argument(of: arguments[0], calling: Exp.matrix)
    },
    pullback: { algebra, d, arguments, _ in [algebra.quotient(d, arguments[0])] })
}
