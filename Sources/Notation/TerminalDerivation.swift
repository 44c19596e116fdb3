import IndexNotation

/// A derivation for 100 columns: lines aligned at the equals sign, the rule beside each.
struct TerminalDerivation {
  private let derivation: Derivation
  private let columns = 100

  init(_ derivation: Derivation) { self.derivation = derivation }

  var lines: [String] {
    let text = PlainText()
    let symbol = text.derivative(
      derivation.kind, of: derivation.of, withRespectTo: derivation.withRespectTo)
    let indent = String(repeating: " ", count: symbol.count)
    var lines: [String] = []
    for (place, step) in derivation.steps.enumerated() {
      let start = "  " + (place == 0 ? symbol : indent) + " = "
      lines += line(start, text.text(step.after), step.rule)
    }
    for item in derivation.cases {
      lines.append("  \(indent)   \(item.conditionText):  \(text.text(item.result))")
    }
    let checked = derivation.steps.reduce(0) { $0 + $1.checked }
    lines.append(
      "  \(indent)   (\(derivation.steps.count) lines, \(checked) evaluations of both sides"
        + (derivation.isSimplified || derivation.kind == .local ? ")" : "; no simpler form found)"))
    lines.append("")
    return lines
  }

  /// The rule stands at the right where it fits, else on a line of its own.
  private func line(_ start: String, _ expression: String, _ rule: String) -> [String] {
    var rows = wrapped(start + expression, indent: start.count)
    let last = rows[rows.count - 1]
    if last.count + 2 + rule.count <= columns {
      let gap = max(2, columns - 32 - last.count)
      let room = min(gap, columns - last.count - rule.count)
      rows[rows.count - 1] = last + String(repeating: " ", count: room) + rule
    } else {
      rows.append(String(repeating: " ", count: max(0, columns - rule.count)) + rule)
    }
    return rows
  }

  private func wrapped(_ text: String, indent: Int) -> [String] {
    guard text.count > columns else { return [text] }
    var rows: [String] = []
    var row = ""
    for word in text.split(separator: " ", omittingEmptySubsequences: false) {
      if row.count + word.count + 1 > columns, !row.allSatisfy({ $0 == " " }) {
        rows.append(row)
        row = String(repeating: " ", count: indent + 1) + word
      } else {
        row += (row.isEmpty && rows.isEmpty ? "" : " ") + word
      }
    }
    return rows + [row]
  }
}
