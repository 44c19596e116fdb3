/// A place in one of the files of a template.
struct Source: Hashable, Sendable {
  /// Which of the template's files.
  let file: Int
  /// Which byte of it.
  let offset: Int
}

/// A name as a tag has it: `gradient.W.2.3`. A class, as `Node.Text` is, so that a node is copied by
/// counting one reference.
final class Name: Sendable {
  /// What is looked for in the sections around the tag; empty for `.`, the value of the section.
  let first: String
  /// The names of parts of that, of parts of those and so on.
  let rest: [String]

  /// `nil` where the text is no name: its parts are letters, digits, `_` and `-`.
  init?(_ text: String) {
    let parts = text.split(separator: ".", omittingEmptySubsequences: false).map(String.init)
    let isName = parts.allSatisfy { part in
      !part.isEmpty && part.allSatisfy { $0.isLetter || $0.isNumber || $0 == "_" || $0 == "-" }
    }
    guard isName || text == "." else { return nil }
    first = parts[0]
    rest = isName ? Array(parts[1...]) : []
  }

  var text: String { first.isEmpty ? "." : joined(rest.count) }

  /// The name without its last parts: those of `count` parts are kept.
  func joined(_ count: Int) -> String { ([first] + rest[..<count]).joined(separator: ".") }
}

/// A piece of a parsed template.
enum Node: Sendable {
  case text(Text)
  /// `{{name}}`
  case value(Name, Source)
  /// `{{(1 - S[3])}}`: the text between the parentheses, and where that begins.
  case expression(String, Source)
  /// `{{?(argmax(z) == 4)}}`: the same.
  case claim(String, Source)
  /// `{{#name}}...{{/name}}`, and inverted `{{^name}}...{{/name}}`.
  case section(Name, isInverted: Bool, [Node], Source)
  /// `{{>name}}`
  case partial(Inclusion)

  /// Text as it stands in the template.
  final class Text: Sendable {
    let bytes: [UInt8]
    let source: Source
    /// Where in the bytes lines begin: there the indentation of a partial goes.
    let lineStarts: [Int]

    init(bytes: [UInt8], source: Source, lineStarts: [Int]) {
      (self.bytes, self.source, self.lineStarts) = (bytes, source, lineStarts)
    }
  }

  /// Another file, filled where its name stands.
  struct Inclusion: Sendable {
    let name: String
    /// What its lines begin with, where the tag has a line to itself: the blanks before the tag.
    let indentation: [UInt8]?
    let source: Source
  }
}
