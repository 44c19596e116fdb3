import IndexNotation
import MatrixNotation

/// The inverse hyperbolic tangent of every entry, for entries between -1 and 1: log((1 + z) / (1 - z)) / 2.
///
/// Source: https://dlmf.nist.gov/4.37#E24
struct ArcTanh: NamedElementwiseFunction {
  let name = "arctanh"
  let aliases = ["atanh"]
  let summary =
    "The inverse hyperbolic tangent of every entry, for entries between -1 and 1: log((1 + z) / (1 - z)) / 2."
  let source = "https://dlmf.nist.gov/4.37#E24"
  let sampleEntries = [0.3, -0.9, 0.75, -0.07, 0.6, -0.4]

  func formula<E: EntryArithmetic>(_ z: E) -> E { .call(.arctanh, z) }
  func derivative<E: EntryArithmetic>(at z: E, value: E) -> E {
    .one / (.one - .power(z, Rational(2)))
  }

  /// Keeps its digits near 1 and -1.
  func slope(at z: Double, value: Double) -> Double { 1 / ((1 - z) * (1 + z)) }

  static let matrix: MatrixFunction = MatrixFunction(
    "arctanh", parity: .odd,
    simplified: { algebra, arguments in
      algebra.argument(of: arguments[0], calling: Tanh.matrix)
    }, pullback: Self().pullback)
}
