import Formulas
import WorkedExamples

/// The report: all values of a worked example, each under its name.
///
/// Names of quantities stand beside these names. Where a quantity has the name of one of these
/// (`title`), the plain name is not the quantity; `{{quantity.title}}` always is.
public struct ExampleReport: Record {
  let context: ReportContext
  /// The example that this reports.
  public var example: WorkedExample { context.example }

  /// - Parameter memory: what the reports of a build share.
  public init(
    _ example: WorkedExample, options: ReportOptions = ReportOptions(),
    memory: ReportMemory = ReportMemory()
  ) {
    context = ReportContext(example, options, memory)
  }

  /// The version of the contract.
  public static let version = 2

  /// The contract: what JSON has comes first, what follows from it after.
  public static let members = Members<ExampleReport>(
    [
      ("gradus", { _ in .count(version) }),
      ("name", { .code($0.example.name) }),
      ("title", { .text($0.example.title) }),
      ("summary", { .text($0.example.summary) }),
      ("language", { .text($0.example.language) }),
      ("source", { .code($0.example.sourcePath) }),
      ("model", { .listing($0.example.model, language: "python") }),
      ("digits", { .count($0.example.digits) }),
      ("quantities", { $0.quantities(nil) }),
      (
        "jacobians", { $0.list($0.example.jacobians) { JacobianReport(jacobian: $0, context: $1) } }
      ),
      (
        "gradients", { $0.list($0.example.gradients) { GradientReport(gradient: $0, context: $1) } }
      ),
      ("deltas", { .list(DeltaReport.all($0.context).map { .record($0) }) }),
      (
        "derivations",
        { .list($0.context.derivations.map { .record(DerivationReport(forms: $0)) }) }
      ),
      (
        "published",
        { $0.list($0.example.published) { PublishedReport(comparison: $0, context: $1) } }
      ),
      ("descents", { $0.list($0.example.descents) { DescentReport(descent: $0, context: $1) } }),
      ("checks", { $0.list($0.example.checks) { CheckReport(check: $0, context: $1) } }),
    ],
    derived: [
      ("command", { .code("gradus build \($0.example.name)") }),
      ("givens", { $0.quantities(.given) }),
      ("forward", { $0.quantities(.computed) }),
      ("backward", { .list(BackwardReport.all($0.context).map { .record($0) }) }),
      ("lemmas", { .list($0.context.lemmas.map { .record($0) }) }),
      ("quotes_pullbacks", { .flag($0.example.lemmas.contains { $0.pullback != nil }) }),
      ("rules", { .list(RuleReport.all($0.context).map { .record($0) }) }),
      ("quantity", { .record(QuantityMap(context: $0.context)) }),
      ("jacobian", { .record(JacobianMap(context: $0.context)) }),
      ("gradient", { .record(GradientMap(context: $0.context)) }),
      ("delta", { .record(DeltaMap(context: $0.context)) }),
      ("derivation", { .record(DerivationMap(context: $0.context)) }),
    ])

  /// The quantities under their names.
  public var named: [(name: String, value: Value)] {
    example.quantities.map { ($0.name, .record(QuantityReport($0, context))) }
  }

  /// The quantity of this name.
  public func named(_ name: String) -> Value? {
    context.quantity(name).map { .record(QuantityReport($0, context)) }
  }

  private func quantities(_ role: Quantity.Role?) -> Value {
    list(example.quantities.filter { role == nil || $0.role == role }) { QuantityReport($0, $1) }
  }

  private func list<Item>(_ items: [Item], _ make: (Item, ReportContext) -> any Record) -> Value {
    .list(items.map { .record(make($0, context)) })
  }
}
