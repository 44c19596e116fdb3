import Calculus
import IndexNotation
import MatrixNotation
import Tensors

/// The derivations in matrix notation of one loss, checked on values near those of the first example
/// of the structure: all that depends on the structure of an example only.
struct BackwardPlan: Sendable {
  let loss: String
  let targets: [String]
  /// From the loss backward; `checked` counts the values near the first example's.
  private let derivations: [MatrixDerivation]
  /// The same without anything new below a line, for values that are 0 there; `nil` where there is no
  /// difference.
  private let strict: [MatrixDerivation]?
  /// Why a gradient has no matrix notation.
  let unsaid: [String: String]

  /// A line that does not equal the gradient it is a line of.
  struct WrongLine: Error {
    let of: String
    let withRespectTo: String
    let line: MatrixForm
    let position: [Int]
    let value: Double
    let expected: Double
  }

  init(
    _ model: Model, loss: Int, targets: [Int], facts: [String: [Fact]],
    in formNames: FormNames?, near values: [String: Tensor]
  ) throws(WrongLine) {
    func name(_ node: Int) -> String { model.nodes[node].name ?? "" }
    self.loss = name(loss)
    self.targets = targets.map(name)
    let found = Self.found(model, facts, formNames, of: self.loss, targets: self.targets)
    unsaid = found.short.unsaid
    let instances = model.instances(2, near: values, facts: facts).map {
      Self.names(model, loss, targets, model.forward($0))
    }
    func checked(_ found: MatrixDerivations) throws(WrongLine) -> [MatrixDerivation] {
      var derivations = found.derivations
      for names in instances { derivations = try Self.check(derivations, names).derivations }
      return derivations
    }
    derivations = try checked(found.short)
    strict = found.short == found.strict ? nil : try checked(found.strict)
  }

  /// The derivations with and without anything new below a line; a reason instead, where the model
  /// outgrows what can be derived.
  private static func found(
    _ model: Model, _ facts: [String: [Fact]], _ names: FormNames?, of loss: String,
    targets: [String]
  ) -> (short: MatrixDerivations, strict: MatrixDerivations) {
    func derive(_ allows: Bool) throws(Algebra.Failure) -> MatrixDerivations {
      let matrixModel = model.matrixModel(facts: facts, in: names?.quantities)
      matrixModel.algebra.allowsNewDenominators = allows
      return try MatrixDerivations(matrixModel, of: loss, targets: targets, in: names)
    }
    do throws(Algebra.Failure) {
      return (try derive(true), try derive(false))
    } catch {
      let none = MatrixDerivations(unsaid: targets, because: error.description)
      return (none, none)
    }
  }

  /// What the names in the derivations' lines stand for.
  static func names(
    _ model: Model, _ loss: Int, _ targets: [Int], _ values: [Tensor]
  ) -> FormValues {
    var names = FormValues(quantities: [:], deltas: [:])
    let gradients = model.gradients(of: loss, withRespectTo: targets, values: values)
    for (place, node) in model.nodes.enumerated() {
      guard let name = node.name else { continue }
      names.quantities[name] = values[place]
      names.deltas[name] = gradients[place]
    }
    return names
  }

  /// The derivations, each line evaluated once more on an example's values.
  func check(_ names: FormValues) throws(WrongLine) -> [MatrixDerivation] {
    let (checked, isFinite) = try Self.check(derivations, names)
    guard !isFinite, let strict else { return checked }
    return try Self.check(strict, names).derivations
  }

  /// Derivations with each line evaluated once more, and whether all of them were finite.
  ///
  /// A line that is not finite where the gradient is says nothing there, and is not counted.
  static func check(
    _ derivations: [MatrixDerivation], _ names: FormValues
  ) throws(WrongLine) -> (derivations: [MatrixDerivation], isFinite: Bool) {
    var checked = derivations
    var isFinite = true
    for place in checked.indices {
      let derivation = checked[place]
      guard let gradient = names.deltas[derivation.withRespectTo] else { continue }
      let largest = max(1, gradient.values.reduce(0) { max($0, abs($1)) })
      for line in derivation.lines.indices {
        let form = derivation.lines[line].form
        guard let value = form.value(names).flatMap({ filled($0, gradient.shape) }) else {
          throw WrongLine(
            of: derivation.of, withRespectTo: derivation.withRespectTo, line: form, position: [],
            value: .nan, expected: .nan)
        }
        guard value.values.allSatisfy(\.isFinite) else {
          isFinite = false
          continue
        }
        let numbers = CheckedNumber.entries(
          of: value, against: gradient, tolerance: tolerance * largest)
        if let wrong = numbers.first(where: { !$0.holds }) {
          throw WrongLine(
            of: derivation.of, withRespectTo: derivation.withRespectTo, line: form,
            position: gradient.shape.position(at: wrong.entry), value: wrong.claimed,
            expected: wrong.measured)
        }
        checked[place].lines[line].checked += 1
      }
    }
    return (checked, isFinite)
  }

  /// How far a line may be from the gradient, relative to its largest entry.
  private static let tolerance = 1e-8

  /// A value in a gradient's shape: a number stands for every entry.
  static func filled(_ value: Tensor, _ shape: Shape) -> Tensor? {
    guard value.shape.broadcast(with: shape) == shape else { return nil }
    return .broadcast(value, .zeros(shape), +)
  }
}
