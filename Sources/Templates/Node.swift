/// A place in one of the files of a template.
struct Source: Hashable, Sendable {
  /// Which of the template's files.
  let file: Int
  /// Which byte of it.
  let offset: Int
}

/// A name as a tag has it, `gradient.W.2.3`; no parts are `.`, the value of the section itself.
struct Name: Hashable, Sendable {
  let text: String
  let parts: [String]

  /// `nil` where the text is no name: parts are letters, digits, `_` and `-`, joined by `.`
  init?(_ text: String) {
    self.text = text
    parts =
      text == "."
      ? [] : text.split(separator: ".", omittingEmptySubsequences: false).map(String.init)
    let isName = parts.allSatisfy { part in
      !part.isEmpty && part.allSatisfy { $0.isLetter || $0.isNumber || $0 == "_" || $0 == "-" }
    }
    if !isName { return nil }
  }
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
  struct Text: Sendable {
    let bytes: [UInt8]
    let source: Source
    /// Where in the bytes lines begin: there the indentation of a partial goes.
    let lineStarts: [Int]
  }

  /// Another file, filled where its name stands.
  struct Inclusion: Sendable {
    let name: String
    /// What its lines begin with, where the tag has a line to itself: the blanks before the tag.
    let indentation: [UInt8]?
    let source: Source
  }
}
