import Calculus
import IndexNotation
import MatrixNotation
import Problems
import Tensors

extension Worker {
  /// Every gradient asked for and every δ its form is written in, each line checked on the example's
  /// values.
  func backwardSteps(_ plans: DerivationPlans) throws(Problem) -> (
    steps: [BackwardStep], unsaid: [String: String]
  ) {
    guard derives, example.derives.includesMatrix else { return ([], [:]) }
    var steps: [BackwardStep] = []
    var unsaid: [String: String] = [:]
    for derivative in example.differentiate {
      let names = BackwardPlan.names(model, derivative.loss, derivative.targets, values)
      do {
        let plan = try plans.backward(
          symbolicModel, model, loss: derivative.loss, targets: derivative.targets, facts: facts,
          in: example.formNames, near: namedGivens)
        unsaid.merge(plan.unsaid) { first, _ in first }
        for derivation in try plan.check(names) {
          guard let gradient = names.deltas[derivation.withRespectTo] else { continue }
          steps.append(
            BackwardStep(
              derivation: derivation, values: gradient,
              isAsked: plan.targets.contains(derivation.withRespectTo)))
        }
      } catch {
        throw problem(error, plans.formText)
      }
    }
    return (steps, unsaid)
  }

  private func problem(
    _ wrong: BackwardPlan.WrongLine, _ text: (MatrixForm) -> String
  ) -> Problem {
    let name = DerivativeName(.total, of: wrong.of, withRespectTo: wrong.withRespectTo).text
    return example.places.problem(
      with: wrong.of,
      "a line of the derivation of \(name) does not hold: \(text(wrong.line)) is \(wrong.value) at "
        + "\(name)\(Self.entryText(wrong.position)), which is \(wrong.expected): a bug in Gradus",
      "say 'derive: false' to publish the example without derivations")
  }
}
