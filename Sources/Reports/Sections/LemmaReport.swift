import Formulas
import IndexNotation
import WorkedExamples

/// A derivation that others quote, under its number.
struct LemmaReport: Record {
  let lemma: Lemma
  let context: ReportContext

  static let members = Members<LemmaReport>(
    [
      ("number", { .count($0.lemma.number) }),
      ("uses", { .list($0.uses.map { .record($0) }) }),
    ],
    derived: [
      ("anchor", { .text("lemma-\($0.lemma.number)") }),
      ("derivation", { .record($0.derivation) }),
      (
        "pullback",
        { report in
          .optional(report.lemma.pullback, because: "it is a local derivative") {
            .record(PullbackReport(pullback: $0, derivation: report.lemma.derivation))
          }
        }
      ),
      ("others", { .list($0.uses.dropFirst().map { .record($0) }) }),
    ])

  var base: (any Record)? { derivation }

  private var derivation: DerivationReport {
    DerivationReport(forms: context.derivation(of: lemma))
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

/// What the lemma of a pullback is about.
struct PullbackReport: Record {
  let pullback: Lemma.Pullback
  let derivation: Derivation

  static let members = Members<PullbackReport>(
    [],
    derived: [
      ("function", { .text($0.pullback.function) }),
      (
        "argument",
        { .optional($0.pullback.argument, because: "there is only one") { .name($0) } }
      ),
      ("cotangent", { .name($0.pullback.cotangent) }),
      ("definition", { .formula($0.claim) }),
      ("is_implicit", { .flag($0.isImplicit) }),
    ])

  /// `S_i = exp(z_i) / Σ_k exp(z_k)`, or the equation `Σ_k A_ik R_kj = δ_ij`
  private var claim: Formula {
    let sides =
      switch pullback.claim {
      case .formula(let body): [Formula(derivation.of), Formula(body)]
      case .equation(let equation): [Formula(equation.left), Formula(equation.right)]
      }
    return .joined(sides, by: .equals)
  }

  /// Whether no formula gives the entries of the result.
  private var isImplicit: Bool { if case .equation = pullback.claim { true } else { false } }
}
