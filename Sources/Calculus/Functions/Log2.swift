import Foundation
import IndexNotation
import MatrixNotation

/// The binary logarithm of every entry, for entries above 0: log z / log 2.
///
/// Source: https://numpy.org/doc/stable/reference/generated/numpy.log2.html
struct Log2: NamedElementwiseFunction {
  let name = "log2"
  let summary = "The binary logarithm of every entry, for entries above 0: log z / log 2."
  let source = "https://numpy.org/doc/stable/reference/generated/numpy.log2.html"

  func formula<E: EntryArithmetic>(_ z: E) -> E {
    .call(.log, z) / .call(.log, .number(Rational(2)))
  }
  func derivative<E: EntryArithmetic>(at z: E, value: E) -> E {
    .one / (z * .call(.log, .number(Rational(2))))
  }

  let needsPositive = true

  func number(_ z: Double) -> Double { Foundation.log2(z) }

  static let matrix: MatrixFunction = MatrixFunction(
    "log2", pullback: Self().pullback)
}
