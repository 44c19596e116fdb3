import CMatrixProduct

/// A matrix inside an array, read in place: where it begins and how far apart its rows and its
/// columns are. With the two steps exchanged it is the transpose, which nobody has to build.
struct MatrixPlace {
  var start: Int
  var rowStep: Int
  var columnStep: Int

  /// Row-major, `columns` wide.
  init(at start: Int = 0, columns: Int) {
    (self.start, rowStep, columnStep) = (start, columns, 1)
  }

  var transposed: MatrixPlace {
    var other = self
    (other.rowStep, other.columnStep) = (columnStep, rowStep)
    return other
  }
}

/// Adds the product of two matrices to a row-major one: `C_ij += Σ_k A_ik B_kj`, where A is
/// (rows, depth) and B is (depth, columns).
///
/// Every entry is the same Double as three plain loops over i, k and j give, on any machine.
///
/// - Precondition: all three matrices lie inside their arrays.
func addProduct(
  rows: Int, depth: Int, columns: Int,
  _ a: (values: UnsafeBufferPointer<Double>, place: MatrixPlace),
  _ b: (values: UnsafeBufferPointer<Double>, place: MatrixPlace),
  to c: (values: UnsafeMutableBufferPointer<Double>, start: Int)
) {
  precondition(
    a.place.start + (rows - 1) * a.place.rowStep + (depth - 1) * a.place.columnStep < a.values.count
      && b.place.start + (depth - 1) * b.place.rowStep + (columns - 1) * b.place.columnStep
        < b.values.count
      && c.start + rows * columns <= c.values.count,
    "a matrix (\(rows), \(depth)) times (\(depth), \(columns)) outside its array")
  guard let atA = a.values.baseAddress, let atB = b.values.baseAddress,
    let atC = c.values.baseAddress
  else { return }
  gradus_add_product(
    rows, depth, columns,
    gradus_matrix(at: atA + a.place.start, row: a.place.rowStep, column: a.place.columnStep),
    gradus_matrix(at: atB + b.place.start, row: b.place.rowStep, column: b.place.columnStep),
    atC + c.start, columns)
}
