/// How much there is of an expression.
extension IndexExpression {
  /// The number of nodes.
  public var size: Int { 1 + children.reduce(0) { $0 + $1.size } }

  /// What there is to read: entries, deltas, functions, sums. This is what "simpler" compares;
  /// numbers, signs and parentheses do not count.
  public var weight: Int {
    switch self {
    case .number, .constant: return 0
    case .element, .delta: return 1
    case .sum, .function, .indicator, .derivative:
      return 1 + children.reduce(0) { $0 + $1.weight }
    case .addition, .product, .power: return children.reduce(0) { $0 + $1.weight }
    }
  }

  /// Whether the expression is at most `depth` deep and has at most `size` nodes. Looks no further
  /// than the bounds, so it is safe on anything.
  public func isWithin(depth: Int, size: Int) -> Bool {
    var left = size
    func walk(_ expression: IndexExpression, _ depth: Int) -> Bool {
      left -= 1
      return left >= 0 && depth > 0 && expression.children.allSatisfy { walk($0, depth - 1) }
    }
    return walk(self, depth)
  }
}
