import IndexNotation
import MatrixNotation
import Tensors

/// The matrix product a @ b for vectors, matrices and batches of matrices.
///
/// Formula: `(a @ b)_ij = Σ_k a_ik b_kj`; see `MatrixProduct` for vectors and batches.
struct MatMul: ExplicitFunction {
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

  private func plan(_ left: Shape, _ right: Shape) -> MatrixProduct {
    guard let plan = MatrixProduct(left, right) else { preconditionFailure("\(left) @ \(right)") }
    return plan
  }

  func value(_ arguments: [Tensor]) -> Tensor {
    plan(arguments[0].shape, arguments[1].shape).product(arguments[0], arguments[1])
  }

  /// ∂(a @ b)_ij/∂a_pk = δ_ip b_kj, which is I ⊗ bᵀ, and ∂(a @ b)_ij/∂b_kq = a_ik δ_jq, which is
  /// a ⊗ I; of several batches one below the other.
  func jacobian(
    _ arguments: [Tensor], result: Tensor, withRespectTo argument: Int
  ) -> StructuredMatrix {
    let plan = plan(arguments[0].shape, arguments[1].shape)
    func matrix(_ place: Int, from start: Int, _ shape: Shape) -> Tensor {
      Tensor(Array(arguments[place].values[start..<start + shape.count]), shape: shape)
    }
    let blocks = plan.starts.map { start in
      let other =
        argument == 0
        ? matrix(1, from: start.right, [plan.inner, plan.columns]).transposed
        : matrix(0, from: start.left, [plan.rows, plan.inner])
      return StructuredMatrix.Block(
        argument == 0
          ? .kronecker(before: plan.rows, other, after: 1)
          : .kronecker(before: 1, other, after: plan.columns),
        firstColumn: argument == 0 ? start.left : start.right)
    }
    return blocks.count == 1
      ? blocks[0].matrix : .blocks(blocks, columns: arguments[argument].count)
  }

  func pullback(
    _ cotangent: Tensor, _ arguments: [Tensor], result: Tensor, withRespectTo argument: Int
  ) -> Tensor {
    let plan = plan(arguments[0].shape, arguments[1].shape)
    return argument == 0
      ? plan.leftPullback(cotangent, arguments[1]) : plan.rightPullback(cotangent, arguments[0])
  }

  func pullbackMultiplications(_ arguments: [Shape], withRespectTo argument: Int) -> Int {
    let plan = plan(arguments[0], arguments[1])
    return plan.result.count * plan.inner
  }

  func definition(_ arguments: [Shape]) -> Definition {
    let plan = plan(arguments[0], arguments[1])
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
