/// How tightly a formula holds together once it stands on one line.
extension Formula {
  enum Linear: Comparable { case sum, product, power, atom }

  var linear: Linear {
    switch self {
    case .row(let items):
      if items.count == 1 { return items[0].linear }
      if items.contains(where: \.separatesTerms) { return .sum }
      // Letters side by side are the places of an entry.
      return areLetters ? .atom : .product
    case .number(let numeral, _): return numeral.isNegative ? .sum : .atom
    case .fraction, .derivative: return .product
    case .sum, .lines, .words: return .sum
    case .scripts(_, _, let above): return above == nil ? .atom : .power
    case .root: return .power
    case .name, .letter, .word, .bold, .sign, .accent, .fence, .tensor, .cases: return .atom
    }
  }

  /// Whether it needs no brackets before a slash: no sum, no other quotient, and nothing at its end
  /// that would reach over the slash.
  var mayStandAbove: Bool {
    if case .row(let items) = self, items.count > 1, let last = items.last {
      let reachesOver = items.dropLast().last.map {
        if case .sign(.application, _) = $0 { !last.isFence } else { false }
      }
      return linear >= .product && !last.isSum && !(reachesOver ?? false)
    }
    return linear >= .power
  }

  /// Whether it needs no brackets behind a slash: an atom, or one with a power.
  var mayStandBelow: Bool { linear >= .power }

  var isProduct: Bool {
    if case .row(let items) = self { return items.count > 1 && !areLetters }
    return false
  }

  var isQuotient: Bool {
    switch self {
    case .fraction: true
    case .row(let items): items.count == 1 && items[0].isQuotient
    case .name, .letter, .word, .bold, .number, .sign, .words, .derivative, .scripts, .accent,
      .root, .fence, .sum, .tensor, .cases, .lines:
      false
    }
  }

  var isSum: Bool {
    if case .sum = self { return true }
    return false
  }

  /// Whether brackets behind it need no space: `log(x)`, `ψ(x)`.
  var isFunctionName: Bool {
    switch self {
    case .word, .letter: true
    case .scripts(let base, _, _): base.isFunctionName
    case .name(_, let shape): shape.isFunctionName
    case .row, .bold, .number, .sign, .words, .fraction, .derivative, .accent, .root,
      .fence, .sum, .tensor, .cases, .lines:
      false
    }
  }

  /// Whether it stands between two factors.
  var joinsFactors: Bool {
    guard case .sign(let sign, _) = self else { return false }
    switch sign {
    case .dot, .entrywise, .invisibleTimes, .slash: return true
    case .plus, .minus, .ring, .application, .equals, .notEqual, .less, .greater, .lessOrEqual,
      .greaterOrEqual, .approximately, .becomes, .comma, .colon, .dots:
      return false
    }
  }

  /// One letter, or letters side by side: `ij`.
  var areLetters: Bool {
    switch self {
    case .letter: true
    case .row(let items): !items.isEmpty && items.allSatisfy(\.areLetters)
    case .name, .word, .bold, .number, .sign, .words, .fraction, .derivative, .scripts, .accent,
      .root, .fence, .sum, .tensor, .cases, .lines:
      false
    }
  }

  /// Whether a subscript behind an underscore would read as part of the name.
  var hasUnderscore: Bool {
    if case .name(let typed, _) = self { return typed.utf8.contains(UInt8(ascii: "_")) }
    return false
  }
}
