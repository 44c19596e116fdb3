import Formulas
import WorkedExamples

/// What a referee confirmed.
struct CheckReport: Record {
  let check: Check
  let context: ReportContext

  static let members = Members<CheckReport>(
    [
      ("name", { .text($0.check.name) }),
      ("subject", { .code($0.check.subject) }),
      ("passed", { .flag($0.check.passed) }),
      ("tolerance", { $0.context.typed($0.check.tolerance) }),
      ("comparisons", { .count($0.check.comparisons) }),
    ],
    derived: [
      ("symbol", { .formula(Formula(reference: $0.check.subject)) })
    ])
}
