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
    [
      ("number", { .count($0.number) }),
      ("uses", { .list($0.uses.map { .record($0) }) }),
    ],
    derived: [
      ("anchor", { .text("lemma-\($0.number)") }),
      ("derivation", { .record($0.derivation) }),
      ("others", { .list($0.uses.dropFirst().map { .record($0) }) }),
    ])

  var base: (any Record)? { derivation }

  private var derivation: DerivationReport {
    let own = lemma.derivation
    let known = context.derivation(
      .local, .index, of: own.of.tensor, withRespectTo: own.withRespectTo.tensor)
    return DerivationReport(forms: known ?? DerivationForms(own))
  }

  private var uses: [LemmaUse] {
    lemma.uses.map { LemmaUse(use: $0, first: lemma.uses[0]) }
  }
}

/// A local derivative that a lemma gives, and which names to read for those of the first one.
struct LemmaUse: Record {
  let use: Lemma.Use
  let first: Lemma.Use

  static let members = Members<LemmaUse>(
    [
      ("of", { .name($0.use.of) }),
      ("with_respect_to", { .name($0.use.withRespectTo) }),
    ],
    derived: [
      ("symbol", { .formula(ReportContext.partial($0.use.of, $0.use.withRespectTo)) }),
      ("renamed", { .list($0.renamed) }),
    ])

  private var renamed: [Value] {
    zip(use.tensors, first.tensors).filter { $0 != $1 }.map { name, original in
      .record(Object([("name", .name(name)), ("original", .name(original))]))
    }
  }
}
