/// Equality up to the names of bound indices and the order of terms, factors and nested sums.
extension IndexExpression {
  /// Whether both are the same expression, however bound indices are named and terms and factors
  /// are ordered.
  public func isEquivalent(to other: IndexExpression) -> Bool {
    self == other || canonical == other.canonical
  }

  /// The one form that all equivalent expressions share. Bound indices are named after how deep
  /// their sum stands (`·0`, `·1`, ...), which no other name can be.
  public var canonical: IndexExpression { canonical(depth: 0) }

  private func canonical(depth: Int) -> IndexExpression {
    switch self {
    case .number, .constant, .element: return self
    case .delta(let a, let b):
      let (a, b) = Subscript.normalized(a, b) ?? (a, b)
      return IndexExpression.order(a, b) <= 0 ? .delta(a, b) : .delta(b, a)
    case .sum: return canonicalSums(depth: depth)
    case .addition(let terms):
      let flat = IndexExpression.plus(terms.map { $0.canonical(depth: depth) })
      return .plus(flat.terms.sorted { IndexExpression.order($0, $1) < 0 })
    case .product(let factors):
      let flat = IndexExpression.times(factors.map { $0.canonical(depth: depth) })
      return .times(flat.factors.sorted { IndexExpression.order($0, $1) < 0 })
    case .power, .function, .indicator, .derivative:
      return mapChildren { $0.canonical(depth: depth) }
    }
  }

  private func canonicalSums(depth: Int) -> IndexExpression {
    var chain: [Index] = []
    var body = self
    while case .sum(let index, let inner) = body, !chain.contains(index) {
      chain.append(index)
      body = inner
    }
    // Nested sums may stand in any order. Indices that stand in different places are told apart by
    // those; of up to four that stand in the same every order is tried, 24 at most in all.
    let orders = chain.count <= 1 ? [chain] : body.orders(of: chain)
    var best: IndexExpression?
    for order in orders {
      var map: [Index: Subscript] = [:]
      let names = order.enumerated().map { Index("·\(depth + $0)", range: $1.range) }
      for (old, new) in zip(order, names) { map[old] = .index(new) }
      var candidate = body.substituting(map).canonical(depth: depth + order.count)
      for name in names.reversed() { candidate = .summed(over: name, candidate) }
      if let known = best, IndexExpression.order(known, candidate) <= 0 { continue }
      best = candidate
    }
    return best ?? self
  }

  /// The orders of summed indices that have to be compared.
  private func orders(of chain: [Index]) -> [[Index]] {
    var uses: [Index: [String]] = [:]
    for element in elements {
      for (axis, place) in element.subscripts.enumerated() {
        for index in place.indices {
          let times = place.index == nil ? " \(place.affine.coefficient(of: index))" : ""
          uses[index, default: []].append("\(element.tensor) \(axis)\(times)")
        }
      }
    }
    let keyed = chain.map { (key: [String($0.range)] + uses[$0, default: []].sorted(), index: $0) }
    let groups = Dictionary(grouping: keyed, by: \.key).sorted {
      $0.key.lexicographicallyPrecedes($1.key)
    }.map { $0.value.map(\.index) }
    return groups.reduce([[]]) { orders, group in
      let all = group.count <= 4 ? IndexExpression.permutations(group) : [group]
      let own = orders.count * all.count <= 24 ? all : [group]
      return orders.flatMap { order in own.map { order + $0 } }
    }
  }

  static func permutations<T>(_ items: [T]) -> [[T]] {
    if items.count <= 1 { return [items] }
    return items.indices.flatMap { place in
      var rest = items
      let first = rest.remove(at: place)
      return permutations(rest).map { [first] + $0 }
    }
  }

  // MARK: A total order

  private var rank: Int {
    switch self {
    case .number: return 0
    case .constant: return 1
    case .delta: return 2
    case .element: return 3
    case .power: return 4
    case .function: return 5
    case .indicator: return 6
    case .product: return 7
    case .addition: return 8
    case .sum: return 9
    case .derivative: return 10
    }
  }

  static func order(_ a: Subscript, _ b: Subscript) -> Int {
    switch (a, b) {
    case (.fixed(let a), .fixed(let b)): return a < b ? -1 : a > b ? 1 : 0
    case (.fixed, .index), (.fixed, .affine), (.index, .affine): return -1
    case (.index, .fixed), (.affine, .fixed), (.affine, .index): return 1
    case (.index(let a), .index(let b)):
      if a.name != b.name { return a.name < b.name ? -1 : 1 }
      return a.range < b.range ? -1 : a.range > b.range ? 1 : 0
    case (.affine(let a), .affine(let b)):
      for (a, b) in zip(a.terms, b.terms) {
        let result = order(.index(a.index), .index(b.index))
        if result != 0 { return result }
        if a.coefficient != b.coefficient { return order(a.coefficient, b.coefficient) }
      }
      let result = order(a.terms.count, b.terms.count)
      return result != 0 ? result : order(a.constant, b.constant)
    }
  }

  static func order(_ a: [Subscript], _ b: [Subscript]) -> Int {
    for (a, b) in zip(a, b) {
      let result = order(a, b)
      if result != 0 { return result }
    }
    return a.count < b.count ? -1 : a.count > b.count ? 1 : 0
  }

  private static func order(_ a: [IndexExpression], _ b: [IndexExpression]) -> Int {
    for (a, b) in zip(a, b) {
      let result = order(a, b)
      if result != 0 { return result }
    }
    return a.count < b.count ? -1 : a.count > b.count ? 1 : 0
  }

  private static func order<T: Comparable>(_ a: T, _ b: T) -> Int { a < b ? -1 : a > b ? 1 : 0 }

  /// -1, 0 or 1 as the first expression comes before, is equal to, or comes after the second.
  static func order(_ a: IndexExpression, _ b: IndexExpression) -> Int {
    switch (a, b) {
    case (.number(let a), .number(let b)): return order(a, b)
    case (.constant(let a), .constant(let b)): return order(a.rawValue, b.rawValue)
    case (.delta(let a, let b), .delta(let c, let d)): return order([a, b], [c, d])
    case (.element(let a), .element(let b)):
      return a.tensor == b.tensor ? order(a.subscripts, b.subscripts) : order(a.tensor, b.tensor)
    case (.power(let a, let n), .power(let b, let m)):
      let result = order(a, b)
      return result != 0 ? result : order(n, m)
    case (.function(let f, let a), .function(let g, let b)):
      return f == g ? order(a, b) : order(f, g)
    case (.indicator(let a), .indicator(let b)): return order(a, b)
    case (.product(let a), .product(let b)): return order(a, b)
    case (.addition(let a), .addition(let b)): return order(a, b)
    case (.sum(let i, let a), .sum(let j, let b)):
      let result = order(.index(i), .index(j))
      return result != 0 ? result : order(a, b)
    case (.derivative(let a, let p), .derivative(let b, let q)):
      let result = order(a, b)
      return result != 0 ? result : order(IndexExpression.element(p), .element(q))
    case (.number, _), (.constant, _), (.delta, _), (.element, _), (.power, _), (.function, _),
      (.indicator, _), (.product, _), (.addition, _), (.sum, _), (.derivative, _):
      return order(a.rank, b.rank)
    }
  }
}
