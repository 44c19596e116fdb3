import Calculus
import IndexNotation
import MatrixNotation
import Problems
import Tensors

/// Works an example: every value, Jacobian, gradient, comparison and check.
///
/// - Parameter plans: the derivations found so far in this run.
/// - Throws: `Problems` where the author's example cannot be worked (a value that is not finite), or
///   where a referee objects.
public func work(_ example: Example, plans: DerivationPlans) throws(Problems) -> WorkedExample {
  do {
    return try Worker(example: example).work(plans)
  } catch {
    throw Problems([error])
  }
}

/// One working of one example.
struct Worker {
  let example: Example
  let values: [Tensor]
  /// What is known of the givens.
  let facts: [String: [Fact]]
  let structure: Structure
  /// For each loss its gradient with respect to every node on a way from what was asked for.
  let arrived: [Int: [Tensor?]]

  var symbolicModel: SymbolicModel { structure.model }
  var model: Model { example.model }

  init(example: Example) throws(Problem) {
    self.example = example
    facts = Dictionary(example.givens.map { ($0.name, $0.facts) }) { first, _ in first }
    structure = Structure(example.model, facts: facts)
    let values = example.model.forward(
      Dictionary(example.givens.map { ($0.name, $0.value) }) { first, _ in first })
    self.values = values
    arrived = Dictionary(
      example.differentiate.map { derivative in
        (
          derivative.loss,
          example.model.gradients(
            of: derivative.loss, withRespectTo: derivative.targets, values: values)
        )
      }
    ) { first, _ in first }
    if !example.allowsNotFinite, let found = example.model.firstNotFinite(values) {
      throw Self.problem(found, example)
    }
  }

  func work(_ plans: DerivationPlans) throws(Problem) -> WorkedExample {
    let edges = edges()
    let jacobians = jacobians(edges)
    var gradients: [Gradient] = []
    var checks: [Check] = []
    for derivative in example.differentiate {
      let chainRules = model.chainRules(
        of: derivative.loss, withRespectTo: derivative.targets, values: values
      ) { output, input in jacobians[Edge(of: output, withRespectTo: input)]?.value }
      for (target, chainRule) in zip(derivative.targets, chainRules) {
        guard let shortcut = arrived[derivative.loss]?[target] else {
          preconditionFailure("no gradient with respect to \(name(target))")
        }
        gradients.append(
          try gradient(derivative.loss, target, shortcut, chainRule, &checks))
      }
    }
    var (backward, unsaid) = try backwardSteps(plans)
    let (derivations, local, entries, missing) = try derive(plans, backward: backward)
    adopt(entries, unsaid, into: &backward)
    let lemmas = try quote(plans, local, gradients, in: &backward)
    for place in gradients.indices {
      try adopt(backward, unsaid, entries, into: &gradients[place], &checks)
      gradients[place].withoutEntries = withoutEntries(gradients[place], missing)
    }
    for jacobian in example.jacobians { checks += try check(jacobian) }
    let published = try example.published.map { published throws(Problem) in
      try compare(published)
    }
    return WorkedExample(
      name: example.name, title: example.title, summary: example.summary,
      language: example.language, sourcePath: example.sourcePath, model: example.modelText,
      digits: example.digits, formNotation: example.formNotation, quantities: quantities(),
      jacobians: edges.compactMap { jacobians[$0] },
      gradients: gradients, descents: try example.descents.map(descend), published: published,
      checks: checks, backward: backward, derivations: derivations, lemmas: lemmas,
      deltas: deltas(of: entries))
  }

  /// The gradients that forms mention by names of their own, each once.
  func deltas(of forms: [GradientForm]) -> [NamedGradient] {
    var seen: Set<Delta> = []
    return forms.flatMap(\.deltas).filter { seen.insert($0).inserted }.compactMap { delta in
      guard let node = model.places[delta.withRespectTo],
        let value = arrived(from: delta.of, at: node)
      else { return nil }
      return NamedGradient(
        name: delta.name, of: delta.of, withRespectTo: delta.withRespectTo, value: value)
    }
  }

  /// The gradient of a loss with respect to a node.
  func arrived(from loss: String, at node: Int) -> Tensor? {
    model.places[loss].flatMap { arrived[$0] }.flatMap { $0[node] }
  }

  func name(_ node: Int) -> String { model.nodes[node].name ?? "" }

  // MARK: Quantities

  private func quantities() -> [Quantity] {
    let given = Dictionary(example.givens.map { ($0.name, $0) }) { first, _ in first }
    return model.nodes.indices.compactMap { node in
      guard let name = model.nodes[node].name else { return nil }
      return Quantity(
        name: name, role: given[name] == nil ? .computed : .given, value: values[node],
        definition: example.texts[name] ?? "", rightSide: example.rightSides[name],
        classes: given[name]?.classes ?? [], isTyped: given[name]?.isTyped ?? false,
        entryDefinition: model.definition(of: node), facts: given[name]?.facts ?? [],
        names: given[name]?.names ?? AxisNames(), comment: example.comments[name] ?? "")
    }
  }

  // MARK: Gradients

  private struct Edge: Hashable {
    let of: Int
    let withRespectTo: Int
  }

  /// The local derivatives that the gradients need, from the end of the model.
  private func edges() -> [Edge] {
    var edges: [Edge] = []
    var seen: Set<Edge> = []
    let ways =
      example.differentiate.flatMap { way in way.targets.map { (way.loss, $0) } }
      + example.jacobians.map { ($0.of, $0.withRespectTo) }
    for (end, target) in ways {
      let between = Set(model.quantitiesBetween(target, and: end))
      for output in between {
        for input in model.directInputs(of: output) where between.contains(input) {
          let edge = Edge(of: output, withRespectTo: input)
          if seen.insert(edge).inserted { edges.append(edge) }
        }
      }
    }
    return edges.sorted { ($0.of, $0.withRespectTo) > ($1.of, $1.withRespectTo) }
  }

  private func jacobians(_ edges: [Edge]) -> [Edge: Jacobian] {
    let found = edges.map { edge in
      let rows = model.nodes[edge.of].shape.count
      let columns = model.nodes[edge.withRespectTo].shape.count
      let value = model.jacobian(
        of: edge.of, withRespectTo: edge.withRespectTo, values: values,
        budget: example.memoryBudget)
      return (
        edge,
        Jacobian(
          of: name(edge.of), withRespectTo: name(edge.withRespectTo), shape: [rows, columns],
          value: value, zeroShare: value.map(Self.zeroShare),
          bytes: rows.multipliedReportingOverflow(by: columns).overflow
            ? .max : 8 * rows * columns)
      )
    }
    return Dictionary(uniqueKeysWithValues: found)
  }

  private static func zeroShare(_ matrix: Tensor) -> Double {
    Double(matrix.values.reduce(0) { $1 == 0 ? $0 + 1 : $0 }) / Double(matrix.count)
  }

  private func gradient(
    _ loss: Int, _ target: Int, _ shortcut: Tensor, _ chainRule: ChainRule, _ checks: inout [Check]
  ) throws(Problem) -> Gradient {
    let subject = DerivativeName(.total, of: name(loss), withRespectTo: name(target)).text
    let isFinite = shortcut.values.allSatisfy(\.isFinite)
    if !isFinite, !example.allowsNotFinite {
      throw Self.problem(shortcut, of: subject, example)
    }
    var agreeWithin: Double?
    if isFinite {
      let check = try check(
        "chain rule against shortcut", of: subject, claimed: shortcut,
        measured: chainRule.gradient, "chain rule and shortcut")
      agreeWithin = check.tolerance
      checks.append(check)
    }
    if isFinite {
      checks.append(try checkByDifferences(shortcut, loss, target, of: subject))
    }
    let cost = model.chainRuleCost(of: loss, withRespectTo: target)
    return Gradient(
      of: name(loss), withRespectTo: name(target), shortcut: shortcut, chainRule: chainRule,
      comparison: Comparison(
        agreeWithin: agreeWithin,
        multiplications: Comparison.Costs(
          chainRule: cost.multiplications,
          pullback: model.pullbackMultiplications(from: loss, to: target), closedForm: nil),
        storedNumbers: Comparison.Costs(
          chainRule: cost.storedNumbers,
          pullback: model.quantitiesBetween(target, and: loss).dropLast()
            .reduce(0) { $0 + model.nodes[$1].shape.count },
          closedForm: nil)),
      closedForm: nil)
  }

  /// Adds the closed form that was derived to a gradient, once its numbers agree: the one in matrix
  /// notation, or else the one entry by entry.
  func adopt(
    _ backward: [BackwardStep], _ unsaid: [String: String], _ entries: [GradientForm],
    into gradient: inout Gradient, _ checks: inout [Check]
  ) throws(Problem) {
    let (of, other) = (gradient.of, gradient.withRespectTo)
    let subject = DerivativeName(.total, of: of, withRespectTo: other).text
    let step = backward.first { $0.of == of && $0.withRespectTo == other }
    let entry = entries.first { $0.of == of && $0.withRespectTo == other }
    var form: ClosedForm?
    if let entry {
      let definition = Definition(entry.indices, entry.expression)
      var tensors = namedValues
      for delta in deltas(of: [entry]) { tensors[delta.name] = delta.value }
      let numbers = tensor(of: definition, on: tensors)
      // At a value as 0 ** x it may not be finite where the gradient is.
      if numbers.values.allSatisfy(\.isFinite) {
        checks.append(
          try check(
            "closed form entry by entry against shortcut", of: subject, claimed: gradient.shortcut,
            measured: numbers, "closed form and shortcut"))
        form = ClosedForm(
          matrix: nil, reason: unsaid[other], entry: definition, values: numbers,
          isSimplified: entry.isSimplified)
        gradient.comparison.multiplications.closedForm = entry.multiplications(
          symbolicModel, among: entries)
      }
    }
    if let step, let result = step.derivation?.result {
      let deltas = backward.filter { $0.of == of }
      let names = FormValues(
        quantities: namedValues,
        deltas: Dictionary(deltas.map { ($0.withRespectTo, $0.values) }) { first, _ in first })
      let numbers = result.value(names).flatMap { BackwardPlan.filled($0, gradient.shortcut.shape) }
      if let numbers, numbers.values.allSatisfy(\.isFinite) {
        checks.append(
          try check(
            "closed form against shortcut", of: subject, claimed: gradient.shortcut,
            measured: numbers, "closed form and shortcut"))
        form = ClosedForm(
          matrix: result, reason: nil, entry: form?.entry, values: numbers, isSimplified: true)
        gradient.comparison.multiplications.closedForm = step.multiplications
      }
    }
    gradient.closedForm = form
    gradient.comparison.storedNumbers.closedForm = form.map { _ in gradient.shortcut.count }
  }

  /// Why a gradient was not derived entry by entry, where the author asked for that.
  private func withoutEntries(_ gradient: Gradient, _ missing: [MissingDerivation]) -> String? {
    guard example.derives.includesIndex,
      let found = missing.first(where: {
        $0.of == gradient.of && $0.withRespectTo == gradient.withRespectTo
      }), case .noFormula(let quantity) = found.because
    else { return nil }
    return "no formula gives the entries of \(quantity) = \(example.texts[quantity] ?? "")"
  }

  // MARK: Problems

  /// `[2,3]`, counted from 1; nothing for a scalar.
  static func entryText(_ position: [Int]) -> String {
    position.isEmpty ? "" : "[" + position.map { String($0 + 1) }.joined(separator: ",") + "]"
  }

  private static func problem(
    _ gradient: Tensor, of subject: String, _ example: Example
  ) -> Problem {
    let place = gradient.values.firstIndex { !$0.isFinite } ?? 0
    let what = gradient.values[place].isNaN ? "is not a number" : "is infinite"
    return example.places.problem(
      at: nil,
      "\(subject)\(entryText(gradient.shape.position(at: place))) \(what): "
        + "the model has no slope at these values",
      "choose other values, or if that is meant, say 'allow_not_finite: true'")
  }

  private static func problem(_ found: NotFinite, _ example: Example) -> Problem {
    let what = found.value.isNaN ? "is not a number" : "is infinite"
    let entry = entryText(found.position)
    let subject =
      found.isResult
      ? found.quantity + entry
      : "in \(found.quantity), " + (entry.isEmpty ? "a part" : "entry \(entry) of a part")
    return example.places.problem(
      with: found.quantity,
      "\(subject) \(what): \(found.reason)", "if that is meant, say 'allow_not_finite: true'")
  }
}
