extension Formula {
  /// Whether the first thing seen is a digit.
  public var beginsWithDigit: Bool {
    switch self {
    case .row(let items): items.first?.beginsWithDigit ?? false
    case .number(let numeral, _): !numeral.isNegative
    case .tensor(let view): view.shape.rank == 0 && view.tensor.values[view.offset] >= 0
    case .scripts(let base, _, _): base.beginsWithDigit
    case .name, .letter, .word, .bold, .sign, .words, .fraction, .derivative, .accent, .root,
      .fence, .sum, .cases, .lines:
      false
    }
  }

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
