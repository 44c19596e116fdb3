import Problems

extension Finding {
  /// What is printed about the finding.
  /// - Parameter isBrief: without the difference.
  public func text(isBrief: Bool) -> String {
    switch kind {
    case .stale(_, let diff):
      isBrief
        ? "\(path): \(summary)" : "\(path): \(summary)\n\(diff.withoutControls)\n"
    case .missing, .leftOver: "\(path): \(summary)"
    }
  }

  /// An annotation for GitHub Actions.
  public var annotation: String {
    let line = if case .stale(let line, _) = kind { line } else { 1 }
    return GitHub.annotation(file: path, line: line, column: nil, message: summary)
  }

  private var summary: String {
    let what =
      switch kind {
      case .stale: "stale"
      case .missing: "missing"
      case .leftOver: "left over: no example makes it"
      }
    if changedInputs == [path] { return "\(what): it was edited by hand" }
    return changedInputs.isEmpty
      ? what : "\(what): \(changedInputs.joined(separator: ", ")) changed"
  }
}

extension Problem {
  /// An annotation for GitHub Actions.
  public var annotation: String {
    GitHub.annotation(
      file: file, line: line, column: column,
      message: message + (suggestion.map { "\nhelp: \($0)" } ?? ""))
  }
}

/// GitHub's workflow commands.
///
/// Source: https://docs.github.com/actions/reference/workflow-commands-for-github-actions
private enum GitHub {
  static func annotation(file: String?, line: Int?, column: Int?, message: String) -> String {
    var properties: [String] = []
    if let file { properties.append("file=\(escaped(file, isProperty: true))") }
    if let line { properties.append("line=\(line)") }
    if let column { properties.append("col=\(column)") }
    let shown = properties.isEmpty ? "" : " " + properties.joined(separator: ",")
    return "::error\(shown)::\(escaped(message, isProperty: false))"
  }

  private static func escaped(_ text: String, isProperty: Bool) -> String {
    let basic = text.replacing("%", with: "%25").replacing("\r", with: "%0D")
      .replacing("\n", with: "%0A").withoutControls
    return isProperty ? basic.replacing(":", with: "%3A").replacing(",", with: "%2C") : basic
  }
}
