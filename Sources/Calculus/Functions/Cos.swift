import IndexNotation
import MatrixNotation

/// The cosine of every entry, in radians.
///
/// Source: https://dlmf.nist.gov/4.14#E2
struct Cos: NamedElementwiseFunction {
  let name = "cos"
  let summary = "The cosine of every entry, in radians."
  let source = "https://dlmf.nist.gov/4.14#E2"

  func formula<E: EntryArithmetic>(_ z: E) -> E { .call(.cos, z) }
  func derivative<E: EntryArithmetic>(at z: E, value: E) -> E { -.call(.sin, z) }

  static let matrix: MatrixFunction = MatrixFunction(
    "cos", parity: .even, pullback: Self().pullback)
}
