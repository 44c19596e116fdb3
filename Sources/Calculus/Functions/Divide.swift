import IndexNotation
import MatrixNotation

/// The quotient entry by entry, a / b.
struct Divide: BroadcastOperator {
  let name = "/"
  let summary = "The quotient entry by entry, a / b."
  let multiplicationsPerEntry = 2

  /// By a number it is a sum.
  func quotesPullback(numbers: [Bool]) -> Bool { !numbers[1] }

  func formula<E: EntryArithmetic>(_ a: E, _ b: E) -> E { a / b }

  func reasonNotFinite(_ arguments: [Double]) -> String {
    arguments.last == 0
      ? "a division by 0"
      : "/ of \(arguments.map(shortText).joined(separator: " and ")) overflows or is not defined"
  }
}
