/// Putting expressions in place of a tensor's entries.
extension IndexExpression {
  /// Replaces entries; where `replacement` gives `nil` the entry stays. Sums inside get new names
  /// for their indices where a replacement would otherwise be captured.
  ///
  /// A derivative with respect to a replaced entry keeps that entry.
  public func replacing(_ replacement: (Element) -> IndexExpression?) -> IndexExpression {
    switch self {
    case .element(let element): return replacement(element) ?? self
    case .sum(let index, let body):
      // What comes in may mention an index of the same name that is free further out.
      var incoming: Set<String> = []
      for element in body.elements {
        guard let new = replacement(element) else { continue }
        let outer = new.freeIndices.filter { !element.indices.contains($0) }
        incoming.formUnion(outer.map(\.name))
      }
      guard incoming.contains(index.name) else {
        return .summed(over: index, body.replacing(replacement))
      }
      let fresh = index.renamed(avoiding: incoming.union(body.indexNames))
      return .summed(
        over: fresh, body.substituting([index: .index(fresh)]).replacing(replacement))
    case .number, .constant, .delta, .addition, .product, .power, .function, .indicator,
      .derivative:
      return mapChildren { $0.replacing(replacement) }
    }
  }

  /// All entries that occur, each once, in the order they are met.
  public var elements: [Element] {
    var found: [Element] = []
    var seen: Set<Element> = []
    func walk(_ expression: IndexExpression) {
      if case .element(let element) = expression, seen.insert(element).inserted {
        found.append(element)
      }
      expression.children.forEach(walk)
    }
    walk(self)
    return found
  }
}

extension Definition {
  /// The entry at given subscripts, one for every index; none at all stand for the only entry of a
  /// loss with axes of length 1.
  /// - Precondition: as many subscripts as indices.
  public func body(at subscripts: [Subscript]) -> IndexExpression {
    let isOnlyEntry = subscripts.isEmpty && indices.allSatisfy { $0.range == 1 }
    let subscripts = isOnlyEntry ? indices.map { _ in .fixed(0) } : subscripts
    precondition(subscripts.count == indices.count, "\(subscripts) for \(indices)")
    return body.substituting(Dictionary(zip(indices, subscripts)) { first, _ in first })
  }
}
