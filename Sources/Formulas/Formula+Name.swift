/// Names as a person would write them.
extension Formula {
  /// A name of the author's.
  ///
  /// A letter is itself and a Greek word its letter; digits behind it, or a part behind an
  /// underscore, stand below (`x1`, `x_1`, `W_out`, `sigma_x`); `hat`, `bar`, `tilde` and `dot` go
  /// above it. A word stays a word, upright and with its underscores (`learning_rate`); with digits
  /// at its end they go below (`conv2`).
  public init(name: String) {
    self = .name(name, Formula.shape(of: name))
  }

  private static func shape(of name: String) -> Formula {
    if name.utf8.count == 1, name != "_" { return .letter(name) }
    let whole = Formula.word(name)
    var parts = name.split(separator: "_", omittingEmptySubsequences: false).map(String.init)
    guard parts.allSatisfy({ !$0.isEmpty }) else { return whole }
    let digits = digitsAtEnd(of: parts[0])
    let stem = String(parts[0].dropLast(digits.count))
    parts.removeFirst()
    var below: [Formula] = digits.isEmpty ? [] : [.number(Numeral(digits), entry: nil)]
    guard !stem.isEmpty, !stem.contains(where: isDigit) else { return whole }
    guard var base = oneLetter(stem) else {
      // A word: only a number may stand below it.
      if parts.count == 1, digits.isEmpty, parts[0].allSatisfy(isDigit) {
        below = [.number(Numeral(parts[0]), entry: nil)]
      } else if !parts.isEmpty {
        return whole
      }
      return below.isEmpty ? whole : .scripts(.word(stem), below: below[0], above: nil)
    }
    var above: Formula?
    for part in parts {
      if let accent = Accent(rawValue: part) {
        // Two accents over one letter would hide each other.
        if case .accent = base { return whole }
        base = .accent(accent, base)
      } else if let mark = marks[part], above == nil {
        above = .letter(mark)
      } else {
        below.append(part.allSatisfy(isDigit) ? .number(Numeral(part), entry: nil) : index(part))
      }
    }
    if below.isEmpty, above == nil { return base }
    return .scripts(
      base, below: below.isEmpty ? nil : .joined(below, by: .comma), above: above)
  }

  private static let marks = ["star": "∗", "prime": "′"]

  /// The one letter that a word stands for.
  private static func oneLetter(_ word: String) -> Formula? {
    if word.count == 1 { return .letter(word) }
    return Greek.named[word].map { .letter($0.letter) }
  }

  /// What stands below a letter: indices in italics (`ij`), words upright (`out`).
  private static func index(_ part: String) -> Formula {
    if let letter = oneLetter(part) { return letter }
    let areIndices =
      part.count <= 3 && indexLetters.contains { letters in part.allSatisfy(letters.contains) }
    return areIndices ? .row(part.map { .letter(String($0)) }) : .word(part)
  }

  /// Letters that stand together as indices; `in` is none of them but a word.
  private static let indexLetters = ["ijkl", "mn", "abc", "pqr", "st", "uvw", "xyz"]

  private static func digitsAtEnd(of text: String) -> String {
    String(text.reversed().prefix(while: isDigit).reversed())
  }

  private static func isDigit(_ character: Character) -> Bool { ("0"..."9").contains(character) }
}
