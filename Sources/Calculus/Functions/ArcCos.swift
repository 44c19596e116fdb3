import IndexNotation
import MatrixNotation

/// The arccosine of every entry, for entries from -1 to 1: the angle, from 0 to π, with this cosine.
///
/// Source: https://dlmf.nist.gov/4.23#E11
struct ArcCos: NamedElementwiseFunction {
  let name = "arccos"
  let aliases = ["acos"]
  let summary =
    "The arccosine of every entry, for entries from -1 to 1: the angle, from 0 to π, with this cosine."
  let source = "https://dlmf.nist.gov/4.23#E11"
  let sampleEntries = [0.3, -0.9, 0.75, -0.07, 0.6, -0.4]

  func formula<E: EntryArithmetic>(_ z: E) -> E { .call(.arccos, z) }
  func derivative<E: EntryArithmetic>(at z: E, value: E) -> E {
    -.power(.one - .power(z, Rational(2)), Rational(-1, 2))
  }

  /// Keeps its digits near 1 and -1.
  func slope(at z: Double, value: Double) -> Double { -1 / ((1 - z) * (1 + z)).squareRoot() }

  static let matrix: MatrixFunction = MatrixFunction(
    "arccos", isNeverNegative: true, pullback: Self().pullback)
}
