/// 1 where a > b, otherwise 0; its derivative is 0 everywhere.
struct Greater: Comparison {
  let name = ">"
  let summary = "1 where a > b, otherwise 0; its derivative is 0 everywhere."

  func formula<E: EntryArithmetic>(_ a: E, _ b: E) -> E { .greater(a, b) }
}
