// Where math begins and ends, as pure functions over bytes: the parser's callbacks ask these.

private let dollar = UInt8(ascii: "$")
private let backslash = UInt8(ascii: "\\")

/// A formula found within a line of text.
struct MathSpan: Equatable {
  var isDisplay: Bool
  /// Between the delimiters.
  var content: Range<Int>
  /// After the closing delimiter.
  var end: Int
}

/// Finds `$...$` and `$$...$$` within one paragraph, heading or table cell.
///
/// - `$` opens unless white space follows; it closes unless white space precedes or a digit follows.
/// - `$$` opens and closes wherever two dollars stand together; three or more open nothing.
/// - A backslash takes the next byte with it. What is between may span lines, but is never blank.
///
/// Which dollars can close does not depend on the one that opens, so a search that found none is
/// remembered: finding all formulas takes time linear in the length of the text.
struct InlineMathScanner {
  private var noSingleFrom = Int.max
  private var noDoubleFrom = Int.max

  enum Match: Equatable {
    case math(MathSpan)
    /// The dollars up to this offset are text.
    case text(until: Int)
  }

  /// What the dollar at `start` begins; `byte` gives 0 at the end of the text.
  mutating func match(at start: Int, byte: (Int) -> UInt8) -> Match {
    var run = 1
    while byte(start + run) == dollar { run += 1 }
    let content = start + run
    switch run {
    case 1 where !isSpace(byte(content)) && byte(content) != 0 && content < noSingleFrom:
      if let close = closingSingle(from: content, byte: byte) {
        return .math(MathSpan(isDisplay: false, content: content..<close, end: close + 1))
      }
      noSingleFrom = content
    case 2 where content < noDoubleFrom:
      if let close = closingDouble(from: content, byte: byte) {
        guard (content..<close).contains(where: { !isSpace(byte($0)) }) else { break }
        return .math(MathSpan(isDisplay: true, content: content..<close, end: close + 2))
      }
      noDoubleFrom = content
    default: break
    }
    return .text(until: content)
  }

  private func closingSingle(from start: Int, byte: (Int) -> UInt8) -> Int? {
    var offset = start
    while byte(offset) != 0 {
      if byte(offset) == backslash {
        offset += byte(offset + 1) == 0 ? 1 : 2
        continue
      }
      if byte(offset) == dollar, !isSpace(byte(offset - 1)), !isDigit(byte(offset + 1)) {
        return offset
      }
      offset += 1
    }
    return nil
  }

  private func closingDouble(from start: Int, byte: (Int) -> UInt8) -> Int? {
    var offset = start
    while byte(offset) != 0 {
      if byte(offset) == backslash {
        offset += byte(offset + 1) == 0 ? 1 : 2
        continue
      }
      if byte(offset) == dollar, byte(offset + 1) == dollar { return offset }
      offset += 1
    }
    return nil
  }
}

/// Where the lines of a text hold `$$`, so that a block opens only when it closes further down.
///
/// A block begins with a line that starts with `$$` and ends with the first line after it that
/// holds `$$`, with nothing but white space behind; what is between is never blank. Built in one
/// pass; each question takes logarithmic time.
struct DisplayBlocks {
  /// A line that holds `$$`.
  private struct Line {
    /// Counted from 1.
    var number: Int
    /// Whether only white space follows the first `$$`.
    var closes: Bool
    /// The last line that has text before this `$$`; the marks of block quotes are no text.
    var text: Int
  }
  /// Ascending.
  private var lines: [Line] = []

  init(_ source: UnsafeBufferPointer<UInt8>) {
    var (line, text, offset) = (1, 0, 0)
    while offset < source.count {
      let next = offset + 1 < source.count ? source[offset + 1] : 0
      switch source[offset] {
      case UInt8(ascii: "\n"): line += 1
      case UInt8(ascii: "\r"):
        line += 1
        if next == UInt8(ascii: "\n") { offset += 1 }
      case backslash:
        text = line
        if !isLineEnd(next) { offset += 1 }
      case dollar where next == dollar && lines.last?.number != line:
        let rest = source[(offset + 2)...].prefix { !isLineEnd($0) }
        lines.append(Line(number: line, closes: rest.allSatisfy(isSpace), text: text))
        if !rest.allSatisfy(isSpace) { text = line }
        offset += 1
      case UInt8(ascii: ">"): break
      case let byte: if !isSpace(byte) { text = line }
      }
      offset += 1
    }
  }

  /// The line that closes a block whose first line is `first`, a text that starts with `$$`.
  ///
  /// - Parameters:
  ///   - first: From its `$$` to its end.
  ///   - number: Which line that is, counted from 1.
  /// - Returns: `nil` where it does not close: then it is no block.
  func closingLine(first: UnsafeBufferPointer<UInt8>, number: Int) -> Int? {
    guard first.count > 2, first[0] == dollar, first[1] == dollar, first[2] != dollar else {
      return nil
    }
    var offset = 2
    while offset < first.count, !isLineEnd(first[offset]) {
      if first[offset] == backslash {
        offset += 2
        continue
      }
      if first[offset] == dollar, offset + 1 < first.count, first[offset + 1] == dollar {
        let closes = first[(offset + 2)...].allSatisfy(isSpace)
        return closes && !first[2..<offset].allSatisfy(isSpace) ? number : nil
      }
      offset += 1
    }
    var (low, high) = (0, lines.count)
    while low < high {
      let middle = (low + high) / 2
      if lines[middle].number <= number { low = middle + 1 } else { high = middle }
    }
    guard low < lines.count, lines[low].closes else { return nil }
    let isBlank = first[2...].allSatisfy(isSpace) && lines[low].text <= number
    return isBlank ? nil : lines[low].number
  }
}

/// What stands between a formula's delimiters.
func texWithin(_ source: String) -> String {
  let length = source.hasPrefix("$$") ? 2 : 1
  return trimmed(source.dropFirst(length).dropLast(length))
}

func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || (0x09...0x0D).contains(byte) }
private func isLineEnd(_ byte: UInt8) -> Bool { byte == 0x0A || byte == 0x0D }
func isLetter(_ byte: UInt8) -> Bool { (0x61...0x7A).contains(byte | 0x20) }
func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }
