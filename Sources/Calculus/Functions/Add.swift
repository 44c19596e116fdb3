import Foundation
import IndexNotation
import MatrixNotation

/// The sum entry by entry, a + b.
struct Add: BroadcastOperator {
  let name = "+"
  let summary = "The sum entry by entry, a + b."
  let multiplicationsPerEntry = 0

  func quotesPullback(numbers: [Bool]) -> Bool { false }
  func evaluate(_ a: Double, _ b: Double) -> Double { a + b }

  func partial(_ a: Double, _ b: Double, withRespectTo argument: Int) -> Double {
    1
  }

  func definition(of a: IndexExpression, _ b: IndexExpression) -> IndexExpression {
    .addition([a, b])
  }

  func expression(_ arguments: [MatrixExpression], in algebra: Algebra) -> MatrixExpression? {
    algebra.plus(arguments[0], arguments[1])
  }
}
