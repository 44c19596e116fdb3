import IndexNotation
import MatrixNotation
import Tensors

/// The matrix product a @ b for vectors, matrices and batches of matrices.
///
/// Formula: `(a @ b)_ij = Σ_k a_ik b_kj`; see `MatrixProduct` for vectors and batches.
struct MatMul: Function {
  let name = "@"
  let parameters = ["a", "b"]
  let summary = "The matrix product of vectors, matrices or batches: (a @ b)_ij = sum_k a_ik b_kj."
  let source = "https://numpy.org/doc/stable/reference/generated/numpy.matmul.html"
  let notation = FunctionNotation.sign

  func resultShape(_ arguments: [Shape]) throws(ShapeMismatch) -> Shape {
    guard let plan = MatrixProduct(arguments[0], arguments[1]) else {
      throw ShapeMismatch(
        arguments.contains { $0.rank == 0 }
          ? "shapes \(arguments[0]) and \(arguments[1]) do not fit for '@': use '*' with a scalar"
          : "shapes \(arguments[0]) and \(arguments[1]) do not fit for '@': the last axis of the "
            + "left has to be as long as the second to last of the right")
    }
    return plan.result
  }

  func value(_ arguments: [Tensor]) -> Tensor {
    guard let product = arguments[0].matrixProduct(with: arguments[1]) else {
      preconditionFailure("\(arguments[0].shape) @ \(arguments[1].shape)")
    }
    return product
  }

  /// ∂(a @ b)_ij/∂a_pk = δ_ip b_kj and ∂(a @ b)_ij/∂b_kq = a_ik δ_jq.
  func jacobian(_ arguments: [Tensor], result: Tensor, withRespectTo argument: Int) -> Tensor {
    let columns = arguments[argument].count
    var jacobian = Tensor.zeros([result.count, columns])
    forEachProduct(arguments) { row, a, b in
      if argument == 0 {
        jacobian.values[row * columns + a] += arguments[1].values[b]
      } else {
        jacobian.values[row * columns + b] += arguments[0].values[a]
      }
    }
    return jacobian
  }

  func pullback(
    _ cotangent: Tensor, _ arguments: [Tensor], result: Tensor, withRespectTo argument: Int
  ) -> Tensor {
    var gradient = Tensor.zeros(arguments[argument].shape)
    forEachProduct(arguments) { row, a, b in
      if argument == 0 {
        gradient.values[a] += cotangent.values[row] * arguments[1].values[b]
      } else {
        gradient.values[b] += cotangent.values[row] * arguments[0].values[a]
      }
    }
    return gradient
  }

  func pullbackMultiplications(_ arguments: [Shape], withRespectTo argument: Int) -> Int {
    guard let plan = MatrixProduct(arguments[0], arguments[1]) else { return 0 }
    return plan.result.count * plan.inner
  }

  /// Calls with the places in storage of result, left and right for every product that is added.
  private func forEachProduct(_ arguments: [Tensor], _ body: (Int, Int, Int) -> Void) {
    guard let plan = MatrixProduct(arguments[0].shape, arguments[1].shape) else { return }
    var row = 0
    for (left, right) in zip(plan.leftStarts, plan.rightStarts) {
      for i in 0..<plan.rows {
        for j in 0..<plan.columns {
          for k in 0..<plan.inner {
            body(row, left + i * plan.inner + k, right + k * plan.columns + j)
          }
          row += 1
        }
      }
    }
  }

  func definition(_ arguments: [Shape]) -> Definition {
    guard let plan = MatrixProduct(arguments[0], arguments[1]) else {
      preconditionFailure("\(arguments[0]) @ \(arguments[1])")
    }
    let indices = axisIndices(plan.result)
    let k = Index("s", range: plan.inner)
    let rowAxes = arguments[0].rank == 1 ? 0 : 1
    let columnAxes = arguments[1].rank == 1 ? 0 : 1
    let batch = Array(indices.dropLast(rowAxes + columnAxes))
    let row = indices.dropFirst(batch.count).prefix(rowAxes)
    let column = indices.suffix(columnAxes)
    func element(_ name: String, _ shape: Shape, _ last: [Index]) -> IndexExpression {
      let ownBatch = batch.suffix(max(shape.rank - 2, 0))
      return broadcastElement(name, shape, at: Array(ownBatch) + last)
    }
    return Definition(
      indices,
      .sum(
        over: k,
        .product([
          element("a", arguments[0], Array(row) + [k]),
          element("b", arguments[1], [k] + Array(column)),
        ])))
  }

  var samples: [[Tensor]] {
    let v = Tensor(vector: [0.3, -1.2])
    let m = Tensor([0.4, -1.7, 2.2, 0.6, -3.1, 1.3], shape: [2, 3])
    let stack = Tensor((0..<12).map { Double($0 * 7 % 5) - 1.6 }, shape: [2, 3, 2])
    return [
      [v, Tensor(vector: [2.1, 0.4])], [v, m], [m, Tensor(vector: [0.5, -1, 2])],
      [m, Tensor([1, -0.5, 0.3, 2, 0.7, -1.1], shape: [3, 2])],
      [m, stack], [stack, m], [stack, v],
      [Tensor((0..<4).map { Double($0) - 1.3 }, shape: [2, 1, 2]), m],
    ]
  }

  func expression(_ arguments: [MatrixExpression], in algebra: Algebra) -> MatrixExpression? {
    algebra.matrixProduct(arguments[0], arguments[1])
  }
}
