/// A formula that KaTeX refuses: the author's mistake.
public struct FormulaError: Error, Hashable, Sendable {
  /// KaTeX's own words.
  public let message: String
}

/// KaTeX is not where it was looked for, or is not what it should be: a missing tool.
public enum KaTeXUnavailable: Error, Hashable, Sendable {
  case notFound(searched: [String])
  /// It was read but does not run; the reason is JavaScript's.
  case broken(reason: String)
}

extension KaTeXUnavailable: CustomStringConvertible {
  /// What is missing, where it was looked for, and how to get it.
  public var description: String {
    switch self {
    case .notFound(let searched):
      """
      KaTeX, which typesets the formulas, was not found. Looked for:
      \(searched.map { "  " + $0 }.joined(separator: "\n"))
      Install it (Debian, Ubuntu: apt install libjs-katex; else: npm install -g katex), or set \
      \(KaTeX.variable) to the path of its katex.min.js.
      """
    case .broken(let reason):
      """
      KaTeX was found but does not run: \(reason)
      Install it anew (Debian, Ubuntu: apt install libjs-katex), or set \(KaTeX.variable) to the \
      path of another katex.min.js.
      """
    }
  }
}
