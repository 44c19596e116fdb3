import Formulas
import MatrixNotation
import WorkedExamples

/// A gradient that others are written in: its tensor where it stands alone, and how it comes about.
struct DeltaReport: Record {
  let step: BackwardStep
  let forms: DerivationForms
  let context: ReportContext

  static let members = Members<DeltaReport>(
    [
      ("of", { .name($0.step.of) }),
      ("with_respect_to", { .name($0.step.withRespectTo) }),
      ("symbol", { .formula($0.symbol) }),
      ("shape", { .counts($0.step.values.shape.dimensions) }),
      ("values", { .tensor($0.values) }),
      ("closed_form", { .record($0.closedForm) }),
    ],
    derived: [
      ("gradient_symbol", { .formula($0.gradientSymbol) }),
      ("equation", { .formula(.joined([$0.symbol, .tensor($0.values)], by: .equals)) }),
      ("derivation", { .record(DerivationReport(forms: $0.forms)) }),
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

  private var closedForm: ClosedFormReport {
    ClosedFormReport(
      form: step.closedForm, symbol: symbol, numbers: values, multiplications: step.multiplications,
      context: context)
  }

  /// All that the forms of others are written in, from each loss backward.
  static func all(_ context: ReportContext) -> [DeltaReport] {
    let steps = context.example.backward
    var named: [String: Set<String>] = [:]
    for step in steps {
      for line in step.derivation.lines { named[step.of, default: []].formUnion(line.form.deltas) }
    }
    return zip(steps, context.backward).filter { step, _ in
      named[step.of]?.contains(step.withRespectTo) ?? false
    }.map { DeltaReport(step: $0, forms: $1, context: context) }
  }
}
