import IndexNotation
import MatrixNotation

/// The arcsine of every entry, for entries from -1 to 1: the angle, from -π/2 to π/2, with this sine.
///
/// Source: https://dlmf.nist.gov/4.23#E10
struct ArcSin: NamedElementwiseFunction {
  let name = "arcsin"
  let aliases = ["asin"]
  let summary =
    "The arcsine of every entry, for entries from -1 to 1: the angle, from -π/2 to π/2, with this sine."
  let source = "https://dlmf.nist.gov/4.23#E10"
  let sampleEntries = [0.3, -0.9, 0.75, -0.07, 0.6, -0.4]

  func formula<E: EntryArithmetic>(_ z: E) -> E { .call(.arcsin, z) }
  func derivative<E: EntryArithmetic>(at z: E, value: E) -> E {
    .power(.one - .power(z, Rational(2)), Rational(-1, 2))
  }

  /// Keeps its digits near 1 and -1.
  func slope(at z: Double, value: Double) -> Double { 1 / ((1 - z) * (1 + z)).squareRoot() }

  static let matrix: MatrixFunction = MatrixFunction(
    "arcsin", parity: .odd, pullback: Self().pullback)
}
