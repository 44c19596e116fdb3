import Foundation
import IndexNotation
import MatrixNotation

/// The inverse hyperbolic sine of every entry, log(z + √(z² + 1)).
///
/// Source: https://dlmf.nist.gov/4.37#E16
struct ArcSinh: NamedElementwiseFunction {
  let name = "arcsinh"
  let aliases = ["asinh"]
  let summary = "The inverse hyperbolic sine of every entry, log(z + √(z² + 1))."
  let source = "https://dlmf.nist.gov/4.37#E16"

  func formula<E: EntryArithmetic>(_ z: E) -> E { .call(.arcsinh, z) }
  func derivative<E: EntryArithmetic>(at z: E, value: E) -> E {
    .power(.power(z, Rational(2)) + .one, Rational(-1, 2))
  }

  /// z² may overflow before its root does.
  func slope(at z: Double, value: Double) -> Double { 1 / hypot(z, 1) }

  static let matrix: MatrixFunction = MatrixFunction(
    "arcsinh", parity: .odd,
    simplified: { algebra, arguments in
      algebra.argument(of: arguments[0], calling: Sinh.matrix)
    }, pullback: Self().pullback)
}
