import Foundation
import IndexNotation
import MatrixNotation

/// The natural logarithm of 1 + z, for entries above -1: log(1 + z), exact for small z.
///
/// Source: https://numpy.org/doc/stable/reference/generated/numpy.log1p.html
struct Log1p: NamedElementwiseFunction {
  let name = "log1p"
  let summary =
    "The natural logarithm of 1 + z, for entries above -1: log(1 + z), exact for small z."
  let source = "https://numpy.org/doc/stable/reference/generated/numpy.log1p.html"
  let sampleEntries = [0.3, -0.6, 2.5, -0.07, 4, -0.3]

  func formula<E: EntryArithmetic>(_ z: E) -> E { .call(.log, .one + z) }
  func derivative<E: EntryArithmetic>(at z: E, value: E) -> E { .one / (.one + z) }

  func number(_ z: Double) -> Double { Foundation.log1p(z) }

  static let matrix: MatrixFunction = MatrixFunction(
    "log1p",
    simplified: { algebra, arguments in
      algebra.argument(of: arguments[0], calling: Expm1.matrix)
    }, pullback: Self().pullback)
}
