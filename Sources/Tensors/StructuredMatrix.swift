/// A matrix that knows where its zeros are: they are neither stored nor multiplied.
public enum StructuredMatrix: Hashable, Sendable {
  /// Every entry, in a tensor of two axes.
  case dense(Tensor)
  /// Square, zero but on the diagonal.
  case diagonal([Double])
  /// Few entries in every row.
  case sparse(SparseRows)
  /// `I ⊗ M ⊗ I` with identities of these sizes: M once for every place before and after.
  ///
  /// Formula: row (p, i, q), column (p', k, q') is `δ_pp' M_ik δ_qq'`.
  case kronecker(before: Int, Tensor, after: Int)
  /// Blocks below each other, each in columns of its own or, where blocks share them, beneath one
  /// another; what lies beside a block is zero.
  case blocks([Block], columns: Int)

  /// A matrix inside a larger one.
  public struct Block: Hashable, Sendable {
    /// What stands there.
    public let matrix: StructuredMatrix
    /// The column of the larger matrix that it begins in.
    public let firstColumn: Int

    /// A block that begins in this column.
    public init(_ matrix: StructuredMatrix, firstColumn: Int) {
      self.matrix = matrix
      self.firstColumn = firstColumn
    }
  }

  /// How many rows it has, zeros included.
  public var rows: Int {
    switch self {
    case .dense(let matrix): matrix.shape[0]
    case .diagonal(let entries): entries.count
    case .sparse(let matrix): matrix.rows
    case .kronecker(let before, let matrix, let after): before * matrix.shape[0] * after
    case .blocks(let blocks, _): blocks.reduce(0) { $0 + $1.matrix.rows }
    }
  }

  /// How many columns it has, zeros included.
  public var columns: Int {
    switch self {
    case .dense(let matrix): matrix.shape[1]
    case .diagonal(let entries): entries.count
    case .sparse(let matrix): matrix.columns
    case .kronecker(let before, let matrix, let after): before * matrix.shape[1] * after
    case .blocks(_, let columns): columns
    }
  }

  /// Calls for every entry that is stored, by rising rows and then columns.
  private func forEachEntry(_ body: (_ row: Int, _ column: Int, _ value: Double) -> Void) {
    switch self {
    case .dense(let matrix):
      let columns = matrix.shape[1]
      for row in 0..<matrix.shape[0] {
        for column in 0..<columns { body(row, column, matrix.values[row * columns + column]) }
      }
    case .diagonal(let entries):
      for (place, value) in entries.enumerated() { body(place, place, value) }
    case .sparse(let matrix): matrix.forEachEntry(body)
    case .kronecker(let before, let matrix, let after):
      let (height, width) = (matrix.shape[0], matrix.shape[1])
      for p in 0..<before {
        for i in 0..<height {
          for q in 0..<after {
            for k in 0..<width {
              body(
                (p * height + i) * after + q, (p * width + k) * after + q,
                matrix.values[i * width + k])
            }
          }
        }
      }
    case .blocks(let blocks, _):
      var firstRow = 0
      for block in blocks {
        block.matrix.forEachEntry { row, column, value in
          body(firstRow + row, block.firstColumn + column, value)
        }
        firstRow += block.matrix.rows
      }
    }
  }

  /// The same matrix with its zeros: shape (rows, columns).
  public var dense: Tensor {
    if case .dense(let matrix) = self { return matrix }
    let (rows, columns) = (self.rows, self.columns)
    var values = [Double](repeating: 0, count: rows * columns)
    forEachEntry { row, column, value in values[row * columns + column] = value }
    return Tensor(values, shape: [rows, columns])
  }

  /// The product with a matrix, for one that is small enough to be shown: `(S M)_ij = Σ_k S_ik M_kj`.
  ///
  /// - Precondition: `matrix` has as many rows as this has columns.
  public func multiplied(by matrix: Tensor) -> Tensor {
    precondition(matrix.shape[0] == columns, "(\(rows), \(columns)) times \(matrix.shape)")
    let (rows, width) = (self.rows, matrix.shape[1])
    var result = [Double](repeating: 0, count: rows * width)
    forEachEntry { row, column, value in
      if value == 0 { return }
      for j in 0..<width {
        result[row * width + j] += value * matrix.values[column * width + j]
      }
    }
    return Tensor(result, shape: [rows, width])
  }

  /// A row times this matrix: `(r S)_j = Σ_i r_i S_ij`, each sum in the order of i.
  ///
  /// - Precondition: the row has as many entries as this has rows.
  /// - Complexity: one multiplication for every stored entry; for `kronecker` one for every time
  ///   that an entry stands in the whole.
  public func leftMultiplied(by row: [Double]) -> [Double] {
    precondition(row.count == rows, "a row of \(row.count) entries times (\(rows), \(columns))")
    var result = [Double](repeating: 0, count: columns)
    if case .kronecker(let before, let matrix, let after) = self {
      Self.add(row, times: matrix, before: before, after: after, to: &result)
      return result
    }
    forEachEntry { i, column, value in
      if row[i] != 0 { result[column] += row[i] * value }
    }
    return result
  }

  /// The row is `before` matrices (height, after) one after the other: each becomes `Mᵀ` times it.
  private static func add(
    _ row: [Double], times matrix: Tensor, before: Int, after: Int, to result: inout [Double]
  ) {
    let (height, width) = (matrix.shape[0], matrix.shape[1])
    row.withUnsafeBufferPointer { row in
      matrix.values.withUnsafeBufferPointer { values in
        result.withUnsafeMutableBufferPointer { result in
          let place = MatrixPlace(columns: width)
          if after == 1 {
            // All of them at once: (before, height) times M.
            addProduct(
              rows: before, depth: height, columns: width, (row, MatrixPlace(columns: height)),
              (values, place), to: (result, 0))
            return
          }
          for p in 0..<before {
            addProduct(
              rows: width, depth: height, columns: after, (values, place.transposed),
              (row, MatrixPlace(at: p * height * after, columns: after)),
              to: (result, p * width * after))
          }
        }
      }
    }
  }
}
