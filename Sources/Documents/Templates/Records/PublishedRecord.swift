import Notation
import WorkedExamples

/// Numbers printed elsewhere and what became of them.
struct PublishedRecord: TemplateRecord {
  let comparison: PublishedComparison
  let context: ExampleContext

  var names: [String] {
    [
      "name", "symbol", "published", "computed", "digits", "is_right", "is_cut_off", "is_wrong",
      "is_reordered", "is_transposed", "is_flattened_by_columns", "is_reshaped_by_columns",
      "entries", "has_cost", "rate", "loss_before", "loss_with_published", "loss_with_computed",
    ]
  }

  func part(_ name: String, for rendering: Rendering) -> TemplateValue? {
    let cost = comparison.cost
    switch name {
    case "name": return .code(comparison.of)
    case "symbol": return .markup(ExampleContext.symbol(comparison.of))
    case "published":
      return .markup(context.text(comparison.published, isGiven: true, rendering).latex)
    case "computed": return .markup(context.text(comparison.computed, rendering).latex)
    case "digits": return .markup(String(comparison.digits))
    case "is_right": return .flag(comparison.verdict == .right)
    case "is_cut_off": return .flag(isCutOff)
    case "is_wrong": return .flag(isWrong)
    case "is_reordered": return .flag(order != nil)
    case "is_transposed": return .flag(order == .transposed)
    case "is_flattened_by_columns": return .flag(order == .flattenedFirstAxisFastest)
    case "is_reshaped_by_columns": return .flag(order == .reshapedFirstAxisFastest)
    case "entries":
      return .list(entries.map { PublishedEntryRecord(entry: $0, of: comparison.of) })
    case "has_cost": return .flag(cost != nil)
    case "rate": return context.typed(cost?.rate ?? 0)
    case "loss_before": return context.number(cost?.lossBefore ?? 0)
    case "loss_with_published": return context.number(cost?.lossWithPublished ?? 0)
    case "loss_with_computed": return context.number(cost?.lossWithComputed ?? 0)
    default: return nil
    }
  }

  private var order: PublishedComparison.Order? {
    if case .reordered(let order) = comparison.verdict { order } else { nil }
  }
  private var isCutOff: Bool {
    if case .cutOff = comparison.verdict { true } else { false }
  }
  private var isWrong: Bool {
    if case .wrong = comparison.verdict { true } else { false }
  }
  private var entries: [PublishedComparison.Entry] {
    switch comparison.verdict {
    case .cutOff(let entries), .wrong(let entries): entries
    case .right, .reordered: []
    }
  }
}

/// An entry that was printed wrong or cut off.
struct PublishedEntryRecord: TemplateRecord {
  let entry: PublishedComparison.Entry
  let of: String

  var names: [String] {
    ["symbol", "published", "computed", "digits", "printed_digit", "rounded_digit"]
  }

  func part(_ name: String, for rendering: Rendering) -> TemplateValue? {
    switch name {
    case "symbol": return .markup(symbol)
    case "published": return .markup(printed.latex)
    case "computed": return .markup(computed)
    case "digits": return .markup(String(entry.digits))
    case "printed_digit": return .text(entry.published.last.map(String.init) ?? "")
    case "rounded_digit": return .markup(computed.last.map(String.init) ?? "")
    default: return nil
    }
  }

  /// As printed, every zero kept.
  private var printed: Numeral {
    let parts = entry.published.lowercased().split(separator: "e", maxSplits: 1)
    let digits = (parts.first ?? "").filter { $0.isNumber || "+-.".contains($0) }
    return Numeral(digits, exponent: parts.count > 1 ? Int(parts[1]) : nil)
  }

  /// Rounded to the digits that were printed.
  private var computed: String {
    NumberFormat.rounded(entry.computed, digits: min(max(entry.digits, 0), 17))
  }

  /// `\left(\frac{\partial L}{\partial S}\right)_{3}`
  private var symbol: String {
    let base = ExampleContext.symbol(of)
    let places = entry.position.map { String($0 + 1) }.joined(separator: ",")
    if places.isEmpty { return base }
    return of.contains("/") ? "\\left(\(base)\\right)_{\(places)}" : "\(base)_{\(places)}"
  }
}
