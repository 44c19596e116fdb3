/// A rule that derivations of the example use, and why it holds: each once.
struct RuleReport: Record {
  let name: String
  let reason: String

  static let members = Members<RuleReport>([
    ("rule", { .text($0.name) }),
    ("reason", { .text($0.reason) }),
  ])

  /// In the order in which a reader meets them: lemmas first, as they are quoted.
  static func all(_ context: ReportContext) -> [RuleReport] {
    let steps = context.derivations.flatMap(\.steps).flatMap { [$0] + $0.substeps }
    return unique(steps.flatMap(\.rules), by: \.name)
  }
}
