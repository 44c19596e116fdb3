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
  private(set) var derivations: [MatrixDerivation]
  /// Why a gradient has no matrix notation.
  private(set) var unsaid: [String: String]

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
    near values: [String: Tensor]
  ) throws(WrongLine) {
    func name(_ node: Int) -> String { model.nodes[node].name ?? "" }
    self.loss = name(loss)
    self.targets = targets.map(name)
    do throws(Algebra.Failure) {
      let found = try MatrixDerivations(
        model.matrixModel(facts: facts), of: self.loss, targets: self.targets)
      (derivations, unsaid) = (found.derivations, found.unsaid)
    } catch {
      derivations = []
      unsaid = Dictionary(self.targets.map { ($0, error.description) }) { first, _ in first }
      return
    }
    for givens in model.instances(2, near: values, facts: facts) {
      let names = Self.names(model, loss, targets, model.forward(givens))
      derivations = try check(names)
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

  /// The derivations with each line evaluated once more.
  ///
  /// A line that is not finite where the gradient is says nothing there, and is not counted.
  func check(_ names: FormValues) throws(WrongLine) -> [MatrixDerivation] {
    var checked = derivations
    for place in checked.indices {
      let derivation = checked[place]
      guard let gradient = names.deltas[derivation.withRespectTo] else { continue }
      let largest = max(1, gradient.values.reduce(0) { max($0, abs($1)) })
      for line in derivation.lines.indices {
        let form = derivation.lines[line].form
        guard let value = form.value(names).flatMap({ Self.filled($0, gradient.shape) }) else {
          throw WrongLine(
            of: derivation.of, withRespectTo: derivation.withRespectTo, line: form, position: [],
            value: .nan, expected: .nan)
        }
        guard value.values.allSatisfy(\.isFinite) else { continue }
        let numbers = CheckedNumber.entries(
          of: value, against: gradient, tolerance: Self.tolerance * largest)
        if let wrong = numbers.first(where: { !$0.holds }) {
          throw WrongLine(
            of: derivation.of, withRespectTo: derivation.withRespectTo, line: form,
            position: wrong.position, value: wrong.claimed, expected: wrong.measured)
        }
        checked[place].lines[line].checked += 1
      }
    }
    return checked
  }

  /// How far a line may be from the gradient, relative to its largest entry.
  private static let tolerance = 1e-8

  /// A value in a gradient's shape: a number stands for every entry.
  static func filled(_ value: Tensor, _ shape: Shape) -> Tensor? {
    guard value.shape.broadcast(with: shape) == shape else { return nil }
    return .broadcast(value, .zeros(shape), +)
  }
}
