import IndexNotation
import MatrixNotation

/// The hyperbolic sine of every entry, (e^z - e^-z) / 2.
///
/// Source: https://dlmf.nist.gov/4.28#E1
struct Sinh: NamedElementwiseFunction {
  let name = "sinh"
  let summary = "The hyperbolic sine of every entry, (e^z - e^-z) / 2."
  let source = "https://dlmf.nist.gov/4.28#E1"

  func formula<E: EntryArithmetic>(_ z: E) -> E { .call(.sinh, z) }
  func derivative<E: EntryArithmetic>(at z: E, value: E) -> E { .call(.cosh, z) }

  static let matrix: MatrixFunction = MatrixFunction(
    "sinh", parity: .odd,
    simplified: { algebra, arguments in
      algebra.argument(of: arguments[0], calling: ArcSinh.matrix)
    }, pullback: Self().pullback)
}
