import Problems
import WorkedExamples

/// Finds the tags of a template and where they stand; swift-mustache keeps no positions.
struct TagScanner {
  private let file: TemplateFile
  private let text: String
  private var position: String.Index
  private var line = 1
  private var lineStart: String.Index
  private var delimiters: (open: String, close: String)
  private var code = CodeTracker()
  private(set) var tags: [Tag] = []

  private init(_ file: TemplateFile) {
    self.file = file
    text = file.text
    position = file.text.startIndex
    lineStart = file.text.startIndex
    delimiters = file.markup.delimiters
  }

  /// All tags of a template in the order they stand.
  static func tags(of file: TemplateFile) throws(Problem) -> [Tag] {
    var scanner = TagScanner(file)
    while scanner.position < scanner.text.endIndex {
      if scanner.text[scanner.position...].hasPrefix(scanner.delimiters.open) {
        try scanner.scanTag()
      } else {
        scanner.advance()
      }
    }
    return scanner.tags
  }

  private var column: Int { text.distance(from: lineStart, to: position) + 1 }

  private mutating func advance() {
    let character = text[position]
    position = text.index(after: position)
    if file.markup == .markdown { code.read(character) }
    if character == "\n" {
      line += 1
      lineStart = position
    }
  }

  private mutating func advance(to end: String.Index) {
    while position < end {
      if text[position] == "\n" {
        line += 1
        lineStart = text.index(after: position)
      }
      position = text.index(after: position)
    }
  }

  private mutating func scanTag() throws(Problem) {
    let (file, start, startLine, startColumn) = (file, position, line, column)
    func problem(_ message: String, _ suggestion: String? = nil) -> Problem {
      file.problem(message, line: startLine, column: startColumn, suggestion: suggestion)
    }
    let inside = text.index(position, offsetBy: delimiters.open.count)
    let mark = inside < text.endIndex ? text[inside] : " "
    let close = mark == "{" ? "}" + delimiters.close : delimiters.close
    guard let end = text[inside...].firstRange(of: close) else {
      throw problem(
        "the tag is never closed", "write '\(close)' behind its name")
    }
    var nameRange = inside..<end.lowerBound
    var next = delimiters
    let kind: Tag.Kind? =
      switch mark {
      case "#": .section
      case "^": .invertedSection
      case "/": .end
      case ">": .partial
      case "{", "&": .value
      case "!", "=": .other
      case "%", "$", "<": nil
      default: .value
      }
    guard let kind else {
      throw problem(
        "a template has no '\(delimiters.open)\(mark)' tags",
        "a value is written \(delimiters.open)name\(delimiters.close)")
    }
    if "#^/>{&!=".contains(mark) {
      nameRange = text.index(after: nameRange.lowerBound)..<nameRange.upperBound
    }
    if mark == "=" {
      guard let new = Self.delimiters(in: text[nameRange]) else {
        throw problem(
          "new delimiters need an opening and a closing one",
          "for example \(delimiters.open)=<% %>=\(delimiters.close)")
      }
      next = new
    } else if kind != .other {
      let trimmed = Self.trimmed(nameRange, in: text)
      guard let valid = trimmed, Self.isName(text[valid], path: kind == .partial) else {
        let found = text[nameRange].split(separator: "\n").first ?? ""
        throw problem("'\(found)' is not a name", "a name has letters, digits, '_', '-' and '.'")
      }
      nameRange = valid
    }
    let name = text[nameRange]
    tags.append(
      Tag(
        kind: kind, name: String(name), line: startLine, column: startColumn,
        isInCode: code.isInCode, range: start..<end.upperBound, nameRange: nameRange,
        components: name == "." ? 1 : name.split(separator: ".").count))
    delimiters = next
    if file.markup == .markdown { code.readTag() }
    advance(to: end.upperBound)
  }

  /// `<% %>=` between the equals signs.
  private static func delimiters(in inside: Substring) -> (open: String, close: String)? {
    let words = inside.split(whereSeparator: \.isWhitespace)
    guard words.count == 2, words[1].hasSuffix("="), words[1].count > 1 else { return nil }
    return (String(words[0]), String(words[1].dropLast()))
  }

  private static func trimmed(_ range: Range<String.Index>, in text: String) -> Range<String.Index>?
  {
    let inside = text[range]
    guard let first = inside.firstIndex(where: { !$0.isWhitespace }),
      let last = inside.lastIndex(where: { !$0.isWhitespace })
    else { return nil }
    return first..<text.index(after: last)
  }

  private static func isName(_ name: Substring, path: Bool) -> Bool {
    name.allSatisfy { character in
      character.isASCII
        && (character.isLetter || character.isNumber || "_-.".contains(character)
          || (path && character == "/"))
    }
  }
}
