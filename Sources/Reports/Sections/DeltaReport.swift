import Calculus
import Formulas
import IndexNotation
import MatrixNotation
import WorkedExamples

/// A gradient that others are written in: its tensor where it stands alone, and how it comes about.
struct DeltaReport: Record {
  let step: BackwardStep
  let context: ReportContext

  static let members = Members<DeltaReport>(
    [
      ("of", { .name($0.step.of) }),
      ("with_respect_to", { .name($0.step.withRespectTo) }),
      ("symbol", { .formula($0.symbol) }),
      ("shape", { .counts($0.step.values.shape.dimensions) }),
      ("values", { .tensor($0.values) }),
      (
        "closed_form", { .optional($0.closedForm, because: "none was derived") { .record($0) } }
      ),
    ],
    derived: [
      ("gradient_symbol", { .formula($0.gradientSymbol) }),
      ("equation", { .formula(.joined([$0.symbol, .tensor($0.values)], by: .equals)) }),
      (
        "derivation",
        { .optional($0.derivation, because: "it was not derived") { .record($0) } }
      ),
      ("is_asked", { .flag($0.step.isAsked) }),
    ])

  static let hasTensor = true
  var tensor: TensorView? { values }

  var symbol: Formula { .delta(step.withRespectTo) }
  private var gradientSymbol: Formula { ReportContext.total(step.of, step.withRespectTo) }

  var values: TensorView {
    let isOnly = context.losses.count == 1
    let path = isOnly ? step.withRespectTo : "\(step.of).\(step.withRespectTo)"
    return context.tensor(step.values, "delta.\(path)")
  }

  private var closedForm: ClosedFormReport? {
    step.closedForm.map { form in
      ClosedFormReport(
        form: form, symbol: symbol, entrySymbol: form.entry.map { entrySymbol($0) },
        numbers: values, multiplications: step.multiplications, context: context)
    }
  }

  private func entrySymbol(_ entry: Definition) -> Formula {
    let element = Element(step.withRespectTo, entry.indices.map { .index($0) })
    return .total(of: Formula(name: step.of), withRespectTo: Formula(element))
  }

  /// In matrix notation, or else entry by entry.
  var derivation: DerivationReport? {
    let notation: DerivationForms.Notation = step.derivation == nil ? .index : .matrix
    return context.derivation(.total, notation, of: step.of, withRespectTo: step.withRespectTo)
      .map { DerivationReport(forms: $0) }
  }

  /// All that the forms of others are written in, from each loss backward.
  static func all(_ context: ReportContext) -> [DeltaReport] {
    let steps = context.example.backward
    var named: [String: Set<String>] = [:]
    for step in steps {
      for line in step.derivation?.lines ?? [] {
        named[step.of, default: []].formUnion(line.form.deltas)
      }
    }
    return steps.filter { !$0.isAsked || named[$0.of]?.contains($0.withRespectTo) ?? false }
      .map { DeltaReport(step: $0, context: context) }
  }
}
