/// One reading of a formula, from left to right.
struct FormulaReader {
  /// What stands before a place, as far as it matters.
  private enum Before { case nothing, plus, minus, factor, digit, script, place, other }

  private let bytes: [UInt8]
  private var offset = 0
  private var before = Before.nothing
  private var braces: [Brace] = []
  /// Whether what comes next are a command's words.
  private var opensWords = false
  /// How many arguments the last command still takes; with braces or without.
  private var arguments = 0
  /// The same outside of the brackets of `\sqrt[3]`.
  private var argumentsBehindBrackets = 0
  /// Whether what stands before is text.
  private var isBehindText = false
  private(set) var places: [AuthorFormula.Place] = []
  private(set) var touched: [Int] = []

  /// What an open brace holds.
  private enum Brace: Equatable {
    case words
    /// A script, or an argument that is set apart from what stands beside it; then come others.
    case apart(arguments: Int)
    /// What the reader sees as if there were no brace.
    case group
  }

  /// Commands that set their arguments apart, and how many they take.
  private static let takers: [String: Int] = [
    "frac": 2, "dfrac": 2, "tfrac": 2, "cfrac": 2, "binom": 2, "dbinom": 2, "tbinom": 2,
    "overset": 2, "underset": 2, "stackrel": 2, "sqrt": 1, "hat": 1, "bar": 1, "vec": 1, "dot": 1,
    "ddot": 1, "tilde": 1, "widehat": 1, "widetilde": 1, "overline": 1, "underline": 1,
    "overbrace": 1, "underbrace": 1, "overrightarrow": 1, "boxed": 1, "fbox": 1, "cancel": 1,
    "phantom": 1, "hphantom": 1, "vphantom": 1, "substack": 1, "xrightarrow": 1, "xleftarrow": 1,
  ]
  /// Commands that change how their argument looks and nothing else.
  private static let fonts: Set<String> = [
    "mathrm", "mathbf", "mathit", "mathsf", "mathtt", "mathnormal", "boldsymbol", "bm", "bold",
    "pmb", "operatorname",
  ]

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
    "mid", "colon", "coloneqq", "lvert", "lVert", "langle", "lfloor", "lceil",
  ]

  /// Whether a command takes what stands behind it as its argument, as far as TeX is concerned.
  static func mayTakeArgument(_ command: String) -> Bool {
    !factors.contains(command) && !neutral.contains(command)
  }

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
    let (after, isBeforeText) = follower(token.range.upperBound)
    let isArgument = arguments > 0 || opensWords
    if isArgument { before = .script }
    if before == .digit || after == .digit, !isArgument { touched.append(token.number) }
    let binding: Binding =
      isArgument
      ? .script
      : after == .script
        ? .base
        : before == .script
          ? .script
          : before == .place
            ? .beside
            : before == .minus || before == .factor || before == .other
              || after == .factor || after == .place
              ? .factor : before == .plus ? .term : .loose
    places.append(
      AuthorFormula.Place(
        number: token.number, range: token.range, binding: binding,
        isInWords: opensWords || braces.last == .words,
        touchesText: (isBehindText && binding != .script, isBeforeText && binding != .script)))
    before = isArgument ? .other : .place
    isBehindText = true
    arguments = max(0, arguments - 1)
    opensWords = false
    offset = token.range.upperBound
  }

  private mutating func readCharacter() {
    let byte = bytes[offset]
    offset += 1
    switch byte {
    case UInt8(ascii: " "), UInt8(ascii: "\n"), UInt8(ascii: "\t"): return
    case UInt8(ascii: "~"):
      isBehindText = true
      return
    case UInt8(ascii: "\\"): return readCommand()
    case UInt8(ascii: "{"): return openBrace()
    case UInt8(ascii: "}"): return closeBrace()
    case UInt8(ascii: "[") where arguments > 0:
      argumentsBehindBrackets = arguments
      arguments = 0
      before = .nothing
    case UInt8(ascii: "]") where argumentsBehindBrackets > 0:
      arguments = argumentsBehindBrackets
      argumentsBehindBrackets = 0
      before = .nothing
    case _ where arguments > 0:
      // `\frac12`: each a number of its own.
      arguments -= 1
      before = arguments > 0 ? .nothing : .other
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
    isBehindText = false
  }

  private mutating func openBrace() {
    if opensWords || braces.last == .words {
      braces.append(.words)
      before = .nothing
    } else if arguments > 0 || before == .script {
      braces.append(.apart(arguments: max(0, arguments - 1)))
      if arguments > 0 { before = .nothing }
      isBehindText = false
    } else {
      braces.append(.group)
    }
    arguments = 0
    opensWords = false
  }

  private mutating func closeBrace() {
    switch braces.popLast() {
    case .words:
      before = .nothing
      isBehindText = true
    case .apart(let rest):
      before = .other
      arguments = rest
      isBehindText = false
    case .group, nil: before = .other
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
      isBehindText = bytes[offset] == UInt8(ascii: " ")
      offset += 1
      return
    }
    isBehindText = false
    let name = String(decoding: bytes[start..<offset], as: UTF8.self)
    if Self.words.contains(name) {
      before = .other
      opensWords = true
      return
    }
    if name == "verb" { return skipVerbatim() }
    if Self.fonts.contains(name) { return }
    if let count = Self.takers[name] {
      before = .nothing
      arguments = count
      return
    }
    arguments = max(0, arguments - 1)
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

  /// Skips `\verb|x|`: what stands in it is no formula, so no value can.
  private mutating func skipVerbatim() {
    before = .other
    if offset < bytes.count, bytes[offset] == UInt8(ascii: "*") { offset += 1 }
    guard offset < bytes.count else { return }
    let end = bytes[(offset + 1)...].firstIndex(of: bytes[offset])
    offset = end.map { $0 + 1 } ?? bytes.count
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

  /// What stands right behind a place, and whether it is text.
  private func follower(_ start: Int) -> (Before, isText: Bool) {
    var next = start
    var groups = braces.reversed().prefix { $0 == .group }.count
    while next < bytes.count {
      if bytes[next] == UInt8(ascii: "}"), groups > 0 {
        groups -= 1
      } else if bytes[next] != UInt8(ascii: " ") {
        break
      }
      next += 1
    }
    guard next < bytes.count else { return (.nothing, false) }
    switch bytes[next] {
    case UInt8(ascii: "^"), UInt8(ascii: "_"): return (.script, false)
    case UInt8(ascii: "*"), UInt8(ascii: "/"): return (.factor, false)
    case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "."):
      // A full stop that ends a sentence is no decimal point.
      let isPoint = bytes[next] == UInt8(ascii: ".")
      let hasDigit = next + 1 < bytes.count && isDigit(bytes[next + 1])
      return (isPoint && !hasDigit ? .nothing : .digit, false)
    case Token.lead: return (.place, false)
    case UInt8(ascii: "\\"):
      var end = next + 1
      while end < bytes.count, isLetter(bytes[end]) { end += 1 }
      let name = String(decoding: bytes[(next + 1)..<end], as: UTF8.self)
      let isSpace = name.isEmpty && end < bytes.count && bytes[end] == UInt8(ascii: " ")
      let isText = isSpace || Self.words.contains(name)
      return (Self.factors.contains(name) ? .factor : .nothing, isText)
    case UInt8(ascii: "~"): return (.nothing, true)
    default: return (.nothing, false)
    }
  }
}
