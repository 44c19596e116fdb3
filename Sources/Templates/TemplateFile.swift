import Problems

/// A template as the author wrote it.
public struct TemplateFile: Sendable {
  /// Relative to the project: `Templates/tutorial.md`.
  public let path: String
  /// The text in UTF-8: lines end in `\n`, there is no byte order mark.
  let bytes: [UInt8]
  /// Where each line begins.
  private let lineStarts: [Int]

  /// A byte order mark is dropped; lines that end in `\r\n` end in `\n`.
  public init(path: String, text: String) {
    self.path = path
    var bytes = Array(text.utf8)
    if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { bytes.removeFirst(3) }
    if bytes.contains(.carriageReturn) {
      bytes = bytes.indices.compactMap { place in
        let endsLine =
          bytes[place] == .carriageReturn && place + 1 < bytes.count && bytes[place + 1] == .newline
        return endsLine ? nil : bytes[place]
      }
    }
    self.bytes = bytes
    lineStarts = [0] + bytes.indices.lazy.filter { bytes[$0] == .newline }.map { $0 + 1 }
  }

  /// The text as it is filled: without a byte order mark, lines ending in `\n`.
  public var text: String { String(decoding: bytes, as: UTF8.self) }

  /// The delimiters a file begins with: `<< >>` in LaTeX, where braces mean something else.
  var delimiters: Delimiters { path.hasSuffix(".tex") ? Delimiters("<<", ">>") : .mustache }

  /// Line and column of a byte, both counted from 1, the column in characters.
  func location(of offset: Int) -> (line: Int, column: Int) {
    var (low, high) = (0, lineStarts.count)
    while high - low > 1 {
      let middle = (low + high) / 2
      if lineStarts[middle] <= offset { low = middle } else { high = middle }
    }
    let before = bytes[lineStarts[low]..<offset]
    // Most lines are long and plain: there a byte is a character.
    let isPlain = before.allSatisfy { $0 < 0x80 && $0 != .carriageReturn }
    let column = isPlain ? before.count : String(decoding: before, as: UTF8.self).count
    return (low + 1, column + 1)
  }

  /// A line, counted from 1; `nil` where there is no such line.
  private func line(_ number: Int) -> String? {
    guard lineStarts.indices.contains(number - 1) else { return nil }
    let end = number < lineStarts.count ? lineStarts[number] - 1 : bytes.count
    return String(decoding: bytes[lineStarts[number - 1]..<end], as: UTF8.self)
  }

  /// A problem at a byte of this file.
  func problem(at offset: Int, _ message: String, suggestion: String? = nil) -> Problem {
    let (line, column) = location(of: offset)
    return Problem(
      file: path, line: line, column: column, message: message, suggestion: suggestion,
      excerpt: self.line(line))
  }

  /// A problem found in a piece of this file, moved to where that piece begins.
  func problem(_ inner: Problem, inTextAt offset: Int) -> Problem {
    guard inner.file == nil else { return inner }
    let start = location(of: offset)
    var problem = inner
    let innerLine = inner.line ?? 1
    let line = start.line + innerLine - 1
    problem.file = path
    problem.line = line
    problem.column = (innerLine == 1 ? start.column - 1 : 0) + (inner.column ?? 1)
    problem.excerpt = self.line(line)
    return problem
  }
}

/// What opens and closes a tag.
struct Delimiters: Hashable, Sendable {
  let open: String
  let close: String

  static let mustache = Delimiters("{{", "}}")

  init(_ open: String, _ close: String) { (self.open, self.close) = (open, close) }

  /// A tag as it is written, for messages.
  func tag(_ inside: String) -> String { open + inside + close }
}

extension UInt8 {
  static let newline = UInt8(ascii: "\n")
  static let carriageReturn = UInt8(ascii: "\r")
  /// A space or a tab: what may stand beside a tag that has a line to itself.
  var isBlank: Bool { self == UInt8(ascii: " ") || self == UInt8(ascii: "\t") }
  /// What may stand around a name within a tag.
  var isWhitespace: Bool { isBlank || self == .newline || self == .carriageReturn }
}
