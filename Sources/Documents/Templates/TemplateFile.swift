import Problems
import WorkedExamples

/// A template as the author wrote it.
public struct TemplateFile: Hashable, Sendable {
  /// Relative to the project: `Templates/tutorial.md`.
  public let path: String
  /// Lines end in `\n`, there is no byte order mark.
  public let text: String
  public let markup: Markup

  public init(path: String, text: String, markup: Markup) {
    self.path = path
    let isPlain = !text.utf8.contains(UInt8(ascii: "\r")) && !text.hasPrefix("\u{FEFF}")
    self.text =
      isPlain
      ? text
      : String(text.hasPrefix("\u{FEFF}") ? text.dropFirst() : text[...])
        .replacing("\r\n", with: "\n")
    self.markup = markup
  }

  /// A line, counted from 1.
  func line(_ number: Int) -> String? {
    let lines = text.split(separator: "\n", maxSplits: number, omittingEmptySubsequences: false)
    return number >= 1 && number <= lines.count ? String(lines[number - 1]) : nil
  }

  /// A problem at a place of this file.
  func problem(
    _ message: String, line: Int, column: Int, suggestion: String? = nil
  ) -> Problem {
    Problem(
      file: path, line: line, column: column, message: message, suggestion: suggestion,
      excerpt: self.line(line))
  }
}
