import Calculus
import IndexNotation
import MatrixNotation
import Problems
import Tensors

/// Explains entries of a worked example, one level at a time or down to the givens.
public struct Explainer {
  private let tensors: [String: Tensor]
  /// What an entry is, in terms of other tensors; a given has none.
  private let definitions: [String: Definition]
  /// What computed quantities without a formula for their entries are, as the model has it.
  private let wholes: [String: String]
  /// The Jacobians whose entries were not written out, by name.
  private let large: [String: Jacobian]
  /// The closed forms of gradients in matrix notation, each with its loss.
  private let forms: [String: (form: MatrixForm, of: String)]

  /// Terms of a sum that are written out before the others become dots.
  static let longestSum = 8
  /// Explanations given at once.
  static let limit = 200

  /// Knows every quantity, Jacobian, gradient and partial product of a worked example.
  public init(_ worked: WorkedExample) {
    var tensors: [String: Tensor] = [:]
    var definitions: [String: Definition] = [:]
    var forms: [String: (form: MatrixForm, of: String)] = [:]
    var wholes: [String: String] = [:]
    for quantity in worked.quantities {
      tensors[quantity.name] = quantity.value
      definitions[quantity.name] = quantity.entryDefinition
      if quantity.role == .computed, quantity.entryDefinition == nil, !quantity.definition.isEmpty {
        wholes[quantity.name] = quantity.definition
      }
    }
    for derivation in worked.derivations {
      let name = DerivativeName(
        derivation.kind, of: derivation.of.tensor, withRespectTo: derivation.withRespectTo.tensor)
      definitions[name.text] = Definition(
        derivation.of.indices + derivation.withRespectTo.indices, derivation.result)
    }
    var large: [String: Jacobian] = [:]
    for jacobian in worked.jacobians {
      let name = DerivativeName(.local, of: jacobian.of, withRespectTo: jacobian.withRespectTo)
      guard let value = jacobian.value, let of = tensors[jacobian.of],
        let other = tensors[jacobian.withRespectTo]
      else {
        // It is still explained where there is a formula for it.
        large[name.text] = jacobian
        continue
      }
      tensors[name.text] = value.reshaped(
        to: Shape(of.shape.dimensions + other.shape.dimensions))
    }
    for gradient in worked.gradients {
      let name = DerivativeName(.total, of: gradient.of, withRespectTo: gradient.withRespectTo)
      tensors[name.text] = gradient.shortcut
      if let entry = gradient.closedForm?.entry { definitions[name.text] = entry }
      if let form = gradient.closedForm?.matrix { forms[name.text] = (form, gradient.of) }
      for step in gradient.chainRule.steps {
        Self.add(step, of: gradient.of, &tensors, &definitions)
      }
    }
    for step in worked.backward {
      let name = DerivativeName(.total, of: step.of, withRespectTo: step.withRespectTo).text
      if tensors[name] == nil { tensors[name] = step.values }
      if forms[name] == nil, let derivation = step.derivation {
        forms[name] = (derivation.result, step.of)
      }
    }
    for delta in worked.deltas {
      let name = DerivativeName(.total, of: delta.of, withRespectTo: delta.withRespectTo).text
      tensors[delta.name] = delta.value
      definitions[delta.name] = definitions[name]
    }
    self.tensors = tensors
    self.definitions = definitions
    self.large = large
    self.forms = forms
    self.wholes = wholes
  }

  /// A partial product of the chain rule: `dL/dz[i] = sum_t dL/dS[t] ∂S/∂z[t,i]`.
  private static func add(
    _ step: ChainRule.Step, of loss: String, _ tensors: inout [String: Tensor],
    _ definitions: inout [String: Definition]
  ) {
    func name(_ kind: Derivation.Kind, _ of: String, _ withRespectTo: String) -> String {
      DerivativeName(kind, of: of, withRespectTo: withRespectTo).text
    }
    let total = name(.total, loss, step.withRespectTo)
    guard let shape = tensors[step.withRespectTo]?.shape else { return }
    if tensors[total] == nil { tensors[total] = step.value.reshaped(to: shape) }
    guard definitions[total] == nil else { return }
    // Where the loss is reached in no other way, the local derivative says it all.
    if step.terms.allSatisfy(\.isFromLoss) {
      definitions[total] = definitions[name(.local, loss, step.withRespectTo)]
      return
    }
    // What was not written out has no entries to put in.
    guard step.terms.allSatisfy({ tensors[name(.local, $0.through, step.withRespectTo)] != nil })
    else { return }
    let letters = ["i", "j", "k", "l", "m", "n", "p", "q"]
    func indices(_ shape: Shape, from first: Int) -> [Index] {
      shape.dimensions.enumerated().map { axis, range in
        let place = axis + first
        return Index(place < letters.count ? letters[place] : "i\(place)", range: range)
      }
    }
    let own = indices(shape, from: 0)
    let terms = step.terms.map { term -> IndexExpression in
      let local = name(.local, term.through, step.withRespectTo)
      let inner = indices(tensors[term.through]?.shape ?? .scalar, from: own.count)
      let factor = IndexExpression.element(Element(local, (inner + own).map { .index($0) }))
      guard !term.isFromLoss else { return factor }
      let before = IndexExpression.element(
        Element(name(.total, loss, term.through), inner.map { .index($0) }))
      return inner.reversed().reduce(.times([before, factor])) { .sum(over: $1, $0) }
    }
    definitions[total] = Definition(own, .plus(terms))
  }

  // MARK: Explaining

  /// The entry and, `depth` levels down (`nil`: to the givens), the entries it came from.
  /// - Throws: `Problem` where there is no such entry.
  public func explain(_ entry: EntryReference, depth: Int?) throws(Problem) -> [Explanation] {
    let entry = known(entry)
    var found: [Explanation] = []
    var seen: Set<EntryReference> = [entry]
    var level = [entry]
    var below = 0
    while !level.isEmpty, found.count < Self.limit, depth.map({ below <= $0 }) ?? true {
      var next: [EntryReference] = []
      for entry in level where found.count < Self.limit {
        let explanation = try explain(entry)
        found.append(explanation)
        for part in explanation.parts
        where isDefined(part.name) && seen.insert(part).inserted {
          next.append(part)
        }
      }
      level = next
      below += 1
    }
    return found
  }

  /// One entry, one level down.
  /// - Throws: `Problem` where there is no such entry.
  public func explain(_ entry: EntryReference) throws(Problem) -> Explanation {
    let entry = only(known(entry))
    try check(entry)
    let value = tensors[entry.name].map { $0.values[$0.shape.offset(of: entry.position)] }
    guard let body = body(of: entry) else {
      return Explanation(
        entry: entry, formula: nil, whole: wholes[entry.name], numbers: nil, values: [:],
        result: value ?? .nan, parts: [])
    }
    let result = value ?? evaluate(body, on: tensors)
    var writer = FormulaWriter(tensors: tensors)
    let formula = writer.writtenOut(body)
    let numbers = writer.numbers(formula)
    return Explanation(
      entry: entry, formula: formula, whole: nil, numbers: numbers, values: writer.values,
      result: result,
      parts: writer.parts)
  }

  private func isDefined(_ name: String) -> Bool {
    definitions[name] != nil || forms[name] != nil
  }

  /// What an entry is: for a gradient by its closed form in matrix notation, where that says it at
  /// these places; a given has none.
  private func body(of entry: EntryReference) -> IndexExpression? {
    let places = entry.position.map { Subscript.fixed($0) }
    if let (form, loss) = forms[entry.name], let tensor = tensors[entry.name],
      let body = form.entry(
        at: places, shapes: FormShapes { tensors[$0]?.shape },
        delta: { DerivativeName(.total, of: loss, withRespectTo: $0).text }),
      body.elements.allSatisfy({ tensors[$0.tensor] != nil })
    {
      let value = tensor.values[tensor.shape.offset(of: entry.position)]
      // Written as a sum, cases have a term that may be 0 times what is not finite.
      if evaluate(body, on: tensors).isFinite || !value.isFinite { return body }
    }
    return definitions[entry.name]?.body(at: places)
  }

  /// The entry that is meant: `dS/dz`, which is easier to type than `∂S/∂z`, means that where there
  /// is no gradient of the name.
  private func known(_ entry: EntryReference) -> EntryReference {
    func isKnown(_ name: String) -> Bool {
      tensors[name] != nil || isDefined(name) || large[name] != nil
    }
    guard !isKnown(entry.name), let name = DerivativeName(entry.name), name.kind == .total
    else { return entry }
    let local = DerivativeName(.local, of: name.of, withRespectTo: name.withRespectTo).text
    return isKnown(local) ? EntryReference(local, entry.position) : entry
  }

  /// Of a tensor of one entry that entry, where no places are given.
  private func only(_ entry: EntryReference) -> EntryReference {
    guard entry.position.isEmpty, let shape = tensors[entry.name]?.shape, shape.count == 1 else {
      return entry
    }
    return EntryReference(entry.name, shape.dimensions.map { _ in 0 })
  }

  private func check(_ entry: EntryReference) throws(Problem) {
    let known =
      tensors[entry.name]?.shape
      ?? definitions[entry.name].map { Shape($0.indices.map(\.range)) }
    guard let shape = known else {
      if let jacobian = large[entry.name] {
        throw Problem(
          message: "the entries of '\(entry.name)' were not written out: it has "
            + "\(jacobian.shape[0]) rows and \(jacobian.shape[1]) columns",
          suggestion: "say 'memory_budget_mb: \(jacobian.bytes / 1_000_000 + 1)'")
      }
      throw Problem(
        message: "there is nothing called '\(entry.name)'",
        suggestion: NearestNames.suggestion(
          for: entry.name, among: Array(tensors.keys) + Array(definitions.keys),
          otherwise: "there is"))
    }
    guard entry.position.count == shape.rank else {
      throw Problem(
        message: "'\(entry.name)' has shape \(shape) and takes "
          + "\(counted(shape.rank, "place")), not \(entry.position.count)",
        suggestion: "as in '\(EntryReference(entry.name, shape.dimensions.map { _ in 0 }).text)'")
    }
    for (axis, place) in entry.position.enumerated() where !(0..<shape[axis]).contains(place) {
      throw Problem(
        message: "place \(place + 1) of '\(entry.name)' is out of range",
        suggestion: "its shape is \(shape), and places are counted from 1")
    }
  }
}
