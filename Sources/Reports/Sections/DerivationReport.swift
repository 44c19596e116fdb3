import Formulas
import IndexNotation
import WorkedExamples

/// A derivation: its lines where it stands alone, and why each holds.
struct DerivationReport: Record {
  let derivation: Derivation
  let context: ReportContext

  static let members = Members<DerivationReport>(
    [
      ("kind", { .text($0.derivation.kind.rawValue) }),
      ("of", { .name($0.derivation.of.tensor) }),
      ("with_respect_to", { .name($0.derivation.withRespectTo.tensor) }),
      ("symbol", { .formula($0.symbol) }),
      ("result", { .formula(Formula($0.derivation.result)) }),
      ("simplified", { .flag($0.derivation.isSimplified) }),
      (
        "steps",
        { report in .list(report.derivation.steps.map { .record(StepReport(step: $0)) }) }
      ),
      (
        "cases",
        { report in .list(report.derivation.cases.map { .record(CaseReport(item: $0)) }) }
      ),
    ],
    derived: [
      ("lines", { .formula($0.lines) }),
      ("case_equation", { $0.caseEquation }),
      ("is_local", { .flag($0.derivation.kind == .local) }),
      ("count", { .count($0.derivation.steps.count) }),
      ("checked", { .count($0.checked) }),
    ])

  var whole: Value? { .formula(lines) }

  private var symbol: Formula {
    let (of, other) = (Formula(derivation.of), Formula(derivation.withRespectTo))
    return switch derivation.kind {
    case .local: .partial(of: of, withRespectTo: other)
    case .total: .total(of: of, withRespectTo: other)
    }
  }

  /// Lines below one another, aligned at the equals sign, the rule in words beside each.
  private var lines: Formula {
    .lines(
      derivation.steps.enumerated().map { place, step in
        Formula.Line(
          place == 0 ? symbol : nil, .equals, Formula(step.after), reason: step.rule)
      })
  }

  /// `S_i (1 - S_i)` where t = i, `-S_t S_i` elsewhere.
  private var caseEquation: Value {
    guard !derivation.cases.isEmpty else { return .missing(because: "it has no cases") }
    let cases = derivation.cases.map {
      Formula.Case(Formula($0.result), when: Formula($0.conditions))
    }
    return .formula(.joined([symbol, .cases(cases)], by: .equals))
  }

  private var checked: Int {
    let steps = derivation.steps.flatMap { [$0] + $0.substeps }.map(\.checked)
    return (steps + derivation.cases.map(\.checked)).reduce(0, +)
  }
}

/// One line of a derivation.
struct StepReport: Record {
  let step: Derivation.Step

  static let members = Members<StepReport>(
    [
      ("rule", { .text($0.step.rule) }),
      ("reason", { .text($0.step.reason) }),
      ("before", { .formula(Formula($0.step.before)) }),
      ("after", { .formula(Formula($0.step.after)) }),
      ("checked", { .count($0.step.checked) }),
      ("substeps", { report in .list(report.step.substeps.map { .record(StepReport(step: $0)) }) }),
    ],
    derived: [
      (
        "lines",
        { report in
          .formula(
            .lines(
              report.step.substeps.enumerated().map { place, step in
                Formula.Line(
                  place == 0 ? Formula(report.step.before) : nil, .equals, Formula(step.after),
                  reason: step.rule)
              }))
        }
      )
    ])
}

/// The result of a derivation where some of its subscripts are equal or differ.
struct CaseReport: Record {
  let item: Derivation.Case

  static let members = Members<CaseReport>([
    ("when", { .formula(Formula($0.item.conditions)) }),
    ("result", { .formula(Formula($0.item.result)) }),
    ("checked", { .count($0.item.checked) }),
  ])
}
