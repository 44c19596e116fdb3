import Foundation
import IndexNotation
import MatrixNotation
import Tensors

/// The power of every entry with an exponent that is a number in the model: z ** 2.
///
/// Not in the catalogue under a name of its own: `**` becomes it.
struct ConstantPower: ElementwiseFunction {
  let exponent: Rational
  let name = "**"
  var summary: String { "The power of every entry with a fixed exponent." }
  let source = "https://dlmf.nist.gov/4.2#iv"
  let notation = FunctionNotation.sign

  func evaluate(_ x: Double) -> Double {
    exponent == Rational(2) ? x * x : pow(x, exponent.double)
  }

  func derivative(at x: Double, value y: Double) -> Double {
    exponent == .zero ? 0 : exponent.double * pow(x, exponent.double - 1)
  }

  func definition(of x: IndexExpression) -> IndexExpression { .power(x, exponent) }

  func expression(_ arguments: [MatrixExpression], in algebra: Algebra) -> MatrixExpression? {
    algebra.power(arguments[0], exponent)
  }
}
