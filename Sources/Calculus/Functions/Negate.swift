import IndexNotation
import MatrixNotation

/// Every entry with the other sign, -z.
struct Negate: ElementwiseFunction {
  let name = "negate"
  let summary = "Every entry with the other sign, -z."
  let source = "https://numpy.org/doc/stable/reference/generated/numpy.negative.html"
  let notation = FunctionNotation.sign

  func quotesPullback(numbers: [Bool]) -> Bool { false }
  func formula<E: EntryArithmetic>(_ z: E) -> E { -z }
}
