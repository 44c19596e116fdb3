import Foundation
import IndexNotation
import MatrixNotation

/// The difference entry by entry, a - b.
struct Subtract: BroadcastOperator {
  let name = "-"
  let summary = "The difference entry by entry, a - b."
  let multiplicationsPerEntry = 0

  func quotesPullback(numbers: [Bool]) -> Bool { false }
  func evaluate(_ a: Double, _ b: Double) -> Double { a - b }

  func partial(_ a: Double, _ b: Double, withRespectTo argument: Int) -> Double {
    argument == 0 ? 1 : -1
  }

  func definition(of a: IndexExpression, _ b: IndexExpression) -> IndexExpression {
    .addition([a, .product([.number(Rational(-1)), b])])
  }

  func expression(_ arguments: [MatrixExpression], in algebra: Algebra) -> MatrixExpression? {
    algebra.minus(arguments[0], arguments[1])
  }
}
