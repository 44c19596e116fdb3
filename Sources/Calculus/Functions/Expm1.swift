import Foundation
import IndexNotation
import MatrixNotation

/// The exponential function less 1, e^z - 1, exact for small z.
///
/// Source: https://numpy.org/doc/stable/reference/generated/numpy.expm1.html
struct Expm1: NamedElementwiseFunction {
  let name = "expm1"
  let summary = "The exponential function less 1, e^z - 1, exact for small z."
  let source = "https://numpy.org/doc/stable/reference/generated/numpy.expm1.html"

  func formula<E: EntryArithmetic>(_ z: E) -> E { .call(.exp, z) - .one }
  func derivative<E: EntryArithmetic>(at z: E, value: E) -> E { .call(.exp, z) }

  func number(_ z: Double) -> Double { Foundation.expm1(z) }

  static let matrix: MatrixFunction = MatrixFunction(
    "expm1",
    simplified: { algebra, arguments in
      algebra.argument(of: arguments[0], calling: Log1p.matrix)
    },
    inSum: { algebra, call, coefficient, number in
      // c + c (e^u - 1) = c e^u
      guard number == coefficient, let u = algebra.argument(of: call, calling: Self.matrix) else {
        return nil
      }
      return algebra.scaled(number, algebra.apply(Exp.matrix, [u]))
    }, pullback: Self().pullback)
}
