import IndexNotation
import MatrixNotation

/// Every entry with the other sign, -z.
struct Negate: ElementwiseFunction {
  let name = "negate"
  let summary = "Every entry with the other sign, -z."
  let source = "https://numpy.org/doc/stable/reference/generated/numpy.negative.html"
  let notation = FunctionNotation.sign

  func quotesPullback(numbers: [Bool]) -> Bool { false }
  func evaluate(_ x: Double) -> Double { -x }
  func derivative(at x: Double, value y: Double) -> Double { -1 }
  func definition(of x: IndexExpression) -> IndexExpression {
    .product([.number(Rational(-1)), x])
  }

  func expression(_ arguments: [MatrixExpression], in algebra: Algebra) -> MatrixExpression? {
    algebra.negative(arguments[0])
  }
}
