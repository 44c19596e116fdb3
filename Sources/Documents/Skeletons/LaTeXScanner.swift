/// Finds out where in an author's LaTeX document its tokens stand: in text, in a formula, in an
/// address, or where no value can stand.
///
/// It knows the ways into mathematics that LaTeX and amsmath have; within a macro of the author's
/// own it does not know which it is, and what is written for text does for both.
struct LaTeXScanner {
  private(set) var contexts: [Int: Context] = [:]
  private(set) var refused: [(place: Int, reason: String)] = []
  private let bytes: [UInt8]
  private var offset = 0

  private static let formulas: Set<String> = [
    "equation", "align", "gather", "multline", "displaymath", "math", "eqnarray", "flalign",
    "alignat",
  ]
  private static let verbatim: Set<String> = ["verbatim", "lstlisting", "Verbatim", "comment"]

  init(_ text: [UInt8]) {
    bytes = text
    scan()
  }

  private mutating func scan() {
    while offset < bytes.count {
      switch bytes[offset] {
      case Token.lead:
        guard let token = Token(in: bytes, at: offset) else { fallthrough }
        contexts[token.number] = isAlone(token.range) ? .block : .text
        offset = token.range.upperBound
      case UInt8(ascii: "%"):
        let end = bytes[offset...].firstIndex(of: UInt8(ascii: "\n")) ?? bytes.count
        refuse(until: end, "a comment")
      case UInt8(ascii: "$"):
        let isDouble = offset + 1 < bytes.count && bytes[offset + 1] == UInt8(ascii: "$")
        offset += isDouble ? 2 : 1
        formula(until: isDouble ? "$$" : "$", isDisplay: isDouble)
      case UInt8(ascii: "\\"): command()
      default: offset += 1
      }
    }
  }

  private mutating func command() {
    offset += 1
    guard offset < bytes.count else { return }
    let start = offset
    while offset < bytes.count, isLetter(bytes[offset]) { offset += 1 }
    guard offset > start else {
      let mark = bytes[offset]
      if mark == Token.lead, let token = Token(in: bytes, at: offset) {
        return refuse(until: token.range.upperBound, "the name of a command")
      }
      offset += 1
      if mark == UInt8(ascii: "(") { formula(until: "\\)", isDisplay: false) }
      if mark == UInt8(ascii: "[") { formula(until: "\\]", isDisplay: true) }
      return
    }
    let name = String(decoding: bytes[start..<offset], as: UTF8.self)
    switch name {
    case "begin":
      guard let environment = argument() else { return }
      let base = environment.hasSuffix("*") ? String(environment.dropLast()) : environment
      if Self.formulas.contains(base) {
        formula(until: "\\end{\(environment)}", isDisplay: true)
      } else if Self.verbatim.contains(base) {
        refuse(
          until: find("\\end{\(environment)}") ?? bytes.count, "\\begin{\(environment)}")
      }
    case "verb", "lstinline":
      if offset < bytes.count, bytes[offset] == UInt8(ascii: "*") { offset += 1 }
      guard offset < bytes.count else { return }
      let opening = bytes[offset]
      offset += 1
      let closing = opening == UInt8(ascii: "{") ? UInt8(ascii: "}") : opening
      let end = bytes[offset...].firstIndex(of: closing) ?? bytes.count
      refuse(until: end, "\\" + name)
      // The mark that ends it opens nothing.
      offset = min(bytes.count, end + 1)
    case "url", "href", "input", "include", "includegraphics":
      guard offset < bytes.count, bytes[offset] == UInt8(ascii: "{") else { return }
      let end = bytes[offset...].firstIndex(of: UInt8(ascii: "}")) ?? bytes.count
      for token in Token.all(in: Array(bytes[offset..<end])) { contexts[token.number] = .address }
      offset = end
    default: break
    }
  }

  /// What stands in the braces that follow at once.
  private mutating func argument() -> String? {
    guard offset < bytes.count, bytes[offset] == UInt8(ascii: "{"),
      let end = bytes[offset...].firstIndex(of: UInt8(ascii: "}"))
    else { return nil }
    let start = offset + 1
    refuse(until: end, "the name of an environment")
    offset = end + 1
    return String(decoding: bytes[start..<end], as: UTF8.self)
  }

  private mutating func formula(until closing: String, isDisplay: Bool) {
    let end = find(closing) ?? bytes.count
    let author = AuthorFormula(trimmed(String(decoding: bytes[offset..<end], as: UTF8.self)))
    let known = Set(author.places.map(\.number))
    for token in Token.all(in: author.bytes) where !known.contains(token.number) {
      refused.append((token.number, "the name of a command"))
    }
    if let only = author.onlyPlace {
      contexts[only] = .wholeFormula(isDisplay: isDisplay)
    } else {
      for place in author.places { contexts[place.number] = place.context }
      refused += author.touched.map { ($0, "a number: a digit stands right beside it") }
    }
    offset = min(bytes.count, end + closing.utf8.count)
  }

  private mutating func refuse(until end: Int, _ what: String) {
    for token in Token.all(in: Array(bytes[offset..<end])) { refused.append((token.number, what)) }
    offset = end
  }

  /// Where a text stands next.
  private func find(_ text: String) -> Int? {
    let sought = Array(text.utf8)
    var place = offset
    while place + sought.count <= bytes.count {
      if bytes[place] == sought[0], bytes[place...].starts(with: sought) { return place }
      place += 1
    }
    return nil
  }

  /// Whether a token has its line to itself.
  private func isAlone(_ range: Range<Int>) -> Bool {
    let before = bytes[..<range.lowerBound].last { $0 != UInt8(ascii: " ") }
    let after = bytes[range.upperBound...].first { $0 != UInt8(ascii: " ") }
    return before.map { $0 == UInt8(ascii: "\n") } ?? true
      && after.map { $0 == UInt8(ascii: "\n") } ?? true
  }
}
