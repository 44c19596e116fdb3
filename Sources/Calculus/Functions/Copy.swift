import IndexNotation
import MatrixNotation

/// The entries as they are: a quantity under a second name.
///
/// Not in the catalogue: `p = q` becomes it.
struct Copy: ElementwiseFunction {
  let name = "copy"
  let summary = "The entries as they are."
  let source = "https://numpy.org/doc/stable/reference/generated/numpy.copy.html"

  func quotesPullback(numbers: [Bool]) -> Bool { false }
  func formula<E: EntryArithmetic>(_ z: E) -> E { z }
}
