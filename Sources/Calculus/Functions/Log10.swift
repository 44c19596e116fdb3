import Foundation
import IndexNotation
import MatrixNotation

/// The decimal logarithm of every entry, for entries above 0: log z / log 10.
///
/// Source: https://numpy.org/doc/stable/reference/generated/numpy.log10.html
struct Log10: NamedElementwiseFunction {
  let name = "log10"
  let summary = "The decimal logarithm of every entry, for entries above 0: log z / log 10."
  let source = "https://numpy.org/doc/stable/reference/generated/numpy.log10.html"

  func formula<E: EntryArithmetic>(_ z: E) -> E {
    .call(.log, z) / .call(.log, .number(Rational(10)))
  }
  func derivative<E: EntryArithmetic>(at z: E, value: E) -> E {
    .one / (z * .call(.log, .number(Rational(10))))
  }

  let needsPositive = true

  func number(_ z: Double) -> Double { Foundation.log10(z) }

  static let matrix: MatrixFunction = MatrixFunction(
    "log10", pullback: Self().pullback)
}
