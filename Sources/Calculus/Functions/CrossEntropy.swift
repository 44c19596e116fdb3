import Foundation
import IndexNotation
import MatrixNotation
import Tensors

/// The categorical cross-entropy of a distribution S against the classes y, averaged over rows.
///
/// Formula: `L = - Σ_c y_c log S_c`, for rows `L = -(1/N) Σ_n Σ_c y_nc log S_nc`. Where y_c is 0
/// the term is 0, whatever S_c. Shapes: both the same, rank at least 1; the result is a scalar.
/// Source: https://www.deeplearningbook.org (section 3.13)
struct CrossEntropy: ExplicitFunction {
  let name = "cross_entropy"
  let parameters = ["y", "S"]
  let summary =
    "The categorical cross-entropy of S against y: -sum_c y_c log S_c, averaged over rows."
  let source = "https://www.deeplearningbook.org (section 3.13)"
  let notation = FunctionNotation.word("CE")

  func resultShape(_ arguments: [Shape]) throws(ShapeMismatch) -> Shape {
    guard arguments[0] == arguments[1], arguments[0].rank >= 1 else {
      throw ShapeMismatch(
        "cross_entropy(y, S) takes two tensors of the same shape, one row of classes each, "
          + "not \(arguments[0]) and \(arguments[1])")
    }
    return .scalar
  }

  private func rows(_ shape: Shape) -> Double { Double(shape.count / shape[shape.rank - 1]) }

  func value(_ arguments: [Tensor]) -> Tensor {
    var total = 0.0
    for (y, s) in zip(arguments[0].values, arguments[1].values) where y != 0 {
      total -= y * log(s)
    }
    return Tensor(scalar: total / rows(arguments[0].shape))
  }

  /// From the definition it takes thirty times as long as the rest of a small network.
  func pullback(
    _ cotangent: Tensor, _ arguments: [Tensor], result: Tensor, withRespectTo argument: Int
  ) -> Tensor {
    let factor = cotangent.scalar / rows(arguments[0].shape)
    return .broadcast(arguments[0], arguments[1]) { y, s in
      argument == 0 ? -factor * log(s) : (y == 0 ? 0 : -factor * y / s)
    }
  }

  /// One row: ∂L/∂y_c = -log S_c / N and ∂L/∂S_c = -y_c / (N S_c).
  func jacobian(
    _ arguments: [Tensor], result: Tensor, withRespectTo argument: Int
  ) -> StructuredMatrix {
    let row = pullback(
      Tensor(scalar: 1), arguments, result: result, withRespectTo: argument)
    return .dense(row.reshaped(to: [1, row.count]))
  }

  func pullbackMultiplications(_ arguments: [Shape], withRespectTo argument: Int) -> Int {
    arguments[0].count * (argument == 0 ? 1 : 2)
  }

  func reasonNotFinite(_ arguments: [Double]) -> String {
    "cross_entropy takes the logarithm of 0"
  }

  func definition(_ arguments: [Shape]) -> Definition {
    var indices = axisIndices(arguments[0])
    indices[indices.count - 1] = Index("c", range: arguments[0][arguments[0].rank - 1])
    if indices.count == 2 { indices[0] = Index("n", range: arguments[0][0]) }
    let subscripts = indices.map { Subscript.index($0) }
    var body = IndexExpression.product([
      .element(Element("y", subscripts)), .function(.log, .element(Element("S", subscripts))),
    ])
    for index in indices.reversed() { body = .sum(over: index, body) }
    let rowCount = arguments[0].count / arguments[0][arguments[0].rank - 1]
    return Definition([], .product([.number(Rational(-1, rowCount)), body]))
  }

  var samples: [[Tensor]] {
    let s = [0.2, 0.5, 0.3, 0.6, 0.3, 0.1]
    let y = [0.1, 0.7, 0.2, 0.25, 0.25, 0.5]
    return [
      [Tensor(vector: [0, 0, 1]), Tensor(vector: Array(s.prefix(3)))],
      [Tensor(y, shape: [2, 3]), Tensor(s, shape: [2, 3])],
      [Tensor(y, shape: [1, 2, 3]), Tensor(s, shape: [1, 2, 3])],
    ]
  }

  func expression(_ arguments: [MatrixExpression], in algebra: Algebra) -> MatrixExpression? {
    let (y, logarithms) = (arguments[0], algebra.apply(Log.matrix, [arguments[1]]))
    let rows = y.shape.count / y.shape[y.shape.rank - 1]
    return algebra.scaled(
      Rational(-1, rows), algebra.reduction(algebra.allAxes(y.shape), algebra.times(y, logarithms)))
  }
}
