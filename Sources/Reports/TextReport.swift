import Formulas
import Problems

/// The report in plain text for 100 columns: what `gradus work` prints, and the text format of a page.
public struct TextReport {
  private let report: ExampleReport
  private var lines: [String] = []

  /// Written at once; `text` only joins the lines.
  public init(_ report: ExampleReport) {
    self.report = report
    write()
  }

  /// Lines of at most 100 columns where the words allow it, ending in a line feed.
  public var text: String { lines.joined(separator: "\n") + "\n" }

  private mutating func write() {
    let title = oneLine(report.example.title)
    lines = [title, String(repeating: "=", count: min(title.count, TextLine.columns))]
    let summary = oneLine(report.example.summary)
    if !summary.isEmpty { lines += [""] + TextLine.wrapped(summary, columns: 96) }
    section("Given", "givens") { $0.show(quantity: $1) }
    section("Forward", "forward") { $0.show(quantity: $1) }
    section("Local derivatives", "jacobians") { $0.show(jacobian: $1) }
    let derivations = report.context.derivations
    show("Derivations", derivations.filter { $0.kind == .local }.flatMap(\.textLines))
    for (title, text) in report.context.backwardText { show(title, text) }
    show("Lemmas", TextLine.statements(report.context.lemmas))
    show("Entry by entry", derivations.filter { $0.kind == .total }.flatMap(\.textLines))
    section("Gradients", "gradients") { $0.show(gradient: $1) }
    section("Published elsewhere", "published") { $0.show(published: $1) }
    section("Descent", "descents") { $0.show(descent: $1) }
    section("Checks", "checks") { $0.show(check: $1) }
  }

  private mutating func show(_ title: String, _ text: [String]) {
    if !text.isEmpty { lines += ["", title, ""] + text }
  }

  /// A heading and what follows, if anything does.
  private mutating func section(
    _ title: String, _ list: String, _ show: (inout TextReport, any Record) -> Void
  ) {
    let records = report.list(list)
    if records.isEmpty { return }
    lines += ["", title, ""]
    for record in records { show(&self, record) }
  }

  private mutating func show(quantity: any Record) {
    let name = quantity.text("name")
    guard let tensor = quantity.tensor else { return }
    let definition = quantity.text("definition")
    let expanded = quantity.text("expanded")
    let formula = expanded.isEmpty ? definition : "\(definition) = \(expanded)"
    let comment = oneLine(quantity.text("comment"))
    if !comment.isEmpty { lines.append("  # \(comment)") }
    if let table = quantity.record("table") as? NamedTable {
      lines.append("  \(name) =")
      lines += table.plainLines.map { "      " + oneLine($0) }
      return
    }
    show(definition.isEmpty ? name : "\(name) = \(formula)", tensor)
  }

  private mutating func show(_ start: String, _ tensor: TensorView) {
    let rows = PlainText.block(tensor)
    let isShort = start.count + 3 + (rows.first?.count ?? 0) <= 96
    let first = isShort ? "  \(start) = " : "      "
    if !isShort { lines.append("  \(start) =") }
    let indentation = String(repeating: " ", count: first.count)
    for (number, row) in rows.enumerated() {
      lines.append((number == 0 ? first : indentation) + row)
    }
  }

  private mutating func show(jacobian: any Record) {
    let symbol = jacobian.text("symbol")
    guard let tensor = jacobian.tensor else {
      lines.append(
        "  \(symbol): \(jacobian.text("rows")) x \(jacobian.text("columns")), "
          + "\(jacobian.text("megabytes")) MB, too large to write out")
      return
    }
    show(symbol, tensor)
    if jacobian.flag("is_sparse") {
      lines.append(
        "    (\(jacobian.text("zero_percent")) % of its \(tensor.shape.count) entries are zero)")
    }
  }

  private mutating func show(gradient: any Record) {
    if let tensor = gradient.tensor { show(gradient.text("symbol"), tensor) }
    let tolerance = gradient.text("agree_within")
    if !tolerance.isEmpty { lines.append("    chain rule and shortcut agree within \(tolerance)") }
    let closedForm = gradient.record("closed_form").map { $0.text("text") } ?? ""
    if !closedForm.isEmpty { lines.append("    closed form: \(closedForm)") }
    let without = gradient.record("closed_form").map { $0.text("without_matrix") } ?? ""
    if !without.isEmpty { lines.append("    entry by entry, since \(without)") }
    let entries = gradient.text("without_entries")
    if !entries.isEmpty { lines.append("    not entry by entry: \(entries)") }
    guard let costs = gradient.record("multiplications") else { return }
    let closed = costs.text("closed_form")
    lines.append(
      "    multiplications: chain rule \(costs.text("chain_rule")), backward pass "
        + costs.text("backward_pass") + (closed.isEmpty ? "" : ", closed form \(closed)"))
  }

  private mutating func show(published: any Record) {
    let name = published.text("of")
    switch published.text("verdict") {
    case "cut off": lines.append("  \(name): right, but cut off instead of rounded")
    case "reordered":
      lines.append(
        "  \(name): the right numbers in another order (\(published.text("order")))")
    case let verdict: lines.append("  \(name): \(verdict)")
    }
    for entry in published.list("entries").prefix(20) {
      lines.append(
        "    \(entry.text("symbol")) printed \(entry.text("published")), "
          + "computed \(entry.text("rounded"))")
    }
    if let cost = published.record("cost"), !published.flag("is_right") {
      lines.append(
        "    one step: loss \(cost.text("loss_before")) -> \(cost.text("loss_with_published")) as "
          + "printed, \(cost.text("loss_with_computed")) as computed")
    }
  }

  private mutating func show(descent: any Record) {
    let moved = descent.values("moved").compactMap(\.plainText).joined(separator: ", ")
    lines.append("  \(descent.text("of")), moving \(moved), rate \(descent.text("rate"))")
    for step in descent.list("shown") {
      let number = step.text("step")
      let padding = String(repeating: " ", count: max(0, 6 - number.count))
      lines.append("  \(padding)\(number)  \(step.text("loss"))")
    }
    if descent.flag("leaves_out") {
      lines.append("          (\(descent.text("left_out")) steps are left out)")
    }
  }

  private mutating func show(check: any Record) {
    let mark = check.flag("passed") ? "ok    " : "FAILED"
    lines.append(
      "  \(mark)  \(check.text("subject")): \(check.text("name")), \(check.text("comparisons")) "
        + "numbers within \(check.text("tolerance"))")
  }
}

/// Lines of plain text that fit a terminal.
enum TextLine {
  static let columns = 100

  /// A derivation's lines, aligned at the equals sign, the rule beside each.
  static func derivation(
    _ symbol: Formula, _ steps: [StepForms],
    _ cases: [(condition: Formula, result: Formula, checked: Int)], remark: String = ""
  ) -> [String] {
    let left = PlainText.text(symbol)
    let indent = String(repeating: " ", count: left.count)
    var lines: [String] = []
    lines += rows(of: steps, from: left, reasonsAt: TextLine.reasons)
    for item in cases {
      lines.append(
        "  \(indent)   \(PlainText.text(item.condition)):  \(PlainText.text(item.result))")
    }
    let checked = steps.reduce(0) { $0 + $1.checked }
    lines.append(
      "  \(indent)   (\(counted(steps.count, "line")), \(checked) evaluations of both sides\(remark))"
    )
    return lines + [""]
  }

  /// What the lemmas of pullbacks say, each behind its number.
  static func statements(_ lemmas: [LemmaReport]) -> [String] {
    lemmas.flatMap { report -> [String] in
      guard let pullback = report.lemma.pullback else { return [] }
      let forms = report.context.derivation(of: report.lemma)
      let argument = pullback.argument.map { " by \($0)" } ?? ""
      return withReason(
        "  \(report.lemma.number)  ",
        PlainText.text(forms.symbol.formula) + " = " + PlainText.text(forms.result.formula),
        "pullback of \(pullback.function)\(argument)", reasons)
    }
  }

  /// Derivations below one another, their reasons in one column.
  static func derivations(_ derivations: [DerivationForms]) -> [String] {
    let widths = derivations.flatMap { forms in
      let left = PlainText.text(forms.symbol.formula).count
      return forms.steps.map { 2 + left + 3 + PlainText.text($0.after.formula).count }
    }
    guard !derivations.isEmpty else { return [] }
    let column = (widths.filter { $0 + 4 <= reasons }.max() ?? 0) + 4
    let lines = derivations.flatMap { forms in
      rows(of: forms.steps, from: PlainText.text(forms.symbol.formula), reasonsAt: column) + [""]
    }
    let steps = derivations.flatMap(\.steps)
    let evaluated = steps.reduce(0) { $0 + $1.checked }
    return lines + ["  (\(counted(steps.count, "line")), \(evaluated) evaluations of both sides)"]
  }

  /// Where reasons begin, as long as they fit.
  private static let reasons = columns - 32

  private static func rows(
    of steps: [StepForms], from left: String, reasonsAt column: Int
  ) -> [String] {
    let indent = String(repeating: " ", count: left.count)
    return steps.enumerated().flatMap { place, step in
      withReason(
        "  \(place == 0 ? left : indent) = ", PlainText.text(step.after.formula), step.rule, column)
    }
  }

  /// A line of a derivation: the rule stands at the right where it fits, else on a line of its own.
  private static func withReason(
    _ start: String, _ text: String, _ reason: String, _ column: Int
  ) -> [String] {
    var rows = wrapped(start + text, indent: start.count + 1, columns: columns)
    let last = rows[rows.count - 1]
    if last.count + 2 + reason.count <= columns {
      let room = min(max(2, column - last.count), columns - last.count - reason.count)
      rows[rows.count - 1] = last + String(repeating: " ", count: room) + reason
    } else {
      rows.append(String(repeating: " ", count: max(0, columns - reason.count)) + reason)
    }
    return rows
  }

  static func wrapped(_ text: String, indent: Int = 0, columns: Int) -> [String] {
    guard text.count > columns else { return [text] }
    var rows: [String] = []
    var row: String?
    for word in text.split(separator: " ", omittingEmptySubsequences: false) {
      guard let current = row else {
        row = String(word)
        continue
      }
      if current.count + word.count + 1 > columns, !current.allSatisfy({ $0 == " " }) {
        rows.append(current)
        row = String(repeating: " ", count: indent) + word
      } else {
        row = current + " " + word
      }
    }
    return rows + [row ?? ""]
  }
}

/// Asking a record for what is known to be there.
extension Record {
  fileprivate func value(_ name: String) -> Value? {
    if case .found(let value) = part(name) { value } else { nil }
  }

  /// A member as plain text; empty where it is missing.
  fileprivate func text(_ name: String) -> String { value(name)?.plainText ?? "" }

  fileprivate func flag(_ name: String) -> Bool {
    if case .flag(let flag)? = value(name) { flag } else { false }
  }

  fileprivate func values(_ name: String) -> [Value] {
    if case .list(let values)? = value(name) { values } else { [] }
  }

  fileprivate func list(_ name: String) -> [any Record] {
    values(name).compactMap { if case .record(let record) = $0 { record } else { nil } }
  }

  fileprivate func record(_ name: String) -> (any Record)? {
    if case .record(let record)? = value(name) { record } else { nil }
  }
}
