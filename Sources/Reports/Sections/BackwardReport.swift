import Calculus
import Formulas
import WorkedExamples

/// One step of the way back from a loss: what arrives at a quantity, by which local derivatives, and
/// in short.
///
/// The gradients of one loss share their ways, so each step stands here once, with its Jacobians and
/// its derivation in matrix notation.
struct BackwardReport: Record {
  let chain: ChainStepReport
  /// Whether this gradient was asked for: its numbers and its derivation stand with the gradient then.
  let isAsked: Bool
  /// What others call it, where they are written in it.
  let delta: DeltaReport?
  let context: ReportContext

  static let members = Members<BackwardReport>(
    [],
    derived: [
      ("of", { .name($0.chain.of) }),
      ("with_respect_to", { .name($0.chain.step.withRespectTo) }),
      ("symbol", { .formula($0.chain.symbol) }),
      ("sum", { .formula($0.chain.sum) }),
      ("product", { .formula(.joined([$0.chain.symbol, $0.chain.sum], by: .equals)) }),
      (
        "equation", { .formula(.joined([$0.chain.symbol, .tensor($0.chain.values)], by: .equals)) }
      ),
      ("through", { .names($0.chain.step.terms.map(\.through)) }),
      ("has_several_terms", { .flag($0.chain.step.terms.count > 1) }),
      ("jacobians", { .list($0.jacobians.map { .record($0) }) }),
      ("lines", { .formula(.lines($0.lines)) }),
      ("delta", { .optional($0.delta, because: "no other form is written in it") { .record($0) } }),
      (
        "derivation",
        { report in
          .optional(
            report.isAsked ? nil : report.delta?.derivation,
            because: report.isAsked
              ? "it stands with the gradient" : "no other form is written in it"
          ) { .record($0) }
        }
      ),
      ("is_asked", { .flag($0.isAsked) }),
      ("has_large", { .flag(!$0.chain.isStart && $0.jacobians.contains { !$0.isSmall }) }),
    ])

  static let hasTensor = true
  var tensor: TensorView? { chain.values }

  private var jacobians: [JacobianReport] {
    chain.step.terms.compactMap { term in
      context.example.jacobian(of: term.through, withRespectTo: chain.step.withRespectTo)
        .map { JacobianReport(jacobian: $0, context: context) }
    }
  }

  /// The product in symbols, its matrices one below the other where they are small, and what they
  /// come to; the numbers of a gradient that was asked for stand with that.
  private var lines: [Formula.Line] {
    var lines = [Formula.Line(chain.symbol, .equals, chain.sum)]
    for jacobian in jacobians {
      guard jacobian.isSmall, let value = jacobian.tensor else { continue }
      lines.append(
        .init(
          jacobian.symbol, .equals, .tensor(value),
          reason: jacobian.zeros.map { .words($0) }))
    }
    // At the start there is nothing to multiply: the gradient is the local derivative.
    let isShown = chain.isStart && lines.count > 1
    if !isShown, !isAsked {
      lines.append(.init(chain.symbol, .equals, .tensor(values.tensor), reason: values.words))
    }
    return lines
  }

  /// The product, which is a row, in the shape of the quantity where that has more axes than one.
  private var values: (tensor: TensorView, words: Formula?) {
    let name = chain.step.withRespectTo
    guard let shape = context.shape(name), shape.rank > 1 else {
      return (chain.values, chain.isStart ? nil : .words("multiplied"))
    }
    let path = context.pathOfGradient(of: chain.of, withRespectTo: name)
    let words = (chain.isStart ? "" : "multiplied, ") + "in the shape of "
    return (
      context.tensor(chain.step.value.reshaped(to: shape), path),
      .row([.words(words), Formula(name: name)])
    )
  }

  /// All steps of an example: for each loss once through the model, from the end.
  static func all(_ context: ReportContext) -> [BackwardReport] {
    let places = Dictionary(
      context.example.quantities.enumerated().map { ($1.name, $0) }
    ) { first, _ in first }
    let deltas = DeltaReport.all(context)
    return context.losses.flatMap { loss in
      let gradients = context.example.gradients.filter { $0.of == loss }
      let found = gradients.flatMap { $0.chainRule.steps }
      return unique(found, by: \.withRespectTo)
        .sorted { places[$0.withRespectTo] ?? 0 > places[$1.withRespectTo] ?? 0 }
        .map { step in
          BackwardReport(
            chain: ChainStepReport(step: step, of: loss, context: context),
            isAsked: gradients.contains { $0.withRespectTo == step.withRespectTo },
            delta: deltas.first {
              $0.step.of == loss && $0.step.withRespectTo == step.withRespectTo
            }, context: context)
        }
    }
  }
}
