import Formulas
import WorkedExamples

/// Numbers printed elsewhere and what became of them.
struct PublishedReport: Record {
  let comparison: PublishedComparison
  let context: ReportContext

  static let members = Members<PublishedReport>(
    [
      ("of", { .code($0.comparison.of) }),
      ("symbol", { .formula(Formula(reference: $0.comparison.of)) }),
      ("verdict", { .text($0.verdict) }),
      (
        "order",
        { report in
          .optional(report.order, because: "the numbers stand in their places") {
            .text($0.words)
          }
        }
      ),
      ("digits", { .count($0.comparison.digits) }),
      ("shape", { .counts($0.comparison.computed.shape.dimensions) }),
      ("published", { .tensor($0.context.tensor($0.comparison.published, nil, isTyped: true)) }),
      ("computed", { .tensor($0.context.tensor($0.comparison.computed, nil)) }),
      (
        "entries",
        { report in
          .list(
            report.entries.map {
              .record(PublishedEntryReport(entry: $0, of: report.comparison.of))
            }
          )
        }
      ),
      (
        "cost",
        { report in
          .optional(report.comparison.cost, because: "it cost nothing") { cost in
            .record(PublishedCostReport(cost: cost, context: report.context))
          }
        }
      ),
    ],
    derived: [
      ("count", { .count($0.entries.count) }),
      ("in_place", { .count($0.inPlace) }),
      ("is_right", { .flag($0.comparison.verdict == .right) }),
      ("is_cut_off", { .flag($0.isCutOff) }),
      ("is_wrong", { .flag($0.isWrong) }),
      ("is_reordered", { .flag($0.order != nil) }),
      ("is_transposed", { .flag($0.order == .transposed) }),
      ("is_flattened_by_columns", { .flag($0.order == .flattenedFirstAxisFastest) }),
      ("is_reshaped_by_columns", { .flag($0.order == .reshapedFirstAxisFastest) }),
    ])

  private var isCutOff: Bool { if case .cutOff = comparison.verdict { true } else { false } }
  private var isWrong: Bool { if case .wrong = comparison.verdict { true } else { false } }

  private var verdict: String {
    switch comparison.verdict {
    case .right: "right"
    case .cutOff: "cut off"
    case .wrong: "wrong"
    case .reordered: "reordered"
    }
  }

  private var order: PublishedComparison.Order? {
    if case .reordered(let order) = comparison.verdict { order } else { nil }
  }

  /// How many of the numbers printed are those of their places, as far as they were printed.
  private var inPlace: Int {
    let digits = min(max(comparison.digits, 0), 17)
    return zip(comparison.published.values, comparison.computed.values).count {
      NumberFormat.rounded($0, digits: digits) == NumberFormat.rounded($1, digits: digits)
    }
  }

  private var entries: [PublishedComparison.Entry] {
    switch comparison.verdict {
    case .cutOff(let entries), .wrong(let entries): entries
    case .right, .reordered: []
    }
  }
}

extension PublishedComparison.Order {
  /// What happened to the numbers, in words.
  var words: String {
    switch self {
    case .transposed: "transposed"
    case .flattenedFirstAxisFastest: "written out column by column, read back row by row"
    case .reshapedFirstAxisFastest: "written out row by row, read back column by column"
    }
  }
}

/// An entry that was printed wrong or cut off.
struct PublishedEntryReport: Record {
  let entry: PublishedComparison.Entry
  let of: String

  static let members = Members<PublishedEntryReport>(
    [
      ("position", { .counts($0.entry.position.map { $0 + 1 }) }),
      ("published", { .text($0.entry.published) }),
      (
        "computed",
        {
          .number(NumberView($0.entry.computed, format: NumberFormat(digits: 17), style: .asTyped))
        }
      ),
    ],
    derived: [
      ("symbol", { .formula(.entry(of: Formula(reference: $0.of), at: $0.entry.position)) }),
      ("printed", { .formula(.number($0.printed, entry: nil)) }),
      ("rounded", { .formula(.number(Numeral($0.rounded), entry: nil)) }),
      ("digits", { .count($0.entry.digits) }),
      ("printed_digit", { .text($0.entry.published.last.map(String.init) ?? "") }),
      ("rounded_digit", { .text($0.rounded.last.map(String.init) ?? "") }),
    ])

  /// The computed number with as many digits as were printed.
  private var rounded: String {
    NumberFormat.rounded(entry.computed, digits: min(max(entry.digits, 0), 17))
  }

  /// As printed, every zero kept.
  private var printed: Numeral {
    Numeral(typed: entry.published.filter { $0.isNumber || "+-.eE".contains($0) })
  }
}

/// What following published numbers would have cost.
struct PublishedCostReport: Record {
  let cost: PublishedComparison.Cost
  let context: ReportContext

  static let members = Members<PublishedCostReport>(
    [
      ("rate", { $0.context.typed($0.cost.rate) }),
      ("loss_before", { $0.context.number($0.cost.lossBefore) }),
      ("loss_with_published", { $0.context.number($0.cost.lossWithPublished) }),
      ("loss_with_computed", { $0.context.number($0.cost.lossWithComputed) }),
    ],
    derived: [
      (
        "change_with_published",
        { $0.context.number($0.cost.lossWithPublished - $0.cost.lossBefore) }
      ),
      (
        "change_with_computed",
        { $0.context.number($0.cost.lossWithComputed - $0.cost.lossBefore) }
      ),
      ("is_lower", { .flag($0.cost.lossWithPublished < $0.cost.lossBefore) }),
      ("is_worse", { .flag($0.cost.lossWithPublished > $0.cost.lossWithComputed) }),
    ])
}
