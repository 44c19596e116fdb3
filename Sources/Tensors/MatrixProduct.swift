/// How NumPy's `@` pairs up the entries of two operands.
///
/// A vector on the left counts as a row, a vector on the right as a column, and the axis that was
/// added for it is removed from the result. Axes before the last two are batch axes and broadcast.
///
/// Formula: `(A @ B)[..., i, j] = Σ_k A[..., i, k] B[..., k, j]`.
/// Source: https://numpy.org/doc/stable/reference/generated/numpy.matmul.html
public struct MatrixProduct: Sendable {
  /// The shapes of the operands.
  public let left, right: Shape
  /// The product's shape.
  public let result: Shape
  /// Rows of the left operand, the contracted extent, columns of the right operand.
  public let rows, inner, columns: Int
  private let batch, leftBatch, rightBatch: Shape

  /// - Returns: `nil` where the shapes do not fit: a scalar, inner extents that differ, or batch
  ///   axes that do not broadcast.
  public init?(_ left: Shape, _ right: Shape) {
    guard left.rank >= 1, right.rank >= 1 else { return nil }
    let a = left.rank == 1 ? [1, left[0]] : left.dimensions
    let b = right.rank == 1 ? [right[0], 1] : right.dimensions
    leftBatch = Shape(Array(a.dropLast(2)))
    rightBatch = Shape(Array(b.dropLast(2)))
    guard a[a.count - 1] == b[b.count - 2], let batch = leftBatch.broadcast(with: rightBatch)
    else { return nil }
    (self.left, self.right, self.batch) = (left, right, batch)
    rows = a[a.count - 2]
    inner = a[a.count - 1]
    columns = b[b.count - 1]
    result = Shape(
      batch.dimensions + (left.rank == 1 ? [] : [rows]) + (right.rank == 1 ? [] : [columns]))
  }

  /// For every batch, where the left and the right matrix begin in storage.
  public var starts: [(left: Int, right: Int)] {
    zip(batch.broadcastOffsets(of: leftBatch), batch.broadcastOffsets(of: rightBatch)).map {
      ($0 * rows * inner, $1 * inner * columns)
    }
  }

  /// `A @ B`.
  ///
  /// Complexity: batch times rows times inner times columns multiplications, as for the others.
  public func product(_ a: Tensor, _ b: Tensor) -> Tensor {
    run(a, b, into: result) { batch, left, right, a, b, c in
      addProduct(
        rows: rows, depth: inner, columns: columns, (a, MatrixPlace(at: left, columns: inner)),
        (b, MatrixPlace(at: right, columns: columns)), to: (c, batch * rows * columns))
    }
  }

  /// What the product's cotangent is for the left operand: `d @ Bᵀ`, batches that share a matrix
  /// added up. No transpose is built.
  public func leftPullback(_ cotangent: Tensor, _ b: Tensor) -> Tensor {
    run(cotangent, b, into: left) { batch, left, right, d, b, c in
      addProduct(
        rows: rows, depth: columns, columns: inner,
        (d, MatrixPlace(at: batch * rows * columns, columns: columns)),
        (b, MatrixPlace(at: right, columns: columns).transposed), to: (c, left))
    }
  }

  /// What the product's cotangent is for the right operand: `Aᵀ @ d`.
  public func rightPullback(_ cotangent: Tensor, _ a: Tensor) -> Tensor {
    run(a, cotangent, into: right) { batch, left, right, a, d, c in
      addProduct(
        rows: inner, depth: rows, columns: columns,
        (a, MatrixPlace(at: left, columns: inner).transposed),
        (d, MatrixPlace(at: batch * rows * columns, columns: columns)), to: (c, right))
    }
  }

  /// Calls for every batch with its number, where its matrices begin, and the arrays.
  private func run(
    _ a: Tensor, _ b: Tensor, into shape: Shape,
    _ body: (
      _ batch: Int, _ left: Int, _ right: Int, UnsafeBufferPointer<Double>,
      UnsafeBufferPointer<Double>, UnsafeMutableBufferPointer<Double>
    ) -> Void
  ) -> Tensor {
    var values = [Double](repeating: 0, count: shape.count)
    a.values.withUnsafeBufferPointer { a in
      b.values.withUnsafeBufferPointer { b in
        values.withUnsafeMutableBufferPointer { c in
          for (batch, start) in starts.enumerated() {
            body(batch, start.left, start.right, a, b, c)
          }
        }
      }
    }
    return Tensor(values, shape: shape)
  }
}

extension Tensor {
  /// The matrix product as NumPy's `@` defines it, or `nil` where the shapes do not fit.
  public func matrixProduct(with other: Tensor) -> Tensor? {
    MatrixProduct(shape, other.shape)?.product(self, other)
  }

  /// The tensor with its axes in the opposite order: the transpose of a matrix, NumPy's `.T`.
  public var transposed: Tensor {
    let target = Shape(shape.dimensions.reversed())
    let origins = target.offsets(steps: shape.strides.reversed())
    return Tensor(origins.map { values[$0] }, shape: target)
  }
}
