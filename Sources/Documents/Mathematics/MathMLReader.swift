import Formulas

/// Reads the MathML that KaTeX writes back as a formula, so that what an author typed can be spoken.
///
/// KaTeX writes a small and regular part of MathML; what is not known here is read for what stands in
/// it. Only speech is made of the result, so layout that is not heard is left out.
struct MathMLReader {
  private var rest: Substring

  /// The formula of what stands within `<math>`.
  static func formula(_ mathML: String) -> Formula {
    var reader = MathMLReader(mathML)
    return row(reader.elements(until: nil))
  }

  private init(_ mathML: String) {
    rest = mathML[...]
  }

  // MARK: Elements

  /// The formulas of all elements up to an end tag.
  private mutating func elements(until name: Substring?) -> [Formula] {
    var found: [Formula] = []
    while let (tag, isEnd, isEmpty) = nextTag() {
      if isEnd {
        if tag == name { break }
        continue
      }
      if let formula = isEmpty ? nil : element(tag) { found.append(formula) }
    }
    return found
  }

  /// Skips to the next tag and past it.
  private mutating func nextTag() -> (name: Substring, isEnd: Bool, isEmpty: Bool)? {
    guard let open = rest.firstIndex(of: "<"), let close = rest[open...].firstIndex(of: ">") else {
      return nil
    }
    let inside = rest[rest.index(after: open)..<close]
    rest = rest[rest.index(after: close)...]
    let isEnd = inside.hasPrefix("/")
    let name = inside.drop { $0 == "/" }.prefix { $0 != " " && $0 != "/" }
    return (name, isEnd, inside.hasSuffix("/"))
  }

  /// The text up to the end tag, and past it.
  private mutating func content() -> String {
    let end = rest.firstIndex(of: "<") ?? rest.endIndex
    let content = rest[..<end]
    _ = nextTag()
    return HTMLText.read(content)
  }

  private mutating func element(_ name: Substring) -> Formula? {
    switch name {
    case "mi":
      let text = content()
      if text == "∞" { return .word("infinity") }
      return text.count == 1 ? .letter(text) : .word(text)
    case "mn": return .number(Numeral(content()), entry: nil)
    case "mo": return Self.sign(content())
    case "mtext": return .words(content())
    case "mspace": return nil
    default: break
    }
    let parts = elements(until: name)
    switch (name, parts.count) {
    case ("mphantom", _): return nil
    case ("mfrac", 2): return Self.derivative(parts[0], parts[1]) ?? .fraction(parts[0], parts[1])
    case ("msqrt", _): return .root(Self.row(parts))
    // Within a line the index of a sum stands beside it.
    case ("msub", 2), ("msubsup", 3), ("munder", 2), ("munderover", 3):
      if parts[0] == .words("∑") { return .sum(over: parts[1], .row([])) }
      return .scripts(parts[0], below: parts[1], above: parts.count == 3 ? parts[2] : nil)
    case ("msup", 2): return .scripts(parts[0], below: nil, above: parts[1])
    case ("mover", 2):
      guard case .words(let mark) = parts[1], let accent = Self.accents[mark] else {
        return .scripts(parts[0], below: nil, above: parts[1])
      }
      return .accent(accent, parts[0])
    default: return Self.row(parts)
    }
  }

  // MARK: Rows

  private static let accents: [String: Formula.Accent] = [
    "^": .hat, "ˉ": .bar, "¯": .bar, "~": .tilde, "˙": .dot,
  ]
  private static let signs: [String: Formula.Sign] = [
    "+": .plus, "−": .minus, "=": .equals, "≠": .notEqual, "<": .less, ">": .greater,
    "≤": .lessOrEqual, "≥": .greaterOrEqual, "≈": .approximately, "←": .becomes, "⋅": .dot,
    "⊙": .entrywise, ",": .comma, "/": .slash, "…": .dots, "⋯": .dots, "\u{2061}": .application,
  ]
  private static let words = [
    "→": "to", "∈": "in", "∏": "the product of", "∫": "the integral of", "×": "times",
    "⋮": "and so on", "⇒": "implies",
  ]

  private static func sign(_ text: String) -> Formula? {
    if let sign = signs[text] { return .sign(sign, isPrefix: false) }
    if let word = words[text] { return .words(word) }
    // What is not seen is not said.
    let isSeen = text.unicodeScalars.contains { !(0x2062...0x2064).contains($0.value) }
    return isSeen && !text.isEmpty ? .words(text) : nil
  }

  /// A quotient of two differentials as the derivative that it is.
  private static func derivative(_ above: Formula, _ below: Formula) -> Formula? {
    guard case .row(let first) = above, case .row(let second) = below, first.count > 1,
      second.count > 1, first[0] == second[0]
    else { return nil }
    let (quantity, other) = (row(Array(first[1...])), row(Array(second[1...])))
    switch first[0] {
    case .letter("∂"): return .partial(of: quantity, withRespectTo: other)
    case .letter("d"): return .total(of: quantity, withRespectTo: other)
    default: return nil
    }
  }

  /// Side by side: brackets around what stands in them, a minus before a single thing, and a sum with
  /// all that follows it.
  private static func row(_ items: [Formula]) -> Formula {
    var found: [Formula] = []
    var place = 0
    while place < items.count {
      let item = items[place]
      place += 1
      switch item {
      case .words("("):
        if let close = closing(items, from: place) {
          found.append(.fence(.parentheses, row(Array(items[place..<close]))))
          place = close + 1
        }
      case .words(")"): break
      case .sum(let index, _):
        found.append(.sum(over: index, row(Array(items[place...]))))
        place = items.count
      case .sign(.minus, _):
        found.append(.sign(.minus, isPrefix: found.last.map(isSign) ?? true))
      case .row, .name, .letter, .word, .bold, .number, .sign,
        .words, .fraction, .derivative, .scripts, .accent, .root, .fence, .tensor, .cases, .lines:
        found.append(item)
      }
    }
    return found.count == 1 ? found[0] : .row(found)
  }

  private static func isSign(_ formula: Formula) -> Bool {
    if case .sign = formula { true } else { false }
  }

  /// The bracket that closes the one before a place.
  private static func closing(_ items: [Formula], from start: Int) -> Int? {
    var depth = 0
    for place in start..<items.count {
      if items[place] == .words("(") { depth += 1 }
      if items[place] == .words(")") {
        if depth == 0 { return place }
        depth -= 1
      }
    }
    return nil
  }
}
