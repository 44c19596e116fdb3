extension SymbolicModel {
  static let maximumDepth = 60
  static let maximumSize = 4000

  /// Checks that every definition makes sense: names known and defined before they are used,
  /// subscripts that fit the shapes, no index free that the left side lacks, sizes within bounds.
  /// - Throws: `DerivationError.invalidModel`.
  public func validate() throws(DerivationError) {
    var shapes: [String: [Int]] = [:]
    for quantity in quantities {
      func fail(_ problem: String) -> DerivationError {
        .invalidModel(quantity: quantity.name, problem: problem)
      }
      if shapes[quantity.name] != nil { throw fail("it is defined twice") }
      if quantity.shape.contains(where: { $0 < 1 }) { throw fail("an axis has no places") }
      if let definition = quantity.definition {
        guard
          definition.body.isWithin(
            depth: SymbolicModel.maximumDepth, size: SymbolicModel.maximumSize)
        else { throw fail("its definition is too large") }
        if definition.indices.map(\.range) != quantity.shape {
          throw fail("its indices do not fit its shape")
        }
        if Set(definition.indices).count != definition.indices.count {
          throw fail("an index stands for two axes")
        }
        if let problem = SymbolicModel.problem(
          in: definition.body, free: definition.indices, shapes)
        {
          throw fail(problem)
        }
      }
      shapes[quantity.name] = quantity.shape
    }
  }

  /// What is wrong with an expression, or `nil`.
  private static func problem(
    in expression: IndexExpression, free: [Index], _ shapes: [String: [Int]]
  ) -> String? {
    switch expression {
    case .element(let element):
      guard let shape = shapes[element.tensor] else {
        return "\(element.tensor) is not known before it"
      }
      guard shape.count == element.subscripts.count else {
        return "\(element.tensor) has \(shape.count) axes, not \(element.subscripts.count)"
      }
      for (place, extent) in zip(element.subscripts, shape) {
        if let index = place.indices.first(where: { !free.contains($0) }) {
          return "the index \(index.name) is bound by nothing"
        }
        let reach = place.reach
        if reach.lowerBound >= 0 && reach.upperBound < extent { continue }
        switch place {
        case .fixed(let fixed): return "\(element.tensor) has no place \(fixed + 1) there"
        case .index(let index):
          return "\(index.name) runs over \(index.range) places, \(element.tensor) has \(extent)"
        case .affine:
          return "a place runs from \(reach.lowerBound + 1) to \(reach.upperBound + 1), "
            + "\(element.tensor) has \(extent)"
        }
      }
      return nil
    case .delta(let a, let b):
      return (a.indices + b.indices).first { !free.contains($0) }
        .map { "the index \($0.name) is bound by nothing" }
    case .sum(let index, let body):
      if index.range < 1 { return "the index \(index.name) has no places" }
      if free.contains(where: { $0.name == index.name }) {
        return "the index \(index.name) is used twice"
      }
      return problem(in: body, free: free + [index], shapes)
    case .derivative: return "a definition holds a derivative"
    case .number, .constant, .addition, .product, .power, .function, .indicator:
      return expression.children.lazy.compactMap { problem(in: $0, free: free, shapes) }.first
    }
  }
}
