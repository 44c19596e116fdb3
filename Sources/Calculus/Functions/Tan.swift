import IndexNotation
import MatrixNotation

/// The tangent of every entry, in radians.
///
/// Source: https://dlmf.nist.gov/4.14#E4
struct Tan: NamedElementwiseFunction {
  let name = "tan"
  let summary = "The tangent of every entry, in radians."
  let source = "https://dlmf.nist.gov/4.14#E4"

  func formula<E: EntryArithmetic>(_ z: E) -> E { .call(.tan, z) }
  func derivative<E: EntryArithmetic>(at z: E, value: E) -> E { .one + value * value }

  static let matrix: MatrixFunction = MatrixFunction(
    "tan", parity: .odd,
    simplified: { algebra, arguments in
      algebra.argument(of: arguments[0], calling: ArcTan.matrix)
    }, pullback: Self().pullback)
}
