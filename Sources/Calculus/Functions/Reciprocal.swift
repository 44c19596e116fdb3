import IndexNotation

/// One divided by every entry, 1 / z, for entries other than 0.
///
/// Source: https://numpy.org/doc/stable/reference/generated/numpy.reciprocal.html
struct Reciprocal: ElementwiseFunction {
  let name = "reciprocal"
  let summary = "One divided by every entry, 1 / z, for entries other than 0."
  let source = "https://numpy.org/doc/stable/reference/generated/numpy.reciprocal.html"

  func formula<E: EntryArithmetic>(_ z: E) -> E { .one / z }
}
