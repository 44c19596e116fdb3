/// Indices: which occur, which are free, and renaming that captures none.
extension Element {
  /// The running indices, in the order of the axes, those included that a place follows from.
  public var indices: [Index] { subscripts.flatMap(\.indices) }

  func substituting(_ map: [Index: Subscript]) -> Element {
    Element(tensor, subscripts.map { $0.substituting(map) })
  }
}

extension IndexExpression {
  /// The indices that are not bound by a sum, in the order they are met, each once.
  public var freeIndices: [Index] {
    var found: [Index] = []
    func meet(_ subscripts: [Subscript], _ bound: [Index]) {
      for index in subscripts.flatMap(\.indices)
      where !bound.contains(index) && !found.contains(index) { found.append(index) }
    }
    func walk(_ expression: IndexExpression, _ bound: [Index]) {
      switch expression {
      case .number, .constant: break
      case .element(let element): meet(element.subscripts, bound)
      case .delta(let a, let b): meet([a, b], bound)
      case .sum(let index, let body): walk(body, bound + [index])
      case .derivative(let body, let element):
        walk(body, bound)
        meet(element.subscripts, bound)
      case .addition, .product, .power, .function, .indicator:
        for child in expression.children { walk(child, bound) }
      }
    }
    walk(self, [])
    return found
  }

  /// Whether the index occurs free.
  public func mentions(_ index: Index) -> Bool {
    switch self {
    case .number, .constant: return false
    case .element(let element): return element.indices.contains(index)
    case .delta(let a, let b): return a.indices.contains(index) || b.indices.contains(index)
    case .sum(let bound, let body): return bound != index && body.mentions(index)
    case .derivative(let body, let element):
      return body.mentions(index) || element.indices.contains(index)
    case .addition, .product, .power, .function, .indicator:
      return children.contains { $0.mentions(index) }
    }
  }

  /// The names of all indices that occur, free or bound.
  public var indexNames: Set<String> {
    switch self {
    case .number, .constant: return []
    case .element(let element): return Set(element.indices.map(\.name))
    case .delta(let a, let b): return Set((a.indices + b.indices).map(\.name))
    case .sum(let index, let body): return body.indexNames.union([index.name])
    case .derivative(let body, let element):
      return body.indexNames.union(element.indices.map(\.name))
    case .addition, .product, .power, .function, .indicator:
      return children.reduce(into: []) { $0.formUnion($1.indexNames) }
    }
  }

  /// Puts subscripts in place of free indices. A sum whose index would capture one of them gets a
  /// new name for its index.
  public func substituting(_ map: [Index: Subscript]) -> IndexExpression {
    if map.isEmpty { return self }
    switch self {
    case .number, .constant: return self
    case .element(let element): return .element(element.substituting(map))
    case .delta(let a, let b):
      return IndexExpression.deltaOf(a.substituting(map), b.substituting(map))
    case .sum(let index, let body):
      var inner = map
      inner[index] = nil
      inner = inner.filter { body.mentions($0.key) }
      if inner.isEmpty { return self }
      let incoming = Set(inner.values.flatMap(\.indices).map(\.name))
      guard incoming.contains(index.name) else {
        return .sum(over: index, body.substituting(inner))
      }
      let fresh = index.renamed(avoiding: incoming.union(body.indexNames))
      inner[index] = .index(fresh)
      return .sum(over: fresh, body.substituting(inner))
    case .derivative(let body, let element):
      return .derivative(of: body.substituting(map), withRespectTo: element.substituting(map))
    case .addition, .product, .power, .function, .indicator:
      return mapChildren { $0.substituting(map) }
    }
  }

  /// Gives every bound index a name outside `names`, and outside the free ones.
  public func renamingBound(avoiding names: Set<String>) -> IndexExpression {
    var taken = names.union(freeIndices.map(\.name))
    func walk(_ expression: IndexExpression) -> IndexExpression {
      guard case .sum(let index, let body) = expression else {
        return expression.mapChildren(walk)
      }
      guard taken.contains(index.name) else {
        taken.insert(index.name)
        return .sum(over: index, walk(body))
      }
      let fresh = index.renamed(avoiding: taken.union(body.indexNames))
      taken.insert(fresh.name)
      return .sum(over: fresh, walk(body.substituting([index: .index(fresh)])))
    }
    return walk(self)
  }

  /// Gives every bound index whose name already stands for something around it another one, so that
  /// no name means two things at one place.
  /// - Parameter scope: the names that mean something around the whole expression.
  public func renamingShadowing(in scope: Set<String>) -> IndexExpression {
    guard case .sum(let index, let body) = self else {
      return mapChildren { $0.renamingShadowing(in: scope) }
    }
    let own =
      scope.contains(index.name) ? index.renamed(avoiding: scope.union(body.indexNames)) : index
    let inner = own == index ? body : body.substituting([index: .index(own)])
    return .summed(over: own, inner.renamingShadowing(in: scope.union([own.name])))
  }
}

extension Definition {
  /// The same on axes of other lengths. What is added to indices stays, so that a place may then lie
  /// outside its axis: `SymbolicModel.validate` finds it.
  /// - Parameter length: the new length of every axis of a length.
  public func resized(_ length: (Int) -> Int) -> Definition {
    Definition(
      indices.map { Index($0.name, range: length($0.range)) }, body.resized(length))
  }
}

extension IndexExpression {
  fileprivate func resized(_ length: (Int) -> Int) -> IndexExpression {
    func place(_ axis: Subscript) -> Subscript {
      axis.mapIndices { Index($0.name, range: length($0.range)) }
    }
    func entry(_ element: Element) -> Element {
      Element(element.tensor, element.subscripts.map(place))
    }
    switch self {
    case .element(let element): return .element(entry(element))
    case .delta(let a, let b): return .delta(place(a), place(b))
    case .sum(let index, let body):
      return .sum(over: Index(index.name, range: length(index.range)), body.resized(length))
    case .derivative(let body, let element):
      return .derivative(of: body.resized(length), withRespectTo: entry(element))
    case .number, .constant, .addition, .product, .power, .function, .indicator:
      return mapChildren { $0.resized(length) }
    }
  }
}

extension Index {
  /// The letters that running indices are named after, the most usual first.
  static let letters = "i j k l m n p q r s t u v w a b c d e f g h o x y z".split(separator: " ")
    .map(String.init)

  /// The same range under a name that is not taken.
  public func renamed(avoiding taken: Set<String>) -> Index {
    if !taken.contains(name) { return self }
    return Index(Index.freshName(from: Index.letters, avoiding: taken), range: range)
  }

  /// The first letter that is not taken, else the first letter with a number.
  static func freshName(from letters: [String], avoiding taken: Set<String>) -> String {
    if let letter = letters.first(where: { !taken.contains($0) }) { return letter }
    var number = 1
    while taken.contains("i\(number)") { number += 1 }
    return "i\(number)"
  }
}
