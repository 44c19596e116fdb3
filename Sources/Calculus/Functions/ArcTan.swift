import IndexNotation
import MatrixNotation

/// The arctangent of every entry: the angle, from -π/2 to π/2, with this tangent.
///
/// Source: https://dlmf.nist.gov/4.23#E12
struct ArcTan: NamedElementwiseFunction {
  let name = "arctan"
  let aliases = ["atan"]
  let summary = "The arctangent of every entry: the angle, from -π/2 to π/2, with this tangent."
  let source = "https://dlmf.nist.gov/4.23#E12"

  func formula<E: EntryArithmetic>(_ z: E) -> E { .call(.arctan, z) }
  func derivative<E: EntryArithmetic>(at z: E, value: E) -> E {
    .one / (.one + .power(z, Rational(2)))
  }

  static let matrix: MatrixFunction = MatrixFunction(
    "arctan", parity: .odd, pullback: Self().pullback)
}
