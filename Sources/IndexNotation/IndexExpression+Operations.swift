extension IndexExpression {
  /// How many operations an entry takes, counted up to a limit: a sum takes its body once for each of
  /// its places.
  public func operations(atMost limit: Int) -> Int {
    let inner = children.reduce(0) { min(limit, $0 + $1.operations(atMost: limit)) }
    guard case .sum(let index, _) = self else { return min(limit, inner + 1) }
    return inner > limit / max(index.range, 1) ? limit : inner * index.range
  }
}
