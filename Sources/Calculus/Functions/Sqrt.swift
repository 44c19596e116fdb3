import Foundation
import IndexNotation
import MatrixNotation

/// The square root of every entry, for entries of at least 0.
///
/// Source: https://dlmf.nist.gov/4.2#E26
struct Sqrt: ElementwiseFunction {
  let name = "sqrt"
  let summary = "The square root of every entry, for entries of at least 0."
  let source = "https://dlmf.nist.gov/4.2#E26"
  let notation = FunctionNotation.root
  let needsPositive = true
  func evaluate(_ x: Double) -> Double { x.squareRoot() }

  func derivative(at x: Double, value y: Double) -> Double { 0.5 / y }

  func definition(of x: IndexExpression) -> IndexExpression { .power(x, Rational(1, 2)) }

  func expression(_ arguments: [MatrixExpression], in algebra: Algebra) -> MatrixExpression? {
    algebra.power(arguments[0], Rational(1, 2))
  }
}
