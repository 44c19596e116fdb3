import Calculus
import Formulas
import IndexNotation
import Tensors
import WorkedExamples

/// A gradient: its tensor where it stands alone, the ways it was worked, and what each costs.
struct GradientReport: Record {
  let gradient: Gradient
  let context: ReportContext

  static let members = Members<GradientReport>(
    [
      ("of", { .name($0.gradient.of) }),
      ("with_respect_to", { .name($0.gradient.withRespectTo) }),
      ("symbol", { .formula($0.symbol) }),
      ("shape", { .counts($0.gradient.shortcut.shape.dimensions) }),
      ("values", { .tensor($0.values) }),
      (
        "chain_rule",
        { .tensor($0.context.tensor($0.gradient.chainRule.gradient, $0.path + ".chain_rule")) }
      ),
      ("backward_pass", { .tensor($0.context.tensor($0.gradient.shortcut, nil)) }),
      ("closed_form", { $0.closedForm }),
      (
        "agree_within",
        { report in
          .optional(report.gradient.comparison.agreeWithin, because: "the numbers are not finite") {
            report.context.typed($0)
          }
        }
      ),
      (
        "multiplications", { .record(CostsReport(costs: $0.gradient.comparison.multiplications)) }
      ),
      (
        "stored_numbers", { .record(CostsReport(costs: $0.gradient.comparison.storedNumbers)) }
      ),
      ("steps", { .list($0.steps.map { .record($0) }) }),
    ],
    derived: [
      ("equation", { .formula(.joined([$0.symbol, .tensor($0.values)], by: .equals)) }),
      ("chain_product", { .formula($0.product) }),
      ("derivation", { $0.derivation(.matrix, or: .index) }),
      ("matrix_derivation", { $0.derivation(.matrix) }),
      ("entry_derivation", { $0.derivation(.index) }),
      (
        "without_entries",
        { .optional($0.gradient.withoutEntries, because: "it may be so derived") { .text($0) } }
      ),
      ("worked_entry", { $0.workedEntry }),
      ("saves", { .flag($0.savings > 2) }),
    ])

  static let hasTensor = true
  var tensor: TensorView? { values }

  private var path: String { context.path(of: gradient) }
  private var symbol: Formula { ReportContext.total(gradient.of, gradient.withRespectTo) }
  private var values: TensorView { context.tensor(gradient.shortcut, path) }
  private var closedForm: Value {
    .optional(gradient.closedForm, because: "none was derived") { form in
      .record(
        ClosedFormReport(
          form: form, symbol: symbol, entrySymbol: entrySymbol(form), numbers: values,
          multiplications: gradient.comparison.multiplications.closedForm, context: context))
    }
  }

  /// `dL/dW_ab`, where a form for an entry is shown.
  private func entrySymbol(_ form: ClosedForm) -> Formula? {
    guard let entry = form.entry, form.matrix == nil || found(.index) != nil else { return nil }
    let element = Element(gradient.withRespectTo, entry.indices.map { .index($0) })
    return .total(of: Formula(name: gradient.of), withRespectTo: Formula(element))
  }

  private func found(_ notation: DerivationForms.Notation) -> DerivationForms? {
    context.derivation(.total, notation, of: gradient.of, withRespectTo: gradient.withRespectTo)
  }

  private func derivation(
    _ notation: DerivationForms.Notation, or other: DerivationForms.Notation? = nil
  ) -> Value {
    let known = found(notation) ?? other.flatMap(found)
    return .optional(known, because: "it was not derived in this way") {
      .record(DerivationReport(forms: $0))
    }
  }

  private var steps: [ChainStepReport] {
    gradient.chainRule.steps.map {
      ChainStepReport(step: $0, of: gradient.of, context: context)
    }
  }

  /// The largest entry, and two levels down what it came from.
  private var workedEntry: Value {
    guard gradient.closedForm != nil,
      let place = gradient.shortcut.values.indices.max(by: {
        abs(gradient.shortcut.values[$0]) < abs(gradient.shortcut.values[$1])
      })
    else { return .missing(because: "no closed form was derived") }
    let entry = EntryReference(
      "d\(gradient.of)/d\(gradient.withRespectTo)", gradient.shortcut.shape.position(at: place))
    return context.explanations(of: entry, depth: 2, limit: 4)
  }

  /// How many times fewer multiplications the closed form takes than the product of all matrices; 1
  /// without a closed form.
  private var savings: Int {
    let costs = gradient.comparison.multiplications
    guard let closedForm = costs.closedForm else { return 1 }
    return costs.chainRule / max(1, closedForm)
  }

  /// The chain rule in symbols; where the loss is reached by several ways, a sum of products.
  private var product: Formula {
    guard let last = gradient.chainRule.steps.last else { return symbol }
    return .joined(
      last.terms.map { .product(factors(to: $0, of: last.withRespectTo)) }, by: .plus)
  }

  /// The factors along one way, as long as it does not part.
  private func factors(to term: ChainRule.Term, of quantity: String) -> [Formula] {
    let factor = ReportContext.partial(term.through, quantity)
    if term.through == gradient.of { return [factor] }
    let step = gradient.chainRule.steps.first { $0.withRespectTo == term.through }
    guard let step, step.terms.count == 1 else {
      return [ReportContext.total(gradient.of, term.through), factor]
    }
    return factors(to: step.terms[0], of: term.through) + [factor]
  }
}

/// What each way to a gradient takes.
struct CostsReport: Record {
  let costs: Comparison.Costs

  static let members = Members<CostsReport>([
    ("chain_rule", { .count($0.costs.chainRule) }),
    ("backward_pass", { .count($0.costs.pullback) }),
    (
      "closed_form",
      { report in .optional(report.costs.closedForm, because: "none was derived") { .count($0) } }
    ),
  ])
}

/// A partial product of the chain rule: the gradient with respect to one quantity on the way.
struct ChainStepReport: Record {
  let step: ChainRule.Step
  let of: String
  let context: ReportContext

  static let members = Members<ChainStepReport>(
    [
      ("with_respect_to", { .name($0.step.withRespectTo) }),
      ("symbol", { .formula($0.symbol) }),
      ("through", { .names($0.step.terms.map(\.through)) }),
      ("values", { .tensor($0.values) }),
    ],
    derived: [
      ("equation", { .formula(.joined([$0.symbol, .tensor($0.values)], by: .equals)) }),
      ("sum", { .formula($0.sum) }),
      ("has_several_terms", { .flag($0.step.terms.count > 1) }),
    ])

  static let hasTensor = true
  var tensor: TensorView? { values }

  var symbol: Formula { ReportContext.total(of, step.withRespectTo) }

  var values: TensorView {
    context.tensor(step.value, context.pathOfGradient(of: of, withRespectTo: step.withRespectTo))
  }

  /// Whether this is where the way back begins: there is nothing to multiply.
  var isStart: Bool { step.terms.allSatisfy(\.isFromLoss) }

  /// `dL/dS ∂S/∂z`, one term for each way.
  var sum: Formula {
    .joined(
      step.terms.map { term in
        let factor = ReportContext.partial(term.through, step.withRespectTo)
        return term.isFromLoss
          ? factor : .product([ReportContext.total(of, term.through), factor])
      }, by: .plus)
  }
}
