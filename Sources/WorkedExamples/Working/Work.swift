import Calculus
import IndexNotation
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
  let symbolicModel: SymbolicModel

  var model: Model { example.model }

  init(example: Example) throws(Problem) {
    self.example = example
    facts = Dictionary(example.givens.map { ($0.name, $0.facts) }) { first, _ in first }
    symbolicModel = example.model.symbolic(facts: facts)
    values = example.model.forward(
      Dictionary(example.givens.map { ($0.name, $0.value) }) { first, _ in first })
    if !example.allowsNotFinite, let found = example.model.firstNotFinite(values) {
      throw Self.problem(found, example)
    }
  }

  func work(_ plans: DerivationPlans) throws(Problem) -> WorkedExample {
    let jacobians = jacobians()
    var gradients: [Gradient] = []
    var checks: [Check] = []
    for derivative in example.differentiate {
      let pulled = model.gradients(
        of: derivative.loss, withRespectTo: derivative.targets, values: values)
      for target in derivative.targets {
        guard let shortcut = pulled[target] else {
          preconditionFailure("no gradient with respect to \(name(target))")
        }
        let gradient = try gradient(derivative.loss, target, shortcut, jacobians, &checks)
        gradients.append(gradient)
      }
    }
    let (derivations, lemmas, forms) = try derive(plans)
    for place in gradients.indices {
      let gradient = gradients[place]
      guard
        let form = forms.first(where: {
          $0.of == gradient.of && $0.withRespectTo == gradient.withRespectTo
        })
      else { continue }
      if let check = try adopt(form, among: forms, into: &gradients[place]) { checks.append(check) }
    }
    let published = try example.published.map { published throws(Problem) in
      try compare(published)
    }
    return WorkedExample(
      name: example.name, title: example.title, summary: example.summary,
      language: example.language, sourcePath: example.sourcePath, model: example.modelText,
      digits: example.digits, quantities: quantities(), jacobians: jacobians.map(\.value),
      gradients: gradients, descents: try example.descents.map(descend), published: published,
      checks: checks, derivations: derivations, lemmas: lemmas, deltas: deltas(of: forms))
  }

  /// The gradients that forms mention by names of their own, each once.
  private func deltas(of forms: [GradientForm]) -> [NamedGradient] {
    var seen: Set<Delta> = []
    return forms.flatMap(\.deltas).filter { seen.insert($0).inserted }.compactMap { delta in
      guard let loss = model.places[delta.of], let node = model.places[delta.withRespectTo],
        let value = model.gradients(of: loss, withRespectTo: [node], values: values)[node]
      else { return nil }
      return NamedGradient(
        name: delta.name, of: delta.of, withRespectTo: delta.withRespectTo, value: value)
    }
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
        entryDefinition: model.definition(of: node))
    }
  }

  // MARK: Gradients

  private struct Edge: Hashable {
    let of: Int
    let withRespectTo: Int
  }

  private func jacobians() -> [(edge: Edge, value: Jacobian)] {
    var edges: [Edge] = []
    var seen: Set<Edge> = []
    for derivative in example.differentiate {
      for target in derivative.targets {
        let between = model.quantitiesBetween(target, and: derivative.loss)
        for output in between.reversed() {
          for input in model.directInputs(of: output) where between.contains(input) {
            let edge = Edge(of: output, withRespectTo: input)
            if seen.insert(edge).inserted { edges.append(edge) }
          }
        }
      }
    }
    edges.sort { ($0.of, $0.withRespectTo) > ($1.of, $1.withRespectTo) }
    return edges.map { edge in
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
  }

  private static func zeroShare(_ matrix: Tensor) -> Double {
    Double(matrix.values.reduce(0) { $1 == 0 ? $0 + 1 : $0 }) / Double(matrix.count)
  }

  private func gradient(
    _ loss: Int, _ target: Int, _ shortcut: Tensor, _ jacobians: [(edge: Edge, value: Jacobian)],
    _ checks: inout [Check]
  ) throws(Problem) -> Gradient {
    let chainRule = model.chainRule(of: loss, withRespectTo: target) { output, input in
      jacobians.first { $0.edge == Edge(of: output, withRespectTo: input) }?.value.value
    }
    let subject = DerivativeName(.total, of: name(loss), withRespectTo: name(target)).text
    let isFinite = shortcut.values.allSatisfy(\.isFinite)
    if !isFinite, !example.allowsNotFinite {
      throw Self.problem(shortcut, of: subject, example)
    }
    var agreeWithin: Double?
    if let chainRule, isFinite {
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

  /// Adds the closed form that was derived to a gradient, once its numbers agree; those of a
  /// gradient that is not finite are compared with nothing.
  /// - Parameter forms: those of the gradients that it is written in terms of.
  func adopt(
    _ form: GradientForm, among forms: [GradientForm] = [], into gradient: inout Gradient
  ) throws(Problem) -> Check? {
    let subject = DerivativeName(
      .total, of: gradient.of, withRespectTo: gradient.withRespectTo
    ).text
    var tensors = namedValues
    for delta in deltas(of: [form]) { tensors[delta.name] = delta.value }
    let numbers = tensor(of: Definition(form.indices, form.expression), on: tensors)
    let isFinite = gradient.shortcut.values.allSatisfy(\.isFinite)
    let check =
      isFinite
      ? try check(
        "closed form against shortcut", of: subject, claimed: gradient.shortcut,
        measured: numbers, "closed form and shortcut") : nil
    gradient.closedForm = ClosedForm(
      indices: form.indices, expression: form.expression, matrix: form.matrix, values: numbers,
      isSimplified: form.isSimplified)
    gradient.comparison.multiplications.closedForm = form.multiplications(
      symbolicModel, among: forms)
    gradient.comparison.storedNumbers.closedForm = gradient.shortcut.count
    return check
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
