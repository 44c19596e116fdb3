import IndexNotation
import MatrixNotation

/// The sign of every entry: 1 above 0, -1 below, 0 at 0; its derivative is 0.
///
/// Source: https://numpy.org/doc/stable/reference/generated/numpy.sign.html
struct Sign: NamedElementwiseFunction {
  let name = "sign"
  let summary = "The sign of every entry: 1 above 0, -1 below, 0 at 0; its derivative is 0."
  let source = "https://numpy.org/doc/stable/reference/generated/numpy.sign.html"

  func formula<E: EntryArithmetic>(_ z: E) -> E { .sign(z) }
  func derivative<E: EntryArithmetic>(at z: E, value: E) -> E { .zero }

  static let matrix: MatrixFunction = MatrixFunction(
    "sign", parity: .odd, ignoresScale: true, pullback: Self().pullback)
}
