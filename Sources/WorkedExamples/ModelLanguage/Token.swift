/// A word of the model language and where it stands in the model's text.
struct Token: Hashable, Sendable {
  enum Kind: Hashable, Sendable {
    case name(String)
    case number(String)
    /// An operator or bracket.
    case sign(String)
    case endOfStatement
  }
  let kind: Kind
  let position: Position

  /// As a message quotes it.
  var text: String {
    switch kind {
    case .name(let text), .number(let text), .sign(let text): "'\(text)'"
    case .endOfStatement: "the end of the line"
    }
  }
}

/// A place in the model's text; line and column count from 1.
struct Position: Hashable, Sendable {
  var line: Int
  var column: Int
}

/// A mistake in the model's text.
struct ModelError: Error, Hashable, Sendable {
  let position: Position
  let message: String
  var suggestion: String?
}
