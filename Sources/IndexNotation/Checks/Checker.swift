import Tensors

/// Evaluates both sides of every line on one set of values.
struct Checker<Number: RealNumber> {
  let model: SymbolicModel
  let definitions: [CompiledExpression?]
  private(set) var environment: Environment<Number>
  let instanceName: String
  let isRandom: Bool
  /// The loss's derivative with respect to every quantity, by loss.
  private var totals: [Int: [[BoundedNumber<Number>]]] = [:]
  /// Whether a value left the range of the numbers computed in.
  private(set) var metNotFinite = false

  init(
    _ instance: Instance, _ model: SymbolicModel, _ definitions: [CompiledExpression?],
    _ deltas: [Delta] = []
  ) {
    self.model = model
    self.definitions = definitions
    environment = Environment(instance, model, definitions)
    instanceName = instance.name
    isRandom = instance.isRandom
    metNotFinite = environment.firstNotFinite != nil
    let places = Dictionary(model.quantities.enumerated().map { ($1.name, $0) }) { first, _ in first
    }
    for delta in deltas {
      guard let loss = places[delta.of], let quantity = places[delta.withRespectTo],
        let own = places[delta.name]
      else { continue }
      environment.tensors[own] = totalGradient(of: loss)[quantity]
    }
  }

  /// A checker of lines on random values that were found elsewhere.
  init(_ environment: Environment<Number>, _ model: SymbolicModel, name: String) {
    self.model = model
    self.environment = environment
    definitions = model.quantities.map { _ in nil }
    instanceName = name
    isRandom = true
    metNotFinite = environment.firstNotFinite != nil
  }

  /// Checks a derivation.
  /// - Returns: how many evaluations each pair passed. Where a side has no finite value, or no
  ///   bound on its error, it is not counted.
  /// - Throws: `DerivationError.lineDoesNotHold`.
  mutating func check(
    _ compiled: CompiledDerivation, _ derivation: Derivation
  ) throws(DerivationError) -> [Int] {
    var counts = [Int](repeating: 0, count: compiled.pairs.count)
    var values: [BoundedNumber<Number>] = []
    var evaluators = compiled.expressions.map { Evaluator($0, environment) }
    let total = compiled.total.map { totalGradient(of: $0.loss)[$0.variable] }
    let shape = compiled.total.map { Shape(model.quantities[$0.variable].shape) }
    for position in compiled.positions {
      values.removeAll(keepingCapacity: true)
      for place in evaluators.indices {
        if place == 0, let total, let shape {
          values.append(total[shape.offset(of: position)])
        } else {
          values.append(evaluators[place].value(at: position))
        }
      }
      for (number, pair) in compiled.pairs.enumerated()
      where compiled.holds(pair.conditions, at: position) {
        let (before, after) = (values[pair.before], values[pair.after])
        guard before.isBounded, after.isBounded else {
          metNotFinite = true
          continue
        }
        let tolerance = Number(2) * (before.error + after.error)
        if (before.value + -after.value).magnitude <= tolerance {
          counts[number] += 1
          continue
        }
        throw .lineDoesNotHold(
          failure(
            pair, compiled, derivation, position, before.value.double, after.value.double,
            tolerance.double))
      }
    }
    return counts
  }

  /// Reverse-mode differentiation through the whole model, quantity by quantity.
  private mutating func totalGradient(of loss: Int) -> [[BoundedNumber<Number>]] {
    if let known = totals[loss] { return known }
    var gradients = model.quantities.map {
      [BoundedNumber<Number>](repeating: .zero, count: Shape($0.shape).count)
    }
    gradients[loss] = gradients[loss].map { _ in .one }
    for place in definitions.indices.reversed() where place <= loss {
      guard let definition = definitions[place] else { continue }
      let shape = Shape(model.quantities[place].shape)
      for (offset, weight) in gradients[place].enumerated() where !weight.isExactZero {
        definition.accumulateGradient(
          of: weight, at: shape.position(at: offset), in: environment, into: &gradients)
      }
    }
    totals[loss] = gradients
    return gradients
  }

  private func failure(
    _ pair: CompiledDerivation.Pair, _ compiled: CompiledDerivation, _ derivation: Derivation,
    _ position: [Int], _ before: Double, _ after: Double, _ tolerance: Double
  ) -> DerivationError.FailedLine {
    let (rule, left, right) =
      switch pair.item {
      case .step(let number):
        (
          derivation.steps[number].rule, derivation.steps[number].before,
          derivation.steps[number].after
        )
      case .substep(let number, let inner):
        (
          derivation.steps[number].substeps[inner].rule,
          derivation.steps[number].substeps[inner].before,
          derivation.steps[number].substeps[inner].after
        )
      case .caseOf(let number):
        ("split by cases", derivation.result, derivation.cases[number].result)
      }
    return DerivationError.FailedLine(
      kind: derivation.kind, of: derivation.of.tensor,
      withRespectTo: derivation.withRespectTo.tensor, rule: rule,
      before: left, after: right,
      indices: Dictionary(zip(compiled.indices, position)) { first, _ in first },
      valueBefore: before, valueAfter: after, tolerance: tolerance, instance: instanceName)
  }
}
