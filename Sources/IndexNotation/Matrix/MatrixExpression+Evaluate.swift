import Tensors

extension MatrixExpression {
  /// The value, given the quantities' values; `nil` where a name is unknown or shapes do not fit.
  public func value(_ quantities: [String: Tensor]) -> Tensor? {
    switch self {
    case .number(let value): return Tensor(scalar: value.double)
    case .name(let name): return quantities[name]
    case .identity(let count):
      var tensor = Tensor.zeros([count, count])
      for place in 0..<count { tensor.values[place * count + place] = 1 }
      return tensor
    case .ones(let count): return Tensor(repeating: 1, shape: [count])
    case .transpose(let inner): return inner.value(quantities).flatMap(MatrixExpression.transposed)
    case .product(let a, let b):
      guard let a = a.value(quantities), let b = b.value(quantities) else { return nil }
      return MatrixExpression.product(a, b)
    case .outer(let a, let b):
      guard let a = a.value(quantities), let b = b.value(quantities), a.shape.rank == 1,
        b.shape.rank == 1
      else { return nil }
      return Tensor(
        a.values.flatMap { left in b.values.map { left * $0 } },
        shape: Shape([a.count, b.count]))
    case .addition(let terms): return fold(terms, quantities, from: 0, +)
    case .elementwise(let factors): return fold(factors, quantities, from: 1, *)
    case .scaled(let a, let b): return fold([a, b], quantities, from: 1, *)
    case .quotient(let a, let b):
      guard let a = a.value(quantities), let b = b.value(quantities) else { return nil }
      return MatrixExpression.combine(a, b, /)
    case .negation(let inner): return inner.value(quantities)?.map { -$0 }
    case .power(let inner, let exponent):
      return inner.value(quantities)?.map { $0.raised(to: exponent) }
    case .function(let function, let inner):
      return inner.value(quantities)?.map { $0.applying(function) }
    case .indicator(let inner): return inner.value(quantities)?.map { $0 > 0 ? 1 : 0 }
    case .sum(let inner, let axis):
      guard let tensor = inner.value(quantities) else { return nil }
      guard let axis else { return Tensor(scalar: tensor.values.reduce(0, +)) }
      guard tensor.shape.rank == 2 else { return nil }
      let kept = tensor.shape[1 - axis]
      var sums = [Double](repeating: 0, count: kept)
      for (offset, value) in tensor.values.enumerated() {
        sums[tensor.shape.position(at: offset)[1 - axis]] += value
      }
      return Tensor(vector: sums)
    case .diagonal(let inner):
      guard let vector = inner.value(quantities), vector.shape.rank == 1 else { return nil }
      var tensor = Tensor.zeros([vector.count, vector.count])
      for (place, value) in vector.values.enumerated() {
        tensor.values[place * vector.count + place] = value
      }
      return tensor
    }
  }

  private func fold(
    _ parts: [MatrixExpression], _ quantities: [String: Tensor], from start: Double,
    _ operation: (Double, Double) -> Double
  ) -> Tensor? {
    var result = Tensor(scalar: start)
    for part in parts {
      guard let value = part.value(quantities),
        let next = MatrixExpression.combine(result, value, operation)
      else { return nil }
      result = next
    }
    return result
  }

  private static func combine(
    _ a: Tensor, _ b: Tensor, _ operation: (Double, Double) -> Double
  ) -> Tensor? {
    if a.shape == b.shape { return Tensor(zip(a.values, b.values).map(operation), shape: a.shape) }
    if a.shape.rank == 0 { return b.map { operation(a.scalar, $0) } }
    if b.shape.rank == 0 { return a.map { operation($0, b.scalar) } }
    return nil
  }

  private static func transposed(_ tensor: Tensor) -> Tensor? {
    guard tensor.shape.rank == 2 else { return tensor }
    let (rows, columns) = (tensor.shape[0], tensor.shape[1])
    var values = tensor.values
    for row in 0..<rows {
      for column in 0..<columns {
        values[column * rows + row] = tensor.values[row * columns + column]
      }
    }
    return Tensor(values, shape: [columns, rows])
  }

  private static func product(_ a: Tensor, _ b: Tensor) -> Tensor? {
    guard (1...2).contains(a.shape.rank), (1...2).contains(b.shape.rank) else { return nil }
    let rows = a.shape.rank == 2 ? a.shape[0] : 1
    let columns = b.shape.rank == 2 ? b.shape[1] : 1
    let shared = a.shape[a.shape.rank - 1]
    guard b.shape[0] == shared else { return nil }
    var values = [Double](repeating: 0, count: rows * columns)
    for row in 0..<rows {
      for place in 0..<shared {
        let left = a.values[row * shared + place]
        for column in 0..<columns {
          values[row * columns + column] += left * b.values[place * columns + column]
        }
      }
    }
    let shape: [Int] =
      (a.shape.rank == 2 ? [rows] : []) + (b.shape.rank == 2 ? [columns] : [])
    return Tensor(values, shape: Shape(shape))
  }
}
