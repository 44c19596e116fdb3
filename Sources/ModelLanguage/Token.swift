/// A word of the model language and where it stands in the model's text.
struct Token: Hashable, Sendable {
  enum Kind: Hashable, Sendable {
    case name(String)
    case number(String)
    /// What stands between quotation marks.
    case text(String)
    /// An operator or bracket.
    case sign(String)
    case endOfStatement
  }
  let kind: Kind
  let position: Position
  /// Of the end of a statement: the comment on its last line.
  var comment: String?

  /// As a message quotes it.
  var text: String {
    switch kind {
    case .name(let text), .number(let text), .sign(let text): "'\(text)'"
    case .text(let text): "'\"\(text)\"'"
    case .endOfStatement: "the end of the line"
    }
  }
}

/// A place in the model's text; line and column count from 1.
public struct Position: Hashable, Codable, Sendable {
  /// Counted from 1.
  public var line: Int
  /// Counted from 1, in characters.
  public var column: Int

  /// A place by its line and column, both counted from 1.
  public init(line: Int, column: Int) {
    self.line = line
    self.column = column
  }
}

/// A mistake in the model's text.
public struct ModelError: Error, Hashable, Sendable {
  /// Where in the model's text.
  public let position: Position
  /// What is wrong, in one sentence without a full stop.
  public let message: String
  /// What to do about it, where that is known.
  public var suggestion: String?
}

extension ModelError {
  /// A mistake without a suggestion.
  public init(_ position: Position, _ message: String) {
    self.init(position: position, message: message)
  }
}
