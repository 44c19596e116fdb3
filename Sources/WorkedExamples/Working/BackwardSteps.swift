import Calculus
import IndexNotation
import MatrixNotation
import Problems
import Tensors

extension Worker {
  /// Every gradient asked for and every δ its form is written in, each line checked on the example's
  /// values; and why a gradient has no matrix notation.
  func backwardSteps(_ plans: DerivationPlans) throws(Problem) -> (
    steps: [BackwardStep], unsaid: [String: String]
  ) {
    // What no formula gives entry by entry is derived in matrix notation, whatever was asked for.
    let isPartlyWhole = symbolicModel.quantities.contains { !$0.inputs.isEmpty }
    guard derives, example.derives.includesMatrix || isPartlyWhole else { return ([], [:]) }
    var steps: [BackwardStep] = []
    var unsaid: [String: String] = [:]
    let others = model.instances(2, near: namedGivens, facts: facts).map(model.forward)
    for derivative in example.differentiate {
      let plan = plans.backward(
        structure, model, loss: derivative.loss, targets: derivative.targets, facts: facts,
        in: example.formNames)
      let names = BackwardPlan.names(model, values, arrived[derivative.loss] ?? [])
      do {
        let checked = try plan.check(
          names,
          and: others.map { values in
            BackwardPlan.names(
              model, values,
              model.gradients(
                of: derivative.loss, withRespectTo: derivative.targets, values: values))
          })
        unsaid.merge(checked.unsaid) { first, _ in first }
        steps += backwardSteps(plan, checked.derivations, names)
      } catch {
        throw problem(error, plans.formText)
      }
    }
    return (steps, unsaid)
  }

  /// The derivations, and the δ's in them that have none.
  private func backwardSteps(
    _ plan: BackwardPlan, _ derivations: [MatrixDerivation], _ names: FormValues
  ) -> [BackwardStep] {
    let forms = Dictionary(derivations.map { ($0.withRespectTo, $0.result) }) { first, _ in first }
    func step(_ name: String, _ derivation: MatrixDerivation?) -> BackwardStep? {
      guard let values = names.deltas[name] else { return nil }
      return BackwardStep(
        of: plan.loss, withRespectTo: name, derivation: derivation,
        closedForm: derivation.map {
          ClosedForm(
            matrix: $0.result, reason: nil, entry: nil, values: values, isSimplified: true)
        }, values: values, isAsked: plan.targets.contains(name),
        multiplications: derivation.map { multiplications($0.result, forms) })
    }
    var steps = derivations.compactMap { step($0.withRespectTo, $0) }
    let mentioned = Set(derivations.flatMap { $0.lines.flatMap(\.form.deltas) })
    for name in mentioned.subtracting(forms.keys) {
      if let step = step(name, nil) { insert(step, into: &steps) }
    }
    return steps
  }

  /// What comes late in the model comes early on the way back.
  private func insert(_ step: BackwardStep, into steps: inout [BackwardStep]) {
    func place(_ step: BackwardStep) -> Int { model.places[step.withRespectTo] ?? 0 }
    let end = steps.lastIndex { $0.of == step.of }.map { $0 + 1 } ?? steps.count
    let later = steps.firstIndex { $0.of == step.of && place($0) < place(step) }
    steps.insert(step, at: later ?? end)
  }

  /// Adds the forms that were found entry by entry for δ's that have no matrix notation, and the δ's
  /// that only such forms are written in.
  func adopt(
    _ entries: [GradientForm], _ unsaid: [String: String], into steps: inout [BackwardStep]
  ) {
    for delta in deltas(of: entries)
    where !steps.contains(where: { $0.of == delta.of && $0.withRespectTo == delta.withRespectTo }) {
      let isAsked = example.differentiate.contains {
        name($0.loss) == delta.of && $0.targets.map(name).contains(delta.withRespectTo)
      }
      let step = BackwardStep(
        of: delta.of, withRespectTo: delta.withRespectTo, derivation: nil, closedForm: nil,
        values: delta.value, isAsked: isAsked, multiplications: nil)
      insert(step, into: &steps)
    }
    for place in steps.indices where steps[place].derivation == nil {
      let step = steps[place]
      guard
        let entry = entries.first(where: {
          $0.of == step.of && $0.withRespectTo == step.withRespectTo
        })
      else { continue }
      steps[place].closedForm = ClosedForm(
        matrix: nil, reason: unsaid[step.withRespectTo],
        entry: Definition(entry.indices, entry.expression), values: step.values,
        isSimplified: entry.isSimplified)
      steps[place].multiplications = entry.multiplications(symbolicModel, among: entries)
    }
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
