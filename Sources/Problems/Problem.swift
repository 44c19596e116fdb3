/// Something the author of an example or a template has to mend: where, what, and if known how.
public struct Problem: Error, Hashable, Sendable {
  /// The file, relative to the project: `Examples/softmax.yaml`.
  public var file: String?
  /// Counted from 1.
  public var line: Int?
  /// Counted from 1, in characters.
  public var column: Int?
  /// What is wrong, in one sentence without a full stop.
  public var message: String
  /// What to do about it: "did you mean 'softmax'?".
  public var suggestion: String?
  /// The line of the file, as the author wrote it.
  public var excerpt: String?

  /// A problem, with as much of its place as is known.
  public init(
    file: String? = nil, line: Int? = nil, column: Int? = nil, message: String,
    suggestion: String? = nil, excerpt: String? = nil
  ) {
    self.file = file
    self.line = line
    self.column = column
    self.message = message
    self.suggestion = suggestion
    self.excerpt = excerpt
  }
}

/// Everything found wrong in one go, in the order it was found.
public struct Problems: Error, Hashable, Sendable {
  /// In the order they were found.
  public let all: [Problem]

  /// The problems found, at least one.
  public init(_ all: [Problem]) { self.all = all }
}

extension Problem: CustomStringConvertible {
  /// The one place that words how a problem is printed:
  ///
  ///     Examples/softmax.yaml:3:7: error: there is no function 'softmx'
  ///       S = softmx(z)
  ///           ^
  ///     help: did you mean 'softmax'?
  public var description: String {
    var lines = ["\(location)error: \(message)"]
    if let excerpt {
      let (line, caret) = excerptWithCaret(excerpt)
      lines.append("  " + line)
      if let caret { lines.append("  " + caret) }
    }
    if let suggestion { lines.append("help: \(suggestion)") }
    return lines.joined(separator: "\n").withoutControls
  }

  /// `file:line:column: `, as much of it as is known.
  public var location: String {
    guard let file else { return "" }
    var parts = [file]
    if let line {
      parts.append(String(line))
      if let column { parts.append(String(column)) }
    }
    return parts.joined(separator: ":") + ": "
  }

  /// The excerpt, tabs shown as one space and cut to the window around the column, and the caret
  /// below it.
  private func excerptWithCaret(_ excerpt: String) -> (line: String, caret: String?) {
    let window = 90
    let characters = excerpt.map { $0 == "\t" || $0.isNewline ? " " : $0 }
    guard let column, column >= 1, column <= characters.count + 1 else {
      return (String(characters.prefix(window)), nil)
    }
    let start = max(0, min(column - 1 - window / 2, characters.count - window))
    let caret = String(repeating: " ", count: column - 1 - start) + "^"
    return (String(characters[start...].prefix(window)), caret)
  }
}

extension Problems: CustomStringConvertible {
  /// All of them, a blank line between two.
  public var description: String { all.map(\.description).joined(separator: "\n\n") }
}
