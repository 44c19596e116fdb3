import Foundation
import IndexNotation
import MatrixNotation

/// The density of the standard normal, φ(z) = e^(-z²/2) / √(2π), for every entry.
///
/// Source: https://docs.scipy.org/doc/scipy/reference/generated/scipy.stats.norm.html
struct NormPDF: NamedElementwiseFunction {
  let name = "norm_pdf"
  let summary = "The density of the standard normal, φ(z) = e^(-z²/2) / √(2π), for every entry."
  let source = "https://docs.scipy.org/doc/scipy/reference/generated/scipy.stats.norm.html"
  let notation = FunctionNotation.letter("φ", index: nil)

  func formula<E: EntryArithmetic>(_ z: E) -> E {
    .call(.exp, -(.number(Rational(1, 2)) * .power(z, Rational(2))))
      * .power(.number(Rational(2)) * .constant(.pi), Rational(-1, 2))
  }
  func derivative<E: EntryArithmetic>(at z: E, value: E) -> E { -(z * value) }

  /// What z² rounds off would be a factor far from 1 in the tail.
  func number(_ z: Double) -> Double {
    let square = z * z
    let rest = square.isFinite ? (-square).addingProduct(z, z) : 0
    return exp(-square / 2) * (1 - rest / 2) / (2 * Double.pi).squareRoot()
  }

  static let matrix: MatrixFunction = MatrixFunction(
    "norm_pdf", parity: .even, isPositive: true, extraLength: 6, pullback: Self().pullback)

  func numPy(_ arguments: [String]) -> String {
    "(np.exp(-np.square(\(arguments[0])) / 2) / np.sqrt(2 * np.pi))"
  }
}
