import IndexNotation
import MatrixNotation

/// The inverse hyperbolic cosine of every entry, for entries of at least 1: log(z + √(z² - 1)).
///
/// Source: https://dlmf.nist.gov/4.37#E19
struct ArcCosh: NamedElementwiseFunction {
  let name = "arccosh"
  let aliases = ["acosh"]
  let summary =
    "The inverse hyperbolic cosine of every entry, for entries of at least 1: log(z + √(z² - 1))."
  let source = "https://dlmf.nist.gov/4.37#E19"
  let sampleEntries = [1.3, 2.2, 5.5, 1.07, 4, 3.9]

  func formula<E: EntryArithmetic>(_ z: E) -> E { .call(.arccosh, z) }
  func derivative<E: EntryArithmetic>(at z: E, value: E) -> E {
    .power(.power(z, Rational(2)) - .one, Rational(-1, 2))
  }

  /// Keeps its digits near 1, and where z² overflows.
  func slope(at z: Double, value: Double) -> Double {
    1 / ((z - 1).squareRoot() * (z + 1).squareRoot())
  }

  static let matrix: MatrixFunction = MatrixFunction(
    "arccosh", isNeverNegative: true, pullback: Self().pullback)
}
