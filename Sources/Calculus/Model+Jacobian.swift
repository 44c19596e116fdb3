import Tensors

extension Model {
  /// The Jacobian of a named quantity with respect to one of its direct inputs, in numerator
  /// layout (see `Function`), as the product of the Jacobians of the operations in between.
  ///
  /// - Parameter budget: how many bytes a Jacobian may take.
  /// - Returns: `nil` where it, or one needed on the way, would take more.
  public func jacobian(
    of output: Int, withRespectTo input: Int, values: [Tensor], budget: Int
  ) -> Tensor? {
    let columns = nodes[input].shape.count
    guard Self.bytes(nodes[output].shape.count, columns) <= budget else { return nil }
    var found: [Int: Tensor] = [:]
    for place in expressionNodes(of: output) where place > input {
      guard case .apply(let function, let arguments) = nodes[place].operation,
        place == output || nodes[place].name == nil
      else { continue }
      var total: Tensor?
      for (argument, source) in arguments.enumerated() {
        guard source == input || found[source] != nil else { continue }
        let (rows, between) = (nodes[place].shape.count, nodes[source].shape.count)
        guard Self.bytes(rows, max(between, columns)) <= budget else { return nil }
        let local = function.jacobian(
          arguments.map { values[$0] }, result: values[place], withRespectTo: argument)
        let term = found[source].map { local.multiplied(by: $0) } ?? local
        total = total.map { $0 + term } ?? term
      }
      found[place] = total
    }
    return found[output]
  }

  static func bytes(_ rows: Int, _ columns: Int) -> Int {
    let (entries, overflow) = rows.multipliedReportingOverflow(by: columns)
    return overflow || entries > Int.max / 8 ? .max : entries * 8
  }
}

extension Tensor {
  /// The product of two matrices, rows of zeros skipped (Jacobians are mostly zeros).
  ///
  /// - Precondition: the inner extents agree.
  func multiplied(by other: Tensor) -> Tensor {
    let (rows, inner, columns) = (shape[0], shape[1], other.shape[1])
    precondition(other.shape[0] == inner, "\(shape) times \(other.shape)")
    var result = [Double](repeating: 0, count: rows * columns)
    for i in 0..<rows {
      for k in 0..<inner {
        let factor = values[i * inner + k]
        if factor == 0 { continue }
        for j in 0..<columns { result[i * columns + j] += factor * other.values[k * columns + j] }
      }
    }
    return Tensor(result, shape: [rows, columns])
  }
}
