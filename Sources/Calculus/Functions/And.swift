/// 1 where both truth values are 1, otherwise 0.
struct And: Comparison {
  let name = "&"
  let summary = "1 where both truth values are 1, otherwise 0."
  let truthValues = [0, 1]

  func formula<E: EntryArithmetic>(_ a: E, _ b: E) -> E { a * b }
}
