import Foundation
import IndexNotation
import MatrixNotation

/// The quotient entry by entry, a / b.
struct Divide: BroadcastOperator {
  let name = "/"
  let summary = "The quotient entry by entry, a / b."
  let multiplicationsPerEntry = 2

  /// By a number it is a sum.
  func quotesPullback(numbers: [Bool]) -> Bool { !numbers[1] }

  func evaluate(_ a: Double, _ b: Double) -> Double { a / b }

  func partial(_ a: Double, _ b: Double, withRespectTo argument: Int) -> Double {
    argument == 0 ? 1 / b : -a / (b * b)
  }

  func reasonNotFinite(_ arguments: [Double]) -> String {
    arguments.last == 0
      ? "a division by 0"
      : "/ of \(arguments.map(shortText).joined(separator: " and ")) overflows or is not defined"
  }

  func definition(of a: IndexExpression, _ b: IndexExpression) -> IndexExpression {
    .product([a, .power(b, Rational(-1))])
  }

  func expression(_ arguments: [MatrixExpression], in algebra: Algebra) -> MatrixExpression? {
    algebra.quotient(arguments[0], arguments[1])
  }
}
