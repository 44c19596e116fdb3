import Problems

/// A tag of a template as it is written.
struct Tag {
  enum Kind {
    case comment, delimiters
    case value(Name)
    case section(Name, isInverted: Bool)
    case end(Name)
    case partial(String)
    /// The text between the parentheses, and the byte at which that begins.
    case expression(String, at: Int)
    case claim(String, at: Int)
  }
  let kind: Kind
  /// The bytes it takes up, delimiters included.
  let range: Range<Int>

  /// Whether it writes nothing of its own: then a line that holds nothing else goes with it.
  var mayStandAlone: Bool {
    switch kind {
    case .value, .expression: false
    case .comment, .delimiters, .section, .end, .partial, .claim: true
    }
  }
}

/// Finds the tags of a file one after the other.
struct TagScanner {
  private let file: TemplateFile
  private(set) var delimiters: Delimiters
  private var position = 0
  /// What is wrong with tags so far; a tag that is wrong is passed over.
  private(set) var problems: [Problem] = []

  init(_ file: TemplateFile) {
    self.file = file
    delimiters = file.delimiters
  }

  private var bytes: [UInt8] { file.bytes }

  /// The next tag that is written as it should be; `nil` at the end.
  mutating func next() -> Tag? {
    while problems.count < Limits.problems, let start = find(delimiters.open, from: position) {
      do throws(Problem) {
        return try tag(at: start)
      } catch {
        problems.append(error)
      }
    }
    return nil
  }

  /// The tag that opens at a byte; leaves the position behind it, whether it is a good one or not.
  private mutating func tag(at start: Int) throws(Problem) -> Tag {
    let delimiters = delimiters
    let inside = start + delimiters.open.utf8.count
    guard let end = find(delimiters.close, from: inside) else {
      position = bytes.count
      throw problem(start, "the tag is never closed", "write '\(delimiters.close)' where it ends")
    }
    position = end + delimiters.close.utf8.count
    let content = trimmed(inside..<end)
    guard let mark = content.first.map({ bytes[$0] }) else {
      throw problem(start, "the tag is empty", "a value is written \(delimiters.tag("name"))")
    }
    if mark == UInt8(ascii: "!") { return Tag(kind: .comment, range: start..<position) }
    if mark == UInt8(ascii: "=") { return try change(at: start, content: content.lowerBound) }
    if let inner = find(delimiters.open, from: content.lowerBound, before: end) {
      position = inner
      throw problem(start, "the tag is never closed", "write '\(delimiters.close)' where it ends")
    }
    let rest = trimmed(content.lowerBound + 1..<content.upperBound)
    let kind: Tag.Kind
    switch mark {
    case UInt8(ascii: "#"): kind = .section(try name(rest, start), isInverted: false)
    case UInt8(ascii: "^"): kind = .section(try name(rest, start), isInverted: true)
    case UInt8(ascii: "/"): kind = .end(try name(rest, start))
    case UInt8(ascii: ">"): kind = .partial(text(rest))
    case UInt8(ascii: "&"): kind = .value(try name(rest, start))
    case UInt8(ascii: "{"):
      // The brace that closes stands before the delimiter or is its first byte: `}` + `}}`.
      guard let close = find("}" + delimiters.close, from: rest.lowerBound), close <= end else {
        throw problem(
          start, "the tag is never closed", "write '}\(delimiters.close)' where it ends")
      }
      position = close + 1 + delimiters.close.utf8.count
      kind = .value(try name(trimmed(rest.lowerBound..<close), start))
    case UInt8(ascii: "("):
      let (text, offset) = try parenthesised(content, start, "")
      kind = .expression(text, at: offset)
    case UInt8(ascii: "?"):
      let (text, offset) = try parenthesised(rest, start, "?")
      kind = .claim(text, at: offset)
    case UInt8(ascii: "%"), UInt8(ascii: "$"), UInt8(ascii: "<"), UInt8(ascii: "*"):
      throw problem(
        start, "there are no '\(delimiters.open)\(Character(Unicode.Scalar(mark)))' tags",
        "a value is written \(delimiters.tag("name"))")
    default: kind = .value(try name(content, start))
    }
    return Tag(kind: kind, range: start..<position)
  }

  /// `{{=<% %>=}}`, from its first equals sign.
  private mutating func change(at start: Int, content: Int) throws(Problem) -> Tag {
    let close = "=" + delimiters.close
    if let end = find(close, from: content + 1) {
      let words = text(content + 1..<end).split(whereSeparator: \.isWhitespace)
      if words.count == 2, !words.contains(where: { $0.contains("=") }) {
        position = end + close.utf8.count
        delimiters = Delimiters(String(words[0]), String(words[1]))
        return Tag(kind: .delimiters, range: start..<position)
      }
    }
    throw problem(
      start, "new delimiters are an opening and a closing one, without '=' in them",
      "for example \(delimiters.tag("=<% %>="))")
  }

  private func name(_ range: Range<Int>, _ start: Int) throws(Problem) -> Name {
    if range.isEmpty { throw problem(start, "the tag has no name") }
    let text = text(range)
    guard let name = Name(text) else {
      throw problem(
        start, "'\(text.prefix(60))' is not a name",
        "a name has letters, digits, '_' and '-'; a '.' stands before the name of a part")
    }
    return name
  }

  /// What stands between parentheses that open at the first byte and close at the last one.
  private func parenthesised(
    _ range: Range<Int>, _ start: Int, _ mark: String
  ) throws(Problem) -> (String, at: Int) {
    let what = mark.isEmpty ? "an expression" : "a claim"
    var depth = 0
    for place in range {
      if bytes[place] == UInt8(ascii: "(") { depth += 1 }
      if bytes[place] == UInt8(ascii: ")") { depth -= 1 }
      if depth <= 0, place < range.upperBound - 1 || depth < 0 || range.count == 1 {
        throw problem(
          start, "\(what) stands in one pair of parentheses",
          "write \(delimiters.tag("\(mark)(\(text(range).prefix(60)))"))")
      }
    }
    if depth > 0 { throw problem(start, "\(what) has '(' without ')'") }
    if range.isEmpty || trimmed(range.lowerBound + 1..<range.upperBound - 1).isEmpty {
      throw problem(start, "\(what) has nothing between its parentheses")
    }
    return (text(range.lowerBound + 1..<range.upperBound - 1), range.lowerBound + 1)
  }

  private func problem(_ start: Int, _ message: String, _ suggestion: String? = nil) -> Problem {
    file.problem(at: start, message, suggestion: suggestion)
  }

  private func text(_ range: Range<Int>) -> String {
    String(decoding: bytes[range], as: UTF8.self)
  }

  private func trimmed(_ range: Range<Int>) -> Range<Int> {
    var (start, end) = (range.lowerBound, range.upperBound)
    while start < end, bytes[start].isWhitespace { start += 1 }
    while start < end, bytes[end - 1].isWhitespace { end -= 1 }
    return start..<end
  }

  /// Where a text that is not empty stands next.
  private func find(_ text: String, from start: Int, before end: Int? = nil) -> Int? {
    let (bytes, text) = (file.bytes, Array(text.utf8))
    var place = start
    while place + text.count <= end ?? bytes.count {
      if bytes[place] == text[0], bytes[place..<place + text.count].elementsEqual(text) {
        return place
      }
      place += 1
    }
    return nil
  }
}
