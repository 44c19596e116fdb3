import Calculus
import IndexNotation
import MatrixNotation
import Tensors

/// The derivations in matrix notation of one loss: all that depends on the structure of an example
/// only. Their lines are checked on each example's values.
struct BackwardPlan: Sendable {
  let loss: String
  let targets: [String]
  private let found: MatrixDerivations
  /// The same without anything new below a line, for values that are 0 there; `nil` where there is no
  /// difference.
  private let strict: MatrixDerivations?

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
    _ model: Model, loss: Int, targets: [Int], facts: [String: [Fact]], in formNames: FormNames?
  ) {
    func name(_ node: Int) -> String { model.nodes[node].name ?? "" }
    let (loss, targets) = (name(loss), targets.map(name))
    (self.loss, self.targets) = (loss, targets)
    let names = formNames?.quantities ?? Self.names(model, of: loss)
    func derive(_ allowsNewDenominators: Bool) -> (MatrixDerivations, hasNew: Bool) {
      let matrixModel = model.matrixModel(facts: facts, in: names)
      matrixModel.algebra.allowsNewDenominators = allowsNewDenominators
      do throws(Algebra.Failure) {
        let found = try MatrixDerivations(matrixModel, of: loss, targets: targets, in: formNames)
        return (found, matrixModel.algebra.hasNewDenominators)
      } catch {
        return (MatrixDerivations(unsaid: targets, because: error.description), false)
      }
    }
    let (found, hasNew) = derive(true)
    self.found = found
    strict = hasNew ? derive(false).0 : nil
  }

  /// The quantities that a gradient is said in: not those that are computed from it, which do not say
  /// what it is, nor a loss that is the whole model and one call, which a book repeats: the derivative
  /// of det X is det X times something; `nil` for all.
  private static func names(_ model: Model, of loss: String) -> Set<String>? {
    let last = model.places[loss] ?? 0
    var names = model.places.filter { $0.value <= last }
    let computed = names.values.filter { !model.nodes[$0].arguments.isEmpty }
    if computed.count == 1, isCall(model, last) { names[loss] = nil }
    return names.count < model.places.count ? Set(names.keys) : nil
  }

  /// Whether a node is a call by a name, or a sign before or a number above one.
  private static func isCall(_ model: Model, _ node: Int) -> Bool {
    guard case .apply(let function, let arguments) = model.nodes[node].operation else {
      return false
    }
    return function.isNamed || arguments.count == 1 && isCall(model, arguments[0])
  }

  /// What the names in the derivations' lines stand for.
  static func names(_ model: Model, _ values: [Tensor], _ gradients: [Tensor?]) -> FormValues {
    var names = FormValues(quantities: [:], deltas: [:])
    for (place, node) in model.nodes.enumerated() {
      guard let name = node.name else { continue }
      names.quantities[name] = values[place]
      names.deltas[name] = gradients[place]
    }
    return names
  }

  /// The derivations, each line evaluated on an example's values and on others.
  ///
  /// One with a line that is finite on none of them is left out, and said to be.
  func check(_ names: FormValues, and others: [FormValues]) throws(WrongLine) -> MatrixDerivations {
    var checked = found
    let (derivations, isFinite) = try Self.check(found.derivations, names)
    checked.derivations = derivations
    if !isFinite, let strict {
      checked = strict
      checked.derivations = try Self.check(strict.derivations, names).derivations
    }
    for names in others {
      checked.derivations = try Self.check(checked.derivations, names).derivations
    }
    for derivation in checked.derivations
    where derivation.lines.contains(where: { $0.checked == 0 }) {
      checked.unsaid[derivation.withRespectTo] = "a line of its derivation is not finite"
    }
    checked.derivations.removeAll { checked.unsaid[$0.withRespectTo] != nil }
    return checked
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
