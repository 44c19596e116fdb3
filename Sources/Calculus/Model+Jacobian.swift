import Tensors

extension Model {
  /// The Jacobian of a named quantity with respect to one of its direct inputs, in numerator
  /// layout (see `Function`), every entry: what a page shows.
  ///
  /// - Parameter budget: how many bytes a Jacobian may take.
  /// - Returns: `nil` where it, or one needed on the way, would take more.
  public func jacobian(
    of output: Int, withRespectTo input: Int, values: [Tensor], budget: Int
  ) -> Tensor? {
    let columns = nodes[input].shape.count
    guard Self.bytes(nodes[output].shape.count, columns) <= budget else { return nil }
    var found: [Int: Tensor] = [:]
    for operation in operations(from: input, to: output) {
      guard Self.bytes(nodes[operation.place].shape.count, columns) <= budget else { return nil }
      var total: Tensor?
      for (argument, source) in operation.arguments {
        let local = jacobian(of: operation.place, argument, values)
        let term = found[source].map { local.multiplied(by: $0) } ?? local.dense
        total = total.map { $0 + term } ?? term
      }
      found[operation.place] = total
    }
    return found[output]
  }

  /// A row times the Jacobian of a named quantity with respect to one of its direct inputs, however
  /// large that is: the row goes back through the operations in between, times the Jacobian of each
  /// in its structure. No zero is stored or multiplied.
  ///
  /// - Parameter row: shape (1, m), where the quantity has m entries.
  /// - Returns: shape (1, n), where the input has n entries.
  func product(
    of row: Tensor, withJacobianOf output: Int, withRespectTo input: Int, values: [Tensor]
  ) -> Tensor {
    var rows = [output: row]
    for operation in operations(from: input, to: output).reversed() {
      guard let row = rows[operation.place] else { continue }
      for (argument, source) in operation.arguments {
        let product = jacobian(of: operation.place, argument, values)
          .leftMultiplied(by: row.values)
        let term = Tensor(product, shape: [1, product.count])
        rows[source] = rows[source].map { $0 + term } ?? term
      }
    }
    return rows[input] ?? .zeros([1, nodes[input].shape.count])
  }

  /// The operations of a quantity's right-hand side that depend on one of its direct inputs, in
  /// order, each with those of its arguments that do: which one it is, and where it comes from.
  private func operations(
    from input: Int, to output: Int
  ) -> [(place: Int, arguments: [(argument: Int, source: Int)])] {
    var depending: Set<Int> = [input]
    return expressionNodes(of: output).compactMap { place in
      guard place > input, place == output || nodes[place].name == nil else { return nil }
      let arguments = nodes[place].arguments.enumerated()
        .filter { depending.contains($0.element) }
        .map { (argument: $0.offset, source: $0.element) }
      guard !arguments.isEmpty else { return nil }
      depending.insert(place)
      return (place, arguments)
    }
  }

  private func jacobian(of place: Int, _ argument: Int, _ values: [Tensor]) -> StructuredMatrix {
    guard case .apply(let function, let arguments) = nodes[place].operation else {
      preconditionFailure("node \(place) is no operation")
    }
    return function.jacobian(
      arguments.map { values[$0] }, result: values[place], withRespectTo: argument)
  }

  private static func bytes(_ rows: Int, _ columns: Int) -> Int {
    let (entries, overflow) = rows.multipliedReportingOverflow(by: columns)
    return overflow || entries > Int.max / 8 ? .max : entries * 8
  }
}
