import ModelLanguage
import Problems
import Yams

/// Turns places in an example's file into problems that name and quote them.
struct SourcePlaces: Sendable {
  let path: String
  private let lines: [String]
  /// Where the model's text begins, for problems inside it; set once it was read.
  private var modelStart = Position(line: 1, column: 1)
  private var modelIndent = 0
  /// Where in its text the model defines each quantity; set once it was read.
  var definitions: [String: Position] = [:]

  init(path: String, text: String) {
    self.path = path
    lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
  }

  func problem(_ mark: Mark?, _ message: String, _ suggestion: String? = nil) -> Problem {
    problem(
      at: mark.map { Position(line: $0.line, column: $0.column) }, message, suggestion)
  }

  func problem(at position: Position?, _ message: String, _ suggestion: String? = nil) -> Problem {
    let excerpt = position.flatMap {
      lines.indices.contains($0.line - 1) ? lines[$0.line - 1] : nil
    }
    return Problem(
      file: path, line: position?.line, column: position?.column, message: message,
      suggestion: suggestion, excerpt: excerpt)
  }

  /// Notes where the model's text stands, so that a place in it becomes one in the file.
  mutating func locateModel(_ scalar: Node.Scalar) {
    guard let mark = scalar.mark else { return }
    guard scalar.style == .literal || scalar.style == .folded else {
      let isQuoted = scalar.style == .doubleQuoted || scalar.style == .singleQuoted
      modelStart = Position(line: mark.line, column: mark.column + (isQuoted ? 1 : 0))
      return
    }
    modelStart = Position(line: mark.line + 1, column: 1)
    let content = lines.dropFirst(mark.line).first { !$0.allSatisfy(\.isWhitespace) } ?? ""
    let typed = scalar.string.split(separator: "\n").first { !$0.allSatisfy(\.isWhitespace) } ?? ""
    modelIndent = Self.indent(content) - Self.indent(typed)
  }

  private static func indent(_ line: some StringProtocol) -> Int { line.prefix { $0 == " " }.count }

  func problem(_ error: ModelError) -> Problem {
    problem(at: inFile(error.position), error.message, error.suggestion)
  }

  /// A problem with a quantity, where the model defines it.
  func problem(
    with quantity: String, _ message: String, _ suggestion: String? = nil
  ) -> Problem {
    problem(at: definitions[quantity].map(inFile), message, suggestion)
  }

  func inFile(_ position: Position) -> Position {
    Position(
      line: modelStart.line + position.line - 1,
      column: position.column + (modelIndent > 0 ? modelIndent : 0)
        + (position.line == 1 ? modelStart.column - 1 : 0))
  }
}
