import Foundation
import IndexNotation

/// The sum entry by entry, a + b.
struct Add: BroadcastOperator {
  let name = "+"
  let summary = "The sum entry by entry, a + b."
  let multiplicationsPerEntry = 0

  func evaluate(_ a: Double, _ b: Double) -> Double { a + b }

  func partial(_ a: Double, _ b: Double, withRespectTo argument: Int) -> Double {
    1
  }

  func definition(of a: IndexExpression, _ b: IndexExpression) -> IndexExpression {
    .addition([a, b])
  }
}
