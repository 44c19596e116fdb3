import Foundation
import IndexNotation

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
}
