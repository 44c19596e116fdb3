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
          near: namedGivens)
        unsaid.merge(plan.unsaid) { first, _ in first }
        let derivations = try plan.check(names)
        let forms = Dictionary(derivations.map { ($0.withRespectTo, $0.result) }) { first, _ in
          first
        }
        for derivation in derivations {
          guard let gradient = names.deltas[derivation.withRespectTo] else { continue }
          steps.append(
            BackwardStep(
              derivation: derivation, values: gradient,
              isAsked: plan.targets.contains(derivation.withRespectTo),
              multiplications: multiplications(derivation.result, forms)))
        }
      } catch {
        throw problem(error, plans.formText)
      }
    }
    return (steps, unsaid)
  }

  /// What a form takes, with each δ in it once.
  private func multiplications(_ form: MatrixForm, _ forms: [String: MatrixForm]) -> Int {
    let shapes = namedValues.mapValues(\.shape)
    var total = form.multiplications(shapes)
    var open = Array(form.deltas)
    var seen: Set<String> = []
    while let next = open.popLast() {
      guard seen.insert(next).inserted, let form = forms[next] else { continue }
      total += form.multiplications(shapes)
      open += form.deltas
    }
    return total
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
