import Foundation
import IndexNotation
import MatrixNotation

/// The product entry by entry, a * b.
struct Multiply: BroadcastOperator {
  let name = "*"
  let summary = "The product entry by entry, a * b."
  let multiplicationsPerEntry = 1

  /// By a number it is a sum.
  func quotesPullback(numbers: [Bool]) -> Bool { !numbers.contains(true) }

  func evaluate(_ a: Double, _ b: Double) -> Double { a * b }

  func partial(_ a: Double, _ b: Double, withRespectTo argument: Int) -> Double {
    argument == 0 ? b : a
  }

  func definition(of a: IndexExpression, _ b: IndexExpression) -> IndexExpression {
    .product([a, b])
  }

  func expression(_ arguments: [MatrixExpression], in algebra: Algebra) -> MatrixExpression? {
    algebra.times(arguments[0], arguments[1])
  }
}
