import Foundation

/// A file of this repository's Swift, as far as the tests of the house need to understand it.
struct SwiftSource: Sendable {
  /// From the folder of all sources: `Formulas/TeX.swift`.
  let path: String
  /// The code's lines without comments, every string emptied.
  let lines: [Substring]
  /// All names and keywords of the code.
  let words: Set<String>
  /// What stands between quotes, escapes resolved and each interpolation left out as a space.
  let strings: [String]

  init(path: String, text: String) {
    self.path = path
    var reader = Reader(bytes: Array(text.utf8))
    reader.readCode(isNested: false)
    strings = reader.strings
    let code = String(decoding: reader.code, as: UTF8.self)
    lines = code.split(separator: "\n")
    let isOfWord: (UInt8) -> Bool = { byte in
      byte == UInt8(ascii: "_") || (0x30...0x39).contains(byte)
        || (0x61...0x7A).contains(byte | 0x20) || byte >= 0x80
    }
    words = Set(
      reader.code.split { !isOfWord($0) }.map { String(decoding: $0, as: UTF8.self) })
  }

  /// All files of `Sources`, read once.
  static let all: [SwiftSource] = {
    let root = ReadmeTests.root.appending(path: "Sources")
    let paths = FileManager.default.enumerator(atPath: root.path())?.allObjects ?? []
    return paths.compactMap { $0 as? String }.filter { $0.hasSuffix(".swift") }.sorted().map {
      let bytes = FileManager.default.contents(atPath: root.appending(path: $0).path())
      return SwiftSource(path: $0, text: String(decoding: bytes ?? Data(), as: UTF8.self))
    }
  }()

  /// The target it belongs to.
  var target: String { String(path.prefix { $0 != "/" }) }

  var imports: Set<String> {
    Set(lines.filter { $0.hasPrefix("import ") }.map { String($0.dropFirst("import ".count)) })
  }

  func contains(code: String) -> Bool { lines.contains { $0.contains(code) } }
}

/// Tells code, comments and strings apart.
private struct Reader {
  let bytes: [UInt8]
  var place = 0
  var code: [UInt8] = []
  var strings: [String] = []

  /// Reads code up to its end, or to the parenthesis that closes an interpolation.
  mutating func readCode(isNested: Bool) {
    var depth = 0
    while place < bytes.count {
      if starts("//") {
        while place < bytes.count, bytes[place] != UInt8(ascii: "\n") { place += 1 }
        continue
      }
      let hashes = bytes[place...].prefix { $0 == UInt8(ascii: "#") }.count
      let quote = place + hashes
      if quote < bytes.count, bytes[quote] == UInt8(ascii: "\"") {
        place = quote
        readString(hashes)
        continue
      }
      code.append(bytes[place])
      if bytes[place] == UInt8(ascii: "(") { depth += 1 }
      if bytes[place] == UInt8(ascii: ")") { depth -= 1 }
      place += 1
      if isNested, depth < 0 { return }
    }
  }

  private mutating func readString(_ hashes: Int) {
    let pounds = String(repeating: "#", count: hashes)
    let quotes = starts("\"\"\"") ? "\"\"\"" : "\""
    let (end, escape) = (quotes + pounds, "\\" + pounds)
    place += quotes.utf8.count
    var content: [UInt8] = []
    while place < bytes.count, !starts(end) {
      guard starts(escape) else {
        content.append(bytes[place])
        place += 1
        continue
      }
      place += escape.utf8.count + 1
      switch bytes[place - 1] {
      case UInt8(ascii: "("):
        readCode(isNested: true)
        content.append(UInt8(ascii: " "))
      case UInt8(ascii: "\\"): content.append(UInt8(ascii: "\\"))
      default: content.append(UInt8(ascii: " "))
      }
    }
    place += end.utf8.count
    strings.append(String(decoding: content, as: UTF8.self))
    code += "\"\"".utf8
  }

  private func starts(_ text: String) -> Bool { bytes[place...].starts(with: text.utf8) }
}
