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
  func evaluate(_ x: Double) -> Double { x }
  func derivative(at x: Double, value y: Double) -> Double { 1 }
  func definition(of x: IndexExpression) -> IndexExpression { x }

  func expression(_ arguments: [MatrixExpression], in algebra: Algebra) -> MatrixExpression? {
    arguments[0]
  }
}
