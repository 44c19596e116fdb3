/// Building formulas: brackets and scripts where the makers need them.
extension Formula {
  /// How tightly what is seen holds together, weakest first.
  public enum Binding: Comparable, Sendable { case sum, product, power, atom }

  /// How tightly this formula holds together.
  public var binding: Binding {
    switch self {
    case .row(let items):
      if items.count == 1 { return items[0].binding }
      return items.contains { $0.separatesTerms } ? .sum : .product
    case .number(let numeral, _):
      return numeral.isNegative ? .sum : numeral.exponent == nil ? .atom : .product
    case .name(_, let shape): return shape.binding
    case .fraction, .derivative: return .product
    case .scripts(let base, let below, let above):
      return Formula.joinedScripts(base, below: below, above: above).above == nil ? .atom : .power
    case .sum, .cases, .lines: return .sum
    case .letter, .word, .bold, .sign, .words, .accent, .root, .fence, .tensor: return .atom
    }
  }

  /// Whether it is a sign that is weaker than a product's, or makes the row begin with a minus.
  var separatesTerms: Bool {
    guard case .sign(let sign, _) = self else { return false }
    switch sign {
    case .plus, .minus, .equals, .notEqual, .less, .greater, .lessOrEqual, .greaterOrEqual,
      .approximately, .becomes, .comma:
      return true
    case .dot, .entrywise, .ring, .invisibleTimes, .application, .slash, .colon, .dots:
      return false
    }
  }

  /// What stands side by side.
  var items: [Formula] {
    if case .row(let items) = self { return items }
    return [self]
  }

  /// In parentheses.
  var fenced: Formula { .fence(.parentheses, self) }

  /// In parentheses unless it holds together at least so tightly.
  func fenced(unless binding: Binding) -> Formula { self.binding < binding ? fenced : self }

  /// A power: with brackets where the base needs them, and one script at a base that has something
  /// below it already.
  func raised(to exponent: Formula) -> Formula {
    guard binding == .atom else { return .scripts(fenced, below: nil, above: exponent) }
    if case .scripts(let base, let below, nil) = self {
      return .scripts(base, below: below, above: exponent)
    }
    return .scripts(self, below: nil, above: exponent)
  }

  /// The transpose.
  public var transposed: Formula { raised(to: .word("T")) }

  /// What stands below a base, written behind what stands there already.
  package func subscripted(_ places: [Formula]) -> Formula {
    guard !places.isEmpty else { return self }
    // Letters may touch (`ij`); numbers would read as one.
    let areLetters = places.allSatisfy { if case .letter = $0 { true } else { false } }
    let below = areLetters ? Formula.row(places) : .joined(places, by: .comma)
    switch self {
    case .scripts(let base, let own?, nil):
      return .scripts(base, below: .row([own, .sign(.comma, isPrefix: false), below]), above: nil)
    case .fraction, .derivative, .row, .sum, .cases, .lines, .scripts:
      return .scripts(fenced, below: below, above: nil)
    case .name, .letter, .word, .bold, .number, .sign, .words, .accent, .root, .fence, .tensor:
      return .scripts(self, below: below, above: nil)
    }
  }

  /// A base without what its name has at its right, and all that stands there: `W1` at i is a W
  /// with `1,i` below.
  static func joinedScripts(
    _ base: Formula, below: Formula?, above: Formula?
  ) -> (base: Formula, below: Formula?, above: Formula?) {
    guard case .name(_, .scripts(let letter, let ownBelow, let ownAbove)) = base else {
      return (base, below, above)
    }
    let both =
      if let ownBelow, let below {
        Formula.row([ownBelow, .sign(.comma, isPrefix: false), below])
      } else {
        ownBelow ?? below
      }
    return (letter, both, above ?? ownAbove)
  }

  /// `a = b = c`, `i, j, k`.
  public static func joined(_ formulas: [Formula], by sign: Sign) -> Formula {
    if formulas.count == 1 { return formulas[0] }
    return .row(
      Array(formulas.map { [$0] }.joined(separator: [Formula.sign(sign, isPrefix: false)])))
  }

  /// A function of something: `softmax(z)`, `log x`.
  static func call(_ function: Formula, _ argument: Formula) -> Formula {
    .row([function, .sign(.application, isPrefix: false), argument])
  }

  /// From the first place to before the second, which may lie before it, both counted from 0; shown
  /// as from the first to the last, counted from 1.
  static func places(from start: Int, to end: Int, by step: Int) -> Formula {
    let colon = Formula.sign(.colon, isPrefix: false)
    let last = step > 0 ? end : end + 2
    let steps = step == 1 ? [] : [colon, integer(step)]
    return .row([integer(start + 1), colon, integer(last)] + steps)
  }

  static func integer(_ value: Int) -> Formula { .number(Numeral(value), entry: nil) }

  /// Whether nothing would be seen between the factors at a place of a row, though one is a word that
  /// would run into the other: `reg W`.
  static func isBesideWord(_ items: [Formula], _ place: Int) -> Bool {
    guard case .sign(.invisibleTimes, _) = items[place], place > 0, place + 1 < items.count else {
      return false
    }
    // A function has its own space.
    if place + 2 < items.count, case .sign(.application, _) = items[place + 2] { return false }
    return items[place - 1].endsWithWord || items[place + 1].startsWithWord
  }

  private var startsWithWord: Bool {
    switch self {
    case .word(let text): text.count > 1
    case .name(_, let shape): shape.startsWithWord
    case .scripts(let base, _, _): base.startsWithWord
    case .row, .letter, .bold, .number, .sign, .words, .fraction, .derivative, .accent, .root,
      .fence, .sum, .tensor, .cases, .lines:
      false
    }
  }

  private var endsWithWord: Bool {
    switch self {
    case .word(let text): text.count > 1
    case .name(_, let shape): shape.endsWithWord
    case .row, .letter, .bold, .number, .sign, .words, .fraction, .derivative, .scripts, .accent,
      .root, .fence, .sum, .tensor, .cases, .lines:
      false
    }
  }

  /// Whether brackets around it must grow.
  var isTall: Bool {
    switch self {
    case .row(let items): items.contains(where: \.isTall)
    case .fraction, .derivative, .sum, .cases, .lines: true
    case .tensor(let view): view.shape.rank > 1
    case .scripts(let base, _, let above): base.isTall || above?.isTall ?? false
    case .accent(_, let inner), .root(let inner), .fence(_, let inner): inner.isTall
    case .name, .letter, .word, .bold, .number, .sign, .words: false
    }
  }
}
