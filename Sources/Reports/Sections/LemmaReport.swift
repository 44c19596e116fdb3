import Formulas
import IndexNotation
import WorkedExamples

/// A derivation that others quote, under its number.
struct LemmaReport: Record {
  /// Counted from 1, in the order of the page.
  let number: Int
  let lemma: Lemma
  let context: ReportContext

  static let members = Members<LemmaReport>(
    [],
    derived: [
      ("number", { .count($0.number) }),
      ("anchor", { .text("lemma-\($0.number)") }),
      ("derivation", { .record($0.derivation) }),
      ("serves", { .list($0.others.map { .record($0) }) }),
    ])

  var whole: Value? { .record(derivation) }

  private var derivation: DerivationReport {
    DerivationReport(derivation: lemma.derivation, context: context)
  }

  /// The other local derivatives that it holds for, with other names.
  private var others: [LemmaUse] {
    lemma.serves.dropFirst().map { LemmaUse(of: $0.of, withRespectTo: $0.withRespectTo) }
  }
}

/// A local derivative that a lemma holds for.
struct LemmaUse: Record {
  let of: String
  let withRespectTo: String

  static let members = Members<LemmaUse>([
    ("of", { .name($0.of) }),
    ("with_respect_to", { .name($0.withRespectTo) }),
    ("symbol", { .formula(ReportContext.partial($0.of, $0.withRespectTo)) }),
  ])
}
