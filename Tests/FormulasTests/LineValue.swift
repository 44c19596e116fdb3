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

  /// Entry by entry.
  func combined(
    _ other: LineValue, _ operation: (Double, Double) -> Double
  ) throws -> LineValue {
    if tensor.shape.rank == 0 { return other.map { operation(number, $0) } }
    if other.tensor.shape.rank == 0 { return map { operation($0, other.number) } }
    guard tensor.shape == other.tensor.shape else { throw Misfit() }
    return LineValue(
      Tensor(zip(tensor.values, other.tensor.values).map(operation), shape: tensor.shape))
  }

  /// Side by side: a number times anything, else rows by columns.
  func times(_ other: LineValue) throws -> LineValue {
    let (a, b) = (tensor, other.tensor)
    if a.shape.rank == 0 || b.shape.rank == 0 { return try combined(other, *) }
    if a.shape.rank == 1, b.shape.rank == 1, other.isRow, !isRow {
      return LineValue(Tensor(rows: a.values.map { left in b.values.map { left * $0 } }))
    }
    let shared = a.shape[a.shape.rank - 1]
    guard a.shape.rank <= 2, b.shape.rank <= 2, b.shape[0] == shared else { throw Misfit() }
    let columns = b.shape.rank == 2 ? b.shape[1] : 1
    let values = stride(from: 0, to: a.count, by: shared).flatMap { row in
      (0..<columns).map { column in
        (0..<shared).reduce(0) { $0 + a.values[row + $1] * b.values[$1 * columns + column] }
      }
    }
    return LineValue(
      Tensor(values, shape: Shape(a.shape.dimensions.dropLast() + b.shape.dimensions.dropFirst())))
  }
}
