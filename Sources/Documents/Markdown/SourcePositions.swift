/// Counts the lines of a text up to offsets that only grow, each byte once.
struct LineCounter {
  private var counted = 0
  private var ends = 0
  private var total: Int?

  /// How many line ends stand before `offset`; `byte` gives 0 at the end of the text.
  mutating func linesBefore(_ offset: Int, byte: (Int) -> UInt8) -> Int {
    while counted < offset {
      if isLineEnd(at: counted, byte) { ends += 1 }
      counted += 1
    }
    return ends
  }

  /// How many lines there are from the one that holds `offset` to the last one.
  mutating func linesFrom(_ offset: Int, byte: (Int) -> UInt8) -> Int {
    let before = linesBefore(offset, byte: byte)
    if total == nil {
      var all = 0
      var end = 0
      while byte(end) != 0 {
        if isLineEnd(at: end, byte) { all += 1 }
        end += 1
      }
      if end > 0, byte(end - 1) != UInt8(ascii: "\n"), byte(end - 1) != UInt8(ascii: "\r") {
        all += 1
      }
      total = all
    }
    return (total ?? 0) - before
  }

  private func isLineEnd(at offset: Int, _ byte: (Int) -> UInt8) -> Bool {
    switch byte(offset) {
    case UInt8(ascii: "\n"): true
    case UInt8(ascii: "\r"): byte(offset + 1) != UInt8(ascii: "\n")
    default: false
    }
  }
}

/// Finds the columns of formulas in their source lines, asked for from left to right.
struct SourceColumns {
  private let source: [UInt8]
  /// Where each line starts.
  private let starts: [Int]
  /// How far the search got, and in which line.
  private var reached = (line: 0, offset: 0, column: 1)

  init(_ source: String) {
    self.source = Array(source.utf8)
    var starts = [0]
    for (offset, byte) in self.source.enumerated() {
      switch byte {
      case UInt8(ascii: "\n"): starts.append(offset + 1)
      case UInt8(ascii: "\r"):
        let next = offset + 1 < self.source.count ? self.source[offset + 1] : 0
        if next != UInt8(ascii: "\n") { starts.append(offset + 1) }
      default: break
      }
    }
    self.starts = starts
  }

  /// The column in characters, counted from 1, of a formula with its delimiters.
  ///
  /// - Returns: That of the formula before it, or 1, where the line does not show it.
  /// - Complexity: Each byte of a line is looked at once for all its formulas.
  mutating func column(of formula: String, inLine line: Int) -> Int {
    guard starts.indices.contains(line - 1) else { return 1 }
    let end = line < starts.count ? starts[line] : source.count
    if line != reached.line { reached = (line, starts[line - 1], 1) }
    let sought = Array(formula.utf8.prefix { $0 != 0x0A && $0 != 0x0D })
    let from = reached.offset
    var found = from
    while found < end {
      if let after = self.end(of: sought, at: found, before: end) {
        let column = reached.column + characters(from..<found)
        reached = (line, after, column + characters(found..<after))
        return column
      }
      found += 1
    }
    reached.offset = end
    return reached.column
  }

  private func characters(_ range: Range<Int>) -> Int {
    String(decoding: source[range], as: UTF8.self).count
  }

  /// Where a text that begins at `offset` ends, if it does; in a table's cell it has `\|` for `|`.
  private func end(of sought: [UInt8], at offset: Int, before end: Int) -> Int? {
    var offset = offset
    for byte in sought {
      if byte == UInt8(ascii: "|"), offset < end, source[offset] == UInt8(ascii: "\\") {
        offset += 1
      }
      guard offset < end, source[offset] == byte else { return nil }
      offset += 1
    }
    return offset
  }
}

/// Without ASCII white space at both ends.
func trimmed(_ text: some StringProtocol) -> String {
  var bytes = Substring(text).utf8
  while let first = bytes.first, isSpace(first) { bytes.removeFirst() }
  while let last = bytes.last, isSpace(last) { bytes.removeLast() }
  return String(Substring(bytes))
}
