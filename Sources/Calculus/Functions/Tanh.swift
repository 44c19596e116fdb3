import IndexNotation
import MatrixNotation

/// The hyperbolic tangent of every entry, between -1 and 1.
///
/// Source: https://dlmf.nist.gov/4.28#E4
struct Tanh: NamedElementwiseFunction {
  let name = "tanh"
  let summary = "The hyperbolic tangent of every entry, between -1 and 1."
  let source = "https://dlmf.nist.gov/4.28#E4"

  func formula<E: EntryArithmetic>(_ z: E) -> E { .call(.tanh, z) }
  func derivative<E: EntryArithmetic>(at z: E, value: E) -> E { .one - value * value }

  static let matrix: MatrixFunction = MatrixFunction(
    "tanh", parity: .odd, pullback: Self().pullback)
}
