import Tensors

/// What a part of a line comes to: a number, vector or matrix. A vector knows whether it was
/// transposed, which says what standing side by side means.
struct LineValue {
  var tensor: Tensor
  var isRow = false

  struct Misfit: Error {}

  init(_ tensor: Tensor) { self.tensor = tensor }
  init(_ number: Double) { tensor = Tensor(scalar: number) }

  var number: Double { tensor.count == 1 ? tensor.values[0] : .nan }

  func map(_ function: (Double) -> Double) -> LineValue {
    var result = self
    result.tensor = tensor.map(function)
    return result
  }

  var transposed: LineValue {
    var result = self
    result.isRow.toggle()
    if tensor.shape.rank == 2 {
      result.isRow = false
      let (rows, columns) = (tensor.shape[0], tensor.shape[1])
      result.tensor = Tensor(
        rows: (0..<columns).map { column in (0..<rows).map { tensor[$0, column] } })
    }
    return result
  }

  /// Entry by entry; a row and a column do not go together.
  func combined(
    _ other: LineValue, _ operation: (Double, Double) -> Double
  ) throws -> LineValue {
    if tensor.shape.rank == 0 { return other.map { operation(number, $0) } }
    if other.tensor.shape.rank == 0 { return map { operation($0, other.number) } }
    guard tensor.shape == other.tensor.shape, isRow == other.isRow else { throw Misfit() }
    var result = self
    result.tensor = Tensor(
      zip(tensor.values, other.tensor.values).map(operation), shape: tensor.shape)
    return result
  }

  /// Side by side: a number times anything, else rows by columns.
  func times(_ other: LineValue) throws -> LineValue {
    let (a, b) = (tensor, other.tensor)
    if a.shape.rank == 0 || b.shape.rank == 0 { return try combined(other, *) }
    let isColumn = a.shape.rank == 1 && !isRow
    if isColumn, other.isRow {
      return LineValue(Tensor(rows: a.values.map { left in b.values.map { left * $0 } }))
    }
    let shared = a.shape[a.shape.rank - 1]
    guard !isColumn, !other.isRow, a.shape.rank <= 2, b.shape.rank <= 2, b.shape[0] == shared
    else { throw Misfit() }
    let columns = b.shape.rank == 2 ? b.shape[1] : 1
    let values = stride(from: 0, to: a.count, by: shared).flatMap { row in
      (0..<columns).map { column in
        (0..<shared).reduce(0) { $0 + a.values[row + $1] * b.values[$1 * columns + column] }
      }
    }
    var result = LineValue(
      Tensor(values, shape: Shape(a.shape.dimensions.dropLast() + b.shape.dimensions.dropFirst())))
    result.isRow = isRow && b.shape.rank == 2
    return result
  }

  /// The inverse of a matrix, by cofactors.
  var inverse: LineValue {
    let m = tensor
    guard m.shape == [3, 3] else { return map { 1 / $0 } }
    func minor(_ i: Int, _ j: Int) -> Double {
      let (r, s) = ((i + 1) % 3, (i + 2) % 3)
      let (u, v) = ((j + 1) % 3, (j + 2) % 3)
      return m[r, u] * m[s, v] - m[r, v] * m[s, u]
    }
    let determinant = (0..<3).reduce(0) { $0 + m[0, $1] * minor(0, $1) }
    return LineValue(
      Tensor(rows: (0..<3).map { i in (0..<3).map { j in minor(j, i) / determinant } }))
  }

  /// An entry or a part, places counted from 1.
  func part(
    _ places: [ClosedRange<Int>], isLine: Bool, isRowwise: Bool = false
  ) throws -> LineValue {
    let shape = tensor.shape
    guard places.count == shape.rank,
      zip(places, shape.dimensions).allSatisfy({ $0.upperBound <= $1 })
    else { throw Misfit() }
    if shape.rank == 1 {
      let values = Array(tensor.values[(places[0].lowerBound - 1)...(places[0].upperBound - 1)])
      var result =
        values.count == 1 && !isLine ? LineValue(values[0]) : LineValue(Tensor(vector: values))
      result.isRow = isRow && values.count > 1
      return result
    }
    let rows = places[0].map { row in places[1].map { tensor[row - 1, $0 - 1] } }
    if !isLine, places[0].count == 1, places[1].count == 1 { return LineValue(rows[0][0]) }
    // A row or column that is taken out is a vector.
    if places.contains(where: { $0.count == 1 }) {
      var result = LineValue(Tensor(vector: rows.flatMap(\.self)))
      result.isRow = isRowwise
      return result
    }
    return LineValue(Tensor(rows: rows))
  }
}
