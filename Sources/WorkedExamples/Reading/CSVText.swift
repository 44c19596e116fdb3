import Problems

/// The records of a text with comma-separated values, each field with its place.
///
/// Strict: what RFC 4180 does not allow is an error. A byte order mark, and a line's end by a line
/// feed alone, are fine.
/// Source: https://www.rfc-editor.org/rfc/rfc4180
struct CSVText {
  /// A field, and where it begins.
  struct Field: Hashable {
    let text: String
    /// Counted from 1.
    let line: Int
    /// Unicode scalars before it on its line; what column that is, is counted for messages only.
    let offset: Int
  }

  let path: String
  /// The first record, and those below it; all with as many fields.
  let header: [Field]
  let records: [[Field]]
  private let lines: [Substring]

  /// - Parameter path: the file, for messages.
  init(_ text: String, path: String) throws(Problem) {
    self.path = path
    let plain = text.hasPrefix("\u{FEFF}") ? String(text.dropFirst()) : text
    let unified =
      plain.utf8.contains(UInt8(ascii: "\r"))
      ? plain.replacing("\r\n", with: "\n").replacing("\r", with: "\n") : plain
    lines = unified.split(separator: "\n", omittingEmptySubsequences: false)
    var scanner = Scanner(characters: Array(unified.unicodeScalars))
    var all: [[Field]] = []
    do throws(Scanner.Failure) {
      while let record = try scanner.record() { all.append(record) }
    } catch {
      throw Self.problem(path, lines, error.line, error.offset, error.message, error.suggestion)
    }
    // Blank lines at the end are no records.
    while let last = all.last, last.count == 1, last[0].text.isEmpty { all.removeLast() }
    guard let header = all.first else {
      throw Self.problem(
        path, lines, 1, 0, "the file is empty, expected a line with the names of the columns")
    }
    self.header = header
    records = Array(all.dropFirst())
    try checkSeparator()
    for record in records where record.count != header.count {
      throw problem(
        record[0],
        "this record has \(counted(record.count, "field")), the header has \(header.count)"
      )
    }
  }

  /// A header of one field with other separators in it is a file of another kind.
  private func checkSeparator() throws(Problem) {
    guard header.count == 1, let field = header.first else { return }
    let others: [(Character, String)] = [(";", "';'"), ("\t", "tabs")]
    for (sign, name) in others {
      guard let place = field.text.firstIndex(of: sign) else { continue }
      let offset = field.offset + field.text[..<place].unicodeScalars.count
      throw Self.problem(
        path, lines, field.line, offset, "the fields are separated by \(name), expected ','",
        "save the file with commas between fields and points in decimals")
    }
  }

  /// A problem with a field, where it begins.
  func problem(_ field: Field, _ message: String, _ suggestion: String? = nil) -> Problem {
    Self.problem(path, lines, field.line, field.offset, message, suggestion)
  }

  private static func problem(
    _ path: String, _ lines: [Substring], _ line: Int, _ offset: Int, _ message: String,
    _ suggestion: String? = nil
  ) -> Problem {
    let excerpt = lines.indices.contains(line - 1) ? String(lines[line - 1]) : ""
    // In characters, as a reader counts.
    let column = String(excerpt.unicodeScalars.prefix(offset)).count + 1
    return Problem(
      file: path, line: line, column: column, message: message, suggestion: suggestion,
      excerpt: excerpt)
  }
}

/// Cuts a text into records and fields. By Unicode scalars: a mark that combines with a comma does
/// not take it away.
private struct Scanner {
  let characters: [Unicode.Scalar]
  private var place = 0
  private var line = 1
  private var lineStart = 0

  struct Failure: Error {
    let line: Int
    let offset: Int
    let message: String
    var suggestion: String?
  }

  init(characters: [Unicode.Scalar]) { self.characters = characters }

  private var current: Unicode.Scalar? { place < characters.count ? characters[place] : nil }

  private var offset: Int { place - lineStart }

  private mutating func advance() {
    if characters[place] == "\n" {
      line += 1
      lineStart = place + 1
    }
    place += 1
  }

  /// The next record; `nil` at the end of the text.
  mutating func record() throws(Failure) -> [CSVText.Field]? {
    guard current != nil else { return nil }
    var fields = [try field()]
    while current == "," {
      advance()
      fields.append(try field())
    }
    if current != nil { advance() }
    return fields
  }

  private mutating func field() throws(Failure) -> CSVText.Field {
    let (line, offset) = (line, offset)
    var text = String.UnicodeScalarView()
    guard current == "\"" else {
      while let next = current, next != ",", next != "\n" {
        guard next != "\"" else {
          throw Failure(
            line: self.line, offset: self.offset,
            message: "found '\"' within a field that does not begin with it",
            suggestion: "put the whole field between quotes, and write '\"\"' for each within it")
        }
        text.append(next)
        advance()
      }
      return CSVText.Field(text: String(text), line: line, offset: offset)
    }
    advance()
    while true {
      guard let next = current else {
        throw Failure(
          line: line, offset: offset, message: "the quoted field that begins here has no end",
          suggestion: "close it with '\"'")
      }
      advance()
      if next == "\"" {
        guard current == "\"" else { break }
        advance()
      }
      text.append(next)
    }
    if let next = current, next != ",", next != "\n" {
      throw Failure(
        line: self.line, offset: self.offset,
        message:
          "found '\(Character(next))' behind a quoted field, expected ',' or the end of the line"
      )
    }
    return CSVText.Field(text: String(text), line: line, offset: offset)
  }
}
