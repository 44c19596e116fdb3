import IndexNotation
import MatrixNotation

/// The sine of every entry, in radians.
///
/// Source: https://dlmf.nist.gov/4.14#E1
struct Sin: NamedElementwiseFunction {
  let name = "sin"
  let summary = "The sine of every entry, in radians."
  let source = "https://dlmf.nist.gov/4.14#E1"

  func formula<E: EntryArithmetic>(_ z: E) -> E { .call(.sin, z) }
  func derivative<E: EntryArithmetic>(at z: E, value: E) -> E { .call(.cos, z) }

  static let matrix: MatrixFunction = MatrixFunction(
    "sin", parity: .odd, pullback: Self().pullback)
}
