extension Formula {
  /// Factors side by side.
  public static func product(_ factors: [Formula]) -> Formula {
    .joined(factors, by: .invisibleTimes)
  }
}

extension TensorView {
  /// What an entry of the whole tensor is called: `S.3`, `gradient.W.2.3`; a tensor without axes is
  /// its own entry.
  /// - Parameter position: its places on all or the first axes, counted from 0.
  public func entryName(of position: [Int]) -> String? {
    guard let name else { return nil }
    return ([name] + position.map { String($0 + 1) }).joined(separator: ".")
  }
}
