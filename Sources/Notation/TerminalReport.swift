import Tensors
import WorkedExamples

/// What `gradus work EXAMPLE` prints: the example worked, in plain text for 100 columns.
public struct TerminalReport {
  private let example: WorkedExample
  private let format: NumberFormat
  private let limit: TensorText.Limit
  private var lines: [String] = []

  /// - Parameter limit: how much of a large matrix is shown; a terminal takes less than a page.
  public init(
    _ example: WorkedExample, limit: TensorText.Limit = .init(longest: 8, edge: 3)
  ) {
    self.example = example
    self.limit = limit
    format = NumberFormat(digits: min(max(example.digits, 0), 17))
    write()
  }

  public var text: String { lines.joined(separator: "\n") + "\n" }

  private mutating func write() {
    lines = [example.title, String(repeating: "=", count: min(example.title.count, 100))]
    if !example.summary.isEmpty { lines += [""] + Self.wrapped(example.summary) }
    section("Given") { report in
      for quantity in report.example.quantities where quantity.role == .given {
        report.show(quantity.name, quantity.value, style: quantity.isTyped ? .asTyped : nil)
      }
    }
    section("Forward") { report in
      for quantity in report.example.quantities where quantity.role == .computed {
        report.show("\(quantity.name) = \(quantity.definition)", quantity.value)
      }
    }
    section("Local derivatives") { report in
      for jacobian in report.example.jacobians { report.show(jacobian) }
    }
    section("Derivations") { report in
      for derivation in report.example.derivations {
        report.lines += TerminalDerivation(derivation).lines
      }
    }
    section("Gradients") { report in
      for gradient in report.example.gradients { report.show(gradient) }
    }
    section("Published elsewhere") { report in
      for comparison in report.example.published { report.show(comparison) }
    }
    section("Descent") { report in
      for descent in report.example.descents { report.show(descent) }
    }
    section("Checks") { report in
      for check in report.example.checks { report.show(check) }
    }
  }

  /// A heading and what follows, if anything does.
  private mutating func section(_ title: String, _ body: (inout TerminalReport) -> Void) {
    let start = lines.count
    body(&self)
    if lines.count > start { lines.insert(contentsOf: ["", title, ""], at: start) }
  }

  private mutating func show(_ name: String, _ value: Tensor, style: NumberFormat.Style? = nil) {
    let text = TensorText(value, format: format, style: style, limit: limit).plain
    let rows = text.split(separator: "\n").map(String.init)
    let isShort = name.count + 3 + (rows.first?.count ?? 0) <= 96
    let start = isShort ? "  \(name) = " : "      "
    if !isShort { lines.append("  \(name) =") }
    let indentation = String(repeating: " ", count: start.count)
    for (number, row) in rows.enumerated() {
      lines.append((number == 0 ? start : indentation) + row)
    }
  }

  private mutating func show(_ jacobian: Jacobian) {
    let name = "∂\(jacobian.of)/∂\(jacobian.withRespectTo)"
    guard let value = jacobian.value else {
      let size = "\(jacobian.shape[0]) x \(jacobian.shape[1])"
      lines.append("  \(name): \(size), \(jacobian.bytes / 1_000_000) MB, too large to build")
      return
    }
    show(name, value)
    let share = jacobian.zeroShare ?? 0
    if share > 0 {
      let percent = share < 1 ? min(99, Int((share * 100).rounded())) : 100
      lines.append("    (\(percent) % of its \(value.count) entries are zero)")
    }
  }

  private mutating func show(_ gradient: Gradient) {
    show("d\(gradient.of)/d\(gradient.withRespectTo)", gradient.shortcut)
    let costs = gradient.comparison
    if let tolerance = costs.agreeWithin {
      let shown = format.numeral(tolerance, style: .asTyped).plain
      lines.append("    chain rule and shortcut agree within \(shown)")
    }
    if let closedForm = gradient.closedForm { lines.append("    closed form: \(closedForm.text)") }
    let closed = costs.multiplications.closedForm.map { ", closed form \($0)" } ?? ""
    lines.append(
      "    multiplications: chain rule \(costs.multiplications.chainRule), "
        + "pullback \(costs.multiplications.pullback)\(closed)")
  }

  private mutating func show(_ comparison: PublishedComparison) {
    func entries(_ entries: [PublishedComparison.Entry]) {
      for entry in entries.prefix(20) {
        let place = entry.position.map { String($0 + 1) }.joined(separator: ",")
        let digits = min(max(entry.digits, 0), 17)
        let computed = NumberFormat.rounded(entry.computed, digits: digits)
        lines.append("    [\(place)] printed \(entry.published), computed \(computed)")
      }
    }
    switch comparison.verdict {
    case .right: lines.append("  \(comparison.of): right")
    case .cutOff(let wrong):
      lines.append("  \(comparison.of): right, but cut off instead of rounded")
      entries(wrong)
    case .wrong(let wrong):
      lines.append("  \(comparison.of): wrong")
      entries(wrong)
    case .reordered(let order):
      lines.append("  \(comparison.of): the right numbers in another order (\(order.words))")
    }
    if let cost = comparison.cost, comparison.verdict != .right {
      let numbers = [cost.lossBefore, cost.lossWithPublished, cost.lossWithComputed]
        .map { format.numeral($0).plain }
      lines.append(
        "    one step: loss \(numbers[0]) -> \(numbers[1]) as printed, \(numbers[2]) as computed")
    }
  }

  private mutating func show(_ descent: Descent) {
    let rate = format.numeral(descent.rate, style: .asTyped).plain
    lines.append("  \(descent.of), moving \(descent.moved.joined(separator: ", ")), rate \(rate)")
    for (step, loss) in descent.losses.enumerated()
    where step <= 10 || step == descent.losses.count - 1 {
      let number = String(step)
      let padding = String(repeating: " ", count: max(0, 6 - number.count))
      lines.append("  \(padding)\(number)  \(format.numeral(loss).plain)")
    }
  }

  private mutating func show(_ check: Check) {
    let tolerance = format.numeral(check.tolerance, style: .asTyped).plain
    let mark = check.passed ? "ok    " : "FAILED"
    lines.append(
      "  \(mark)  \(check.subject): \(check.name), \(check.comparisons) numbers within \(tolerance)"
    )
  }

  private static func wrapped(_ text: String) -> [String] {
    var lines = [""]
    for word in text.split(whereSeparator: \.isWhitespace) {
      let last = lines[lines.count - 1]
      if last.isEmpty {
        lines[lines.count - 1] = String(word)
      } else if last.count + word.count < 96 {
        lines[lines.count - 1] += " " + word
      } else {
        lines.append(String(word))
      }
    }
    return lines
  }
}
