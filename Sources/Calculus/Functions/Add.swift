import IndexNotation
import MatrixNotation

/// The sum entry by entry, a + b.
struct Add: BroadcastOperator {
  let name = "+"
  let summary = "The sum entry by entry, a + b."
  let multiplicationsPerEntry = 0

  func quotesPullback(numbers: [Bool]) -> Bool { false }
  func formula<E: EntryArithmetic>(_ a: E, _ b: E) -> E { a + b }
}
