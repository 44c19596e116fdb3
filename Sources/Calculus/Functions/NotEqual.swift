/// 0 where a = b, otherwise 1; its derivative is 0 everywhere.
struct NotEqual: Comparison {
  let name = "!="
  let summary = "0 where a = b, otherwise 1; its derivative is 0 everywhere."

  func formula<E: EntryArithmetic>(_ a: E, _ b: E) -> E {
    .one - .greaterOrEqual(a, b) * .greaterOrEqual(b, a)
  }
}
