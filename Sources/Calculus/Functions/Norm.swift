import Foundation
import IndexNotation
import MatrixNotation
import Tensors

/// The 2-norm of a vector, the Frobenius norm of a matrix: the root of the sum of the squares. Of
/// other tensors it is the same, as in NumPy.
///
/// Formula: `‖x‖ = sqrt(Σ x²)`, worked so that no square overflows. Its pullback is `d x / ‖x‖`; at
/// 0 there is no derivative, and no number is given for one.
/// Source: https://numpy.org/doc/stable/reference/generated/numpy.linalg.norm.html
struct Norm: ExplicitFunction {
  let name = "norm"
  let parameters = ["x"]
  let summary =
    "The 2-norm of a vector, the Frobenius norm of a matrix; it has no derivative where it is 0."
  let source = "https://numpy.org/doc/stable/reference/generated/numpy.linalg.norm.html"
  let notation = FunctionNotation.norm

  func resultShape(_ arguments: [Shape]) throws(ShapeMismatch) -> Shape { .scalar }

  func value(_ arguments: [Tensor]) -> Tensor {
    let largest = arguments[0].values.reduce(0) { max($0, abs($1)) }
    guard largest > 0, largest.isFinite else { return Tensor(scalar: largest) }
    let squares = arguments[0].values.reduce(0) { $0 + ($1 / largest) * ($1 / largest) }
    return Tensor(scalar: largest * squares.squareRoot())
  }

  /// One row, x / ‖x‖.
  func jacobian(
    _ arguments: [Tensor], result: Tensor, withRespectTo argument: Int
  ) -> StructuredMatrix {
    .dense(
      pullback(Tensor(scalar: 1), arguments, result: result, withRespectTo: argument)
        .reshaped(to: [1, arguments[0].count]))
  }

  func pullback(
    _ cotangent: Tensor, _ arguments: [Tensor], result: Tensor, withRespectTo argument: Int
  ) -> Tensor {
    let norm = result.scalar
    return cotangent.scalar * arguments[0].map { $0 / norm }
  }

  func pullbackMultiplications(_ arguments: [Shape], withRespectTo argument: Int) -> Int {
    2 * arguments[0].count
  }

  func definition(_ arguments: [Shape]) -> Definition {
    let indices = axisIndices(arguments[0])
    let square = IndexExpression.power(
      .element(Element("x", indices.map { .index($0) })), Rational(2))
    return Definition(
      [], .power(indices.reversed().reduce(square) { .sum(over: $1, $0) }, Rational(1, 2)))
  }

  /// 1 / sqrt(y²) = 1 / y: a norm is not below 0.
  func identities(_ arguments: [Shape], result: String) -> [Identity] {
    let norm = IndexExpression.element(Element(result, []))
    return [
      Identity(
        [], .power(.power(norm, Rational(2)), Rational(-1, 2)), equals: .power(norm, Rational(-1)))
    ]
  }

  func expression(_ arguments: [MatrixExpression], in algebra: Algebra) -> MatrixExpression? {
    let square = algebra.power(arguments[0], Rational(2))
    return algebra.power(
      algebra.reduction(algebra.allAxes(arguments[0].shape), square), Rational(1, 2))
  }

  func numPy(_ arguments: [String]) -> String { "np.linalg.norm(\(arguments[0]))" }

  var samples: [[Tensor]] {
    [
      [Tensor(vector: [0.3, -1.2, 2.5])], [Tensor(vector: [-0.7])],
      [Tensor([0.4, -1.7, 2.2, 0.6, -3.1, 1.3], shape: [2, 3])],
      [Tensor([0.4, -1.7, 2.2, 0.6], shape: [2, 1, 2])], [Tensor(scalar: -1.5)],
    ]
  }
}
