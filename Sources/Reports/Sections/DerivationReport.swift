import Formulas

/// A derivation: its lines where it stands alone, and why each holds.
struct DerivationReport: Record {
  let forms: DerivationForms

  static let members = Members<DerivationReport>(
    [
      ("kind", { .text($0.forms.kind.rawValue) }),
      ("notation", { .text($0.forms.notation.rawValue) }),
      (
        "lemma",
        { .optional($0.forms.lemma, because: "it is not quoted by a number") { .count($0) } }
      ),
      ("of", { .name($0.forms.of) }),
      ("with_respect_to", { .name($0.forms.withRespectTo) }),
      ("symbol", { .shared($0.forms.symbol) }),
      ("result", { .shared($0.forms.result) }),
      ("simplified", { .flag($0.forms.isSimplified) }),
      ("steps", { .list($0.forms.steps.map { .record(StepReport(forms: $0)) }) }),
      (
        "cases",
        { report in
          .list(
            report.forms.cases.indices.map { .record(CaseReport(forms: report.forms, place: $0)) })
        }
      ),
    ],
    derived: [
      ("lines", { .shared($0.forms.lines) }),
      (
        "case_equation",
        { .optional($0.forms.caseEquation, because: "it has no cases") { .shared($0) } }
      ),
      ("lemmas", { .list($0.quoted) }),
      ("has_lemmas", { .flag($0.forms.steps.contains { !$0.lemmas.isEmpty }) }),
      ("is_total", { .flag($0.forms.kind == .total) }),
      ("is_local", { .flag($0.forms.kind == .local) }),
      ("is_matrix", { .flag($0.forms.notation == .matrix) }),
      ("count", { .count($0.forms.steps.count) }),
      ("checked", { .count($0.forms.checked) }),
    ])

  /// The lemmas that its lines quote.
  private var quoted: [Value] {
    unique(forms.steps.flatMap(\.lemmas)).map { number in
      .record(Object([("number", .count(number)), ("anchor", .text("lemma-\(number)"))]))
    }
  }

  var whole: Value? { .shared(forms.lines) }
  var memory: JSONMemory? { forms.json }
}

/// One line of a derivation.
struct StepReport: Record {
  let forms: StepForms

  static let members = Members<StepReport>(
    [
      ("rule", { .text($0.forms.rule) }),
      ("reason", { .text($0.forms.reason) }),
      ("before", { .shared($0.forms.before) }),
      ("after", { .shared($0.forms.after) }),
      ("checked", { .count($0.forms.checked) }),
      ("lemmas", { .counts($0.forms.lemmas) }),
      ("substeps", { .list($0.forms.substeps.map { .record(StepReport(forms: $0)) }) }),
    ],
    derived: [
      ("words", { .formula($0.forms.words) }),
      ("lines", { .shared($0.forms.lines) }),
    ])
}

/// The result of a derivation where some of its subscripts are equal or differ.
struct CaseReport: Record {
  let forms: DerivationForms
  let place: Int

  static let members = Members<CaseReport>([
    ("when", { .shared($0.forms.cases[$0.place].condition) }),
    ("result", { .shared($0.forms.cases[$0.place].result) }),
    ("checked", { .count($0.forms.cases[$0.place].checked) }),
  ])
}
