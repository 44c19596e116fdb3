import IndexNotation
import MatrixNotation

/// The product entry by entry, a * b.
struct Multiply: BroadcastOperator {
  let name = "*"
  let summary = "The product entry by entry, a * b."
  let multiplicationsPerEntry = 1

  /// By a number it is a sum.
  func quotesPullback(numbers: [Bool]) -> Bool { !numbers.contains(true) }

  func formula<E: EntryArithmetic>(_ a: E, _ b: E) -> E { a * b }
}
