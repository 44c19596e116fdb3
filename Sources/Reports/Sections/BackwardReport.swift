import Calculus
import Formulas

/// One step of the way back from a loss: what arrives at a quantity, and by which local derivatives.
///
/// The gradients of one loss share their ways, so each step stands here once, with its Jacobians.
struct BackwardReport: Record {
  let step: ChainRule.Step
  let of: String
  /// Whether this gradient was asked for: its numbers stand with the gradient then.
  let isAsked: Bool
  let context: ReportContext

  static let members = Members<BackwardReport>(
    [],
    derived: [
      ("of", { .name($0.of) }),
      ("with_respect_to", { .name($0.step.withRespectTo) }),
      ("symbol", { .formula($0.chain.symbol) }),
      ("sum", { .formula($0.chain.sum) }),
      ("product", { .formula($0.product) }),
      (
        "equation", { .formula(.joined([$0.chain.symbol, .tensor($0.chain.values)], by: .equals)) }
      ),
      ("has_several_terms", { .flag($0.step.terms.count > 1) }),
      ("jacobians", { .list($0.jacobians.map { .record($0) }) }),
      ("lines", { .formula(.lines($0.lines)) }),
      ("has_large", { .flag($0.jacobians.contains { $0.jacobian.value == nil }) }),
    ])

  static let hasTensor = true
  var tensor: TensorView? { chain.values }

  private var chain: ChainStepReport { ChainStepReport(step: step, of: of, context: context) }

  /// `dL/dz = dL/dS ∂S/∂z`
  private var product: Formula { .joined([chain.symbol, chain.sum], by: .equals) }

  private var jacobians: [JacobianReport] {
    step.terms.compactMap { term in
      context.example.jacobian(of: term.through, withRespectTo: step.withRespectTo)
        .map { JacobianReport(jacobian: $0, context: context) }
    }
  }

  /// The product in symbols, its matrices one below the other, and what they come to; the numbers of
  /// a gradient that was asked for stand with that.
  private var lines: [Formula.Line] {
    var lines = [Formula.Line(chain.symbol, .equals, chain.sum)]
    for jacobian in jacobians {
      guard let value = jacobian.tensor else { continue }
      lines.append(.init(jacobian.symbol, .equals, .tensor(value), reason: jacobian.zeros))
    }
    // At the start there is nothing to multiply: the gradient is the local derivative.
    let isStart = step.terms.allSatisfy(\.isFromLoss)
    if !isStart, !isAsked {
      lines.append(.init(chain.symbol, .equals, .tensor(chain.values), reason: "multiplied"))
    }
    return lines
  }

  /// All steps of an example: for each loss once through the model, from the end.
  static func all(_ context: ReportContext) -> [BackwardReport] {
    var steps: [BackwardReport] = []
    var seen: Set<String> = []
    let order = Dictionary(
      context.example.quantities.enumerated().map { ($1.name, $0) }
    ) { first, _ in first }
    for loss in context.losses {
      let gradients = context.example.gradients.filter { $0.of == loss }
      let found = gradients.flatMap { $0.chainRule.steps }
        .filter { seen.insert("\(loss) \($0.withRespectTo)").inserted }
        .sorted { (order[$0.withRespectTo] ?? 0) > (order[$1.withRespectTo] ?? 0) }
      steps += found.map { step in
        BackwardReport(
          step: step, of: loss,
          isAsked: gradients.contains { $0.withRespectTo == step.withRespectTo }, context: context)
      }
    }
    return steps
  }
}
