import Problems

/// A number that an author typed into a template: nothing tells whether it is still true.
public struct TypedNumber: Hashable, Sendable {
  /// Relative to the project.
  public let file: String
  /// Counted from 1.
  public let line: Int
  /// In characters, counted from 1.
  public let column: Int
  /// As typed: `0.2`.
  public let text: String
}

extension Template {
  /// The numbers in the text of the template and its partials, in their order.
  ///
  /// A number that is part of a name (`x1`, `h2`), of a tag of HTML, of a script or subscript
  /// (`x^2`, `S_{3}`), or the mark of a list's item is none.
  public var typedNumbers: [TypedNumber] {
    zip(files, nodes).flatMap { file, nodes in
      var isInTag = false
      return Self.texts(nodes).flatMap { text in
        Self.numbers(text, &isInTag).map { place, number in
          let (line, column) = file.location(of: text.source.offset + place)
          return TypedNumber(file: file.path, line: line, column: column, text: number)
        }
      }
    }
  }

  private static func texts(_ nodes: [Node]) -> [Node.Text] {
    nodes.flatMap { node -> [Node.Text] in
      switch node {
      case .text(let text): [text]
      case .section(_, _, let body, _): texts(body)
      case .value, .expression, .claim, .partial: []
      }
    }
  }

  /// - Parameter isInTag: whether the text begins, and then ends, within a tag of HTML.
  private static func numbers(
    _ text: Node.Text, _ isInTag: inout Bool
  ) -> [(place: Int, text: String)] {
    let bytes = text.bytes
    var found: [(place: Int, text: String)] = []
    var place = 0
    while place < bytes.count {
      let byte = bytes[place]
      if byte == UInt8(ascii: "<"), place + 1 < bytes.count {
        let next = bytes[place + 1]
        isInTag = (0x61...0x7A).contains(next | 0x20) || "/!".utf8.contains(next)
      }
      if byte == UInt8(ascii: ">") || byte == .newline { isInTag = false }
      guard isDigit(byte) else {
        place += 1
        continue
      }
      var end = place
      while end < bytes.count, isDigit(bytes[end]) { end += 1 }
      if end + 1 < bytes.count, bytes[end] == UInt8(ascii: "."), isDigit(bytes[end + 1]) {
        end += 1
        while end < bytes.count, isDigit(bytes[end]) { end += 1 }
      }
      if !isInTag, isNumber(text, place..<end) {
        found.append((place, String(decoding: bytes[place..<end], as: UTF8.self)))
      }
      place = end
    }
    return found
  }

  private static func isNumber(_ text: Node.Text, _ range: Range<Int>) -> Bool {
    let bytes = text.bytes
    var before = range.lowerBound
    while before > 0, bytes[before - 1] == UInt8(ascii: "{") { before -= 1 }
    if before > 0 {
      let previous = bytes[before - 1]
      let isName = previous >= 0x80 || (0x61...0x7A).contains(previous | 0x20)
      if isName || "_^#&\\".utf8.contains(previous) { return false }
    }
    let start =
      bytes[..<range.lowerBound].lastIndex(of: .newline).map { $0 + 1 }
      ?? text.lineStarts.first { $0 == 0 }
    let isFirst = start.map { bytes[$0..<range.lowerBound].allSatisfy(\.isBlank) } ?? false
    let isMark =
      isFirst && range.upperBound < bytes.count && ".)".utf8.contains(bytes[range.upperBound])
    return !isMark
  }

  private static func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }
}
