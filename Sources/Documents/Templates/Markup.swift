/// The language that a template is written in, and so what text from data is escaped for.
public enum Markup: String, Hashable, Sendable, Codable, CaseIterable {
  case markdown, latex, html

  /// The language of a file by its ending, `nil` for another file.
  public init?(fileName: String) {
    switch fileName.split(separator: ".").last {
    case "md": self = .markdown
    case "tex": self = .latex
    case "html": self = .html
    default: return nil
    }
  }

  /// What opens and closes a tag at the start of a template.
  var delimiters: (open: String, close: String) {
    switch self {
    case .markdown, .html: ("{{", "}}")
    case .latex: ("<<", ">>")
    }
  }
}
