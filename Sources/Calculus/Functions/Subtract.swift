import IndexNotation
import MatrixNotation

/// The difference entry by entry, a - b.
struct Subtract: BroadcastOperator {
  let name = "-"
  let summary = "The difference entry by entry, a - b."
  let multiplicationsPerEntry = 0

  func quotesPullback(numbers: [Bool]) -> Bool { false }
  func formula<E: EntryArithmetic>(_ a: E, _ b: E) -> E { a - b }
}
