/// A formula that an author typed, taken apart at its places.
///
/// What stands beside a place says how its value has to be written: behind a minus a sum gets
/// brackets, as the base of a power all but an atom does. A digit right beside a place would make
/// another number of both, so that is refused.
struct AuthorFormula {
  /// A place of the formula, in the order of its text.
  struct Place: Equatable {
    let number: Int
    /// The token's bytes in the formula.
    let range: Range<Int>
    let binding: Binding
    /// Whether it stands within `\text{...}`.
    let isInWords: Bool
    var context: Context { isInWords ? .formulaWords : .formula(binding) }
  }

  let bytes: [UInt8]
  private(set) var places: [Place] = []
  /// The places that a digit touches.
  private(set) var touched: [Int] = []

  init(_ tex: String) {
    bytes = Array(tex.utf8)
    var reader = Reader(bytes)
    reader.read()
    places = reader.places
    touched = reader.touched
  }

  /// The place, where the formula is a single one and nothing else.
  var onlyPlace: Int? {
    guard places.count == 1, places[0].range == bytes.indices else { return nil }
    return places[0].number
  }

  /// The formula as KaTeX reads it: each place is a text with a token, numbered from 0, so that
  /// formulas that differ in nothing else are typeset once.
  var texWithTokens: String {
    replacing { place, position in
      let token = Token.text(.place, position)
      if place.isInWords { return token }
      return "{\\text{\(token)}}"
    }
  }

  /// The formula with something else for each place.
  func replacing(_ text: (Place, Int) -> String) -> String {
    var result: [UInt8] = []
    var end = 0
    for (position, place) in places.enumerated() {
      result.append(contentsOf: bytes[end..<place.range.lowerBound])
      result.append(contentsOf: text(place, position).utf8)
      end = place.range.upperBound
    }
    result.append(contentsOf: bytes[end...])
    return String(decoding: result, as: UTF8.self)
  }
}

/// One reading of a formula, from left to right.
private struct Reader {
  /// What stands before a place, as far as it matters.
  private enum Before { case nothing, plus, minus, factor, digit, script, place, other }

  private let bytes: [UInt8]
  private var offset = 0
  private var before = Before.nothing
  /// For every open brace whether it holds words.
  private var braces: [Bool] = []
  private var opensWords = false
  var places: [AuthorFormula.Place] = []
  var touched: [Int] = []

  private static let factors: Set<String> = [
    "cdot", "times", "odot", "ast", "div", "circ", "otimes", "star", "bullet",
  ]
  private static let words: Set<String> = [
    "text", "textrm", "textbf", "textit", "textsf", "texttt", "textnormal", "mbox", "tag",
  ]
  /// Commands that bind nothing behind them: relations, arrows, wide spaces, what opens something.
  private static let neutral: Set<String> = [
    "quad", "qquad", "displaystyle", "textstyle", "left", "middle", "bigl", "Bigl", "biggl", "bigm",
    "approx", "cong", "equiv", "sim", "simeq", "propto", "ne", "neq", "le", "leq", "leqslant", "lt",
    "ll", "ge", "geq", "geqslant", "gt", "gg", "in", "notin", "to", "gets", "mapsto", "leftarrow",
    "rightarrow", "longrightarrow", "Rightarrow", "Leftarrow", "Leftrightarrow", "implies", "iff",
    "mid", "colon", "coloneqq", "lvert", "lVert", "langle", "lfloor", "lceil", "frac", "sqrt",
  ]

  init(_ bytes: [UInt8]) { self.bytes = bytes }

  mutating func read() {
    while offset < bytes.count {
      if bytes[offset] == Token.lead, let token = Token(in: bytes, at: offset) {
        readPlace(token)
      } else {
        readCharacter()
      }
    }
  }

  private mutating func readPlace(_ token: Token) {
    let after = follower(token.range.upperBound)
    if before == .digit || after == .digit { touched.append(token.number) }
    let binding: Binding =
      after == .script
      ? .base
      : before == .script
        ? .script
        : before == .minus || before == .factor || before == .other || before == .place
          || after == .factor || after == .place
          ? .factor : before == .plus ? .term : .loose
    places.append(
      AuthorFormula.Place(
        number: token.number, range: token.range, binding: binding,
        isInWords: braces.last ?? false))
    before = .place
    offset = token.range.upperBound
  }

  private mutating func readCharacter() {
    let byte = bytes[offset]
    offset += 1
    switch byte {
    case UInt8(ascii: " "), UInt8(ascii: "\n"), UInt8(ascii: "\t"), UInt8(ascii: "~"): return
    case UInt8(ascii: "\\"): return readCommand()
    case UInt8(ascii: "{"):
      braces.append(opensWords || braces.last ?? false)
      if before != .script { before = .nothing }
    case UInt8(ascii: "}"):
      before = braces.popLast() == true ? .nothing : .other
    case UInt8(ascii: "+"): before = before == .nothing ? .nothing : .plus
    case UInt8(ascii: "-"): before = .minus
    case UInt8(ascii: "*"), UInt8(ascii: "/"): before = .factor
    case UInt8(ascii: "^"), UInt8(ascii: "_"): before = .script
    case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "."):
      // A script without braces is one digit: what follows stands on the line again.
      before = isScript(offset - 1) ? .other : .digit
    case UInt8(ascii: "="), UInt8(ascii: "<"), UInt8(ascii: ">"), UInt8(ascii: ","),
      UInt8(ascii: ";"), UInt8(ascii: ":"), UInt8(ascii: "("), UInt8(ascii: "["),
      UInt8(ascii: "|"), UInt8(ascii: "&"):
      before = .nothing
    default: before = .other
    }
    opensWords = false
  }

  private mutating func readCommand() {
    let start = offset
    while offset < bytes.count, isLetter(bytes[offset]) { offset += 1 }
    opensWords = false
    guard offset > start else {
      guard offset < bytes.count else { return }
      switch bytes[offset] {
      case UInt8(ascii: "\\"), UInt8(ascii: "{"), UInt8(ascii: "|"): before = .nothing
      // `\,` and the like are space.
      default: if before == .digit || before == .place { before = .other }
      }
      offset += 1
      return
    }
    let name = String(decoding: bytes[start..<offset], as: UTF8.self)
    if Self.words.contains(name) {
      before = .other
      opensWords = true
      return
    }
    if name == "begin" {
      skipArguments()
      before = .nothing
    } else if Self.neutral.contains(name) {
      before = .nothing
      // `\left.` is a bracket that is not seen, no decimal point.
      if offset < bytes.count, bytes[offset] == UInt8(ascii: ".") { offset += 1 }
    } else if Self.factors.contains(name) {
      before = .factor
    } else if name == "pm" || name == "mp" {
      before = .minus
    } else {
      // A letter, a function, a sum: what follows is multiplied by it, or is its argument.
      before = .other
    }
  }

  /// Skips what stands in braces behind `\begin`: the name, the columns of an array.
  private mutating func skipArguments() {
    while offset < bytes.count, bytes[offset] == UInt8(ascii: "{"),
      let end = bytes[offset...].firstIndex(of: UInt8(ascii: "}")),
      !bytes[offset..<end].contains(Token.lead)
    { offset = end + 1 }
  }

  /// Whether what stands at an offset is all of a script: `2` in `x^2`.
  private func isScript(_ place: Int) -> Bool {
    guard let mark = bytes[..<place].last(where: { $0 != UInt8(ascii: " ") }) else { return false }
    return mark == UInt8(ascii: "^") || mark == UInt8(ascii: "_")
  }

  /// What stands right behind a place.
  private func follower(_ start: Int) -> Before {
    var next = start
    while next < bytes.count, bytes[next] == UInt8(ascii: " ") { next += 1 }
    guard next < bytes.count else { return .nothing }
    switch bytes[next] {
    case UInt8(ascii: "^"), UInt8(ascii: "_"): return .script
    case UInt8(ascii: "*"), UInt8(ascii: "/"): return .factor
    case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "."):
      // A full stop that ends a sentence is no decimal point.
      let isPoint = bytes[next] == UInt8(ascii: ".")
      let hasDigit = next + 1 < bytes.count && isDigit(bytes[next + 1])
      return isPoint && !hasDigit ? .nothing : .digit
    case Token.lead: return .place
    case UInt8(ascii: "\\"):
      var end = next + 1
      while end < bytes.count, isLetter(bytes[end]) { end += 1 }
      let name = String(decoding: bytes[(next + 1)..<end], as: UTF8.self)
      return Self.factors.contains(name) ? .factor : .nothing
    default: return .nothing
    }
  }
}
