/// How much there is of an expression.
extension IndexExpression {
  /// The number of nodes: what "simpler" compares. A whole power or a minus counts little.
  public var size: Int { 1 + children.reduce(0) { $0 + $1.size } }

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
