import IndexNotation
import MatrixNotation

/// The hyperbolic cosine of every entry, (e^z + e^-z) / 2.
///
/// Source: https://dlmf.nist.gov/4.28#E2
struct Cosh: NamedElementwiseFunction {
  let name = "cosh"
  let summary = "The hyperbolic cosine of every entry, (e^z + e^-z) / 2."
  let source = "https://dlmf.nist.gov/4.28#E2"

  func formula<E: EntryArithmetic>(_ z: E) -> E { .call(.cosh, z) }
  func derivative<E: EntryArithmetic>(at z: E, value: E) -> E { .call(.sinh, z) }

  static let matrix: MatrixFunction = MatrixFunction(
    "cosh", parity: .even, isPositive: true, pullback: Self().pullback)
}
