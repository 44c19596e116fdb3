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
        steps += backwardSteps(plan, try plan.check(names), names)
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
    let known = Dictionary(derivations.map { ($0.withRespectTo, $0) }) { first, _ in first }
    let forms = known.mapValues(\.result)
    let deltas = derivations.flatMap { $0.lines.flatMap(\.form.deltas) }
    let rest = Set(deltas).subtracting(known.keys)
    // What comes late in the model comes early on the way back.
    let order = rest.sorted { model.places[$0] ?? 0 > model.places[$1] ?? 0 }
    let places = model.places
    var wanted = derivations.map(\.withRespectTo)
    for name in order {
      let place = wanted.firstIndex { places[$0] ?? 0 < places[name] ?? 0 } ?? wanted.count
      wanted.insert(name, at: place)
    }
    return wanted.compactMap { name in
      guard let values = names.deltas[name] else { return nil }
      var step = BackwardStep(
        of: plan.loss, withRespectTo: name, derivation: known[name], closedForm: nil,
        values: values, isAsked: plan.targets.contains(name), multiplications: nil)
      if let form = forms[name] {
        step.closedForm = ClosedForm(
          matrix: form, reason: nil, entry: nil, values: values, isSimplified: true)
        step.multiplications = multiplications(form, forms)
      }
      return step
    }
  }

  /// Adds the forms that were found entry by entry for δ's that have no matrix notation.
  func adopt(
    _ entries: [GradientForm], _ unsaid: [String: String], into steps: inout [BackwardStep]
  ) {
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
      steps[place].multiplications = entry.multiplications(symbolicModel)
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
