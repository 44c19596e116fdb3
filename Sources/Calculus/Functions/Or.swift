/// 1 where one of the truth values is 1, otherwise 0.
struct Or: Comparison {
  let name = "|"
  let summary = "1 where one of the truth values is 1, otherwise 0."
  let truthValues = [0, 1]

  func formula<E: EntryArithmetic>(_ a: E, _ b: E) -> E { a + b - a * b }
}
