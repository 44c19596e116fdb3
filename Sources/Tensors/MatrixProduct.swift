/// How NumPy's `@` pairs up the entries of two operands.
///
/// A vector on the left counts as a row, a vector on the right as a column, and the axis that was
/// added for it is removed from the result. Axes before the last two are batch axes and broadcast.
///
/// Formula: `(A @ B)[..., i, j] = Σ_k A[..., i, k] B[..., k, j]`.
/// Source: https://numpy.org/doc/stable/reference/generated/numpy.matmul.html
public struct MatrixProduct: Sendable {
  /// The product's shape.
  public let result: Shape
  /// Rows of the left operand, the contracted extent, columns of the right operand.
  public let rows, inner, columns: Int
  /// For every batch, where the left and right matrix begin in storage.
  public let leftStarts, rightStarts: [Int]

  /// - Returns: `nil` where the shapes do not fit: a scalar, inner extents that differ, or batch
  ///   axes that do not broadcast.
  public init?(_ left: Shape, _ right: Shape) {
    guard left.rank >= 1, right.rank >= 1 else { return nil }
    let a = left.rank == 1 ? [1, left[0]] : left.dimensions
    let b = right.rank == 1 ? [right[0], 1] : right.dimensions
    let batchA = Shape(Array(a.dropLast(2)))
    let batchB = Shape(Array(b.dropLast(2)))
    guard a[a.count - 1] == b[b.count - 2], let batch = batchA.broadcast(with: batchB) else {
      return nil
    }
    rows = a[a.count - 2]
    inner = a[a.count - 1]
    columns = b[b.count - 1]
    let (sizeA, sizeB) = (rows * inner, inner * columns)
    leftStarts = batch.broadcastOffsets(of: batchA).map { $0 * sizeA }
    rightStarts = batch.broadcastOffsets(of: batchB).map { $0 * sizeB }
    result = Shape(
      batch.dimensions + (left.rank == 1 ? [] : [rows]) + (right.rank == 1 ? [] : [columns]))
  }
}

extension Tensor {
  /// The matrix product as NumPy's `@` defines it, or `nil` where the shapes do not fit.
  ///
  /// Complexity: batch times rows times inner times columns multiplications.
  public func matrixProduct(with other: Tensor) -> Tensor? {
    guard let plan = MatrixProduct(shape, other.shape) else { return nil }
    let (rows, inner, columns) = (plan.rows, plan.inner, plan.columns)
    var result = [Double](repeating: 0, count: plan.result.count)
    values.withUnsafeBufferPointer { a in
      other.values.withUnsafeBufferPointer { b in
        result.withUnsafeMutableBufferPointer { c in
          for batch in plan.leftStarts.indices {
            let (startA, startB) = (plan.leftStarts[batch], plan.rightStarts[batch])
            let startC = batch * rows * columns
            for i in 0..<rows {
              for k in 0..<inner {
                let factor = a[startA + i * inner + k]
                for j in 0..<columns {
                  c[startC + i * columns + j] += factor * b[startB + k * columns + j]
                }
              }
            }
          }
        }
      }
    }
    return Tensor(result, shape: plan.result)
  }

  /// The tensor with its axes in the opposite order: the transpose of a matrix, NumPy's `.T`.
  public var transposed: Tensor {
    guard shape.rank >= 2 else { return self }
    let target = Shape(shape.dimensions.reversed())
    let strides = Array(shape.strides.reversed())
    var offsets = [0]
    for axis in 0..<target.rank {
      offsets = offsets.flatMap { offset in
        (0..<target[axis]).map { offset + $0 * strides[axis] }
      }
    }
    return Tensor(offsets.map { values[$0] }, shape: target)
  }
}
