import Calculus
import IndexNotation
import Problems
import Synchronization
import Tensors

/// The derivations found in one run, so that examples of the same structure share them.
public final class DerivationPlans: Sendable {
  private struct Key: Hashable {
    let model: SymbolicModel
    let gradients: [String]
  }

  private let found = Mutex<[Key: Result<DerivationPlan, DerivationError>]>([:])
  /// How a message writes an expression.
  let text: @Sendable (IndexExpression) -> String

  /// Nothing derived yet.
  /// - Parameter text: how a message writes an expression.
  public init(text: @escaping @Sendable (IndexExpression) -> String) { self.text = text }

  func plan(
    for model: SymbolicModel, gradients: [(loss: String, targets: [String])],
    twin: @autoclosure () -> SymbolicModel?
  ) throws(DerivationError) -> DerivationPlan {
    let key = Key(model: model, gradients: gradients.flatMap { [$0.loss, "/"] + $0.targets })
    // Found outside the lock: two threads may both derive, and both find the same.
    if let known = found.withLock({ $0[key] }) { return try known.get() }
    let result: Result<DerivationPlan, DerivationError>
    do throws(DerivationError) {
      let isLarge = model.entryCost > DerivationPlan.greatestEntryCost
      result = .success(
        try DerivationPlan(model, gradients: gradients, twin: isLarge ? twin() : nil))
    } catch {
      result = .failure(error)
    }
    found.withLock { $0[key] = result }
    return try result.get()
  }
}

extension Worker {
  var namedValues: [String: Tensor] { example.model.places.mapValues { values[$0] } }

  /// Every derivation the gradients need, each line checked on the example's values, and the closed
  /// forms they end in.
  func derive(
    _ plans: DerivationPlans
  ) throws(Problem) -> (derivations: [Derivation], lemmas: [Lemma], forms: [GradientForm]) {
    guard example.derives, values.allSatisfy({ $0.values.allSatisfy { $0.isFinite } }) else {
      return ([], [], [])
    }
    let gradients = example.differentiate.map { derivative in
      (loss: name(derivative.loss), targets: derivative.targets.map(name))
    }
    do {
      let plan = try plans.plan(
        for: symbolicModel, gradients: gradients, twin: model.symbolicTwin(facts: facts))
      let derivations = try plan.check(on: namedValues)
      let lemmas = plan.lemmas.map { lemma in
        var lemma = lemma
        lemma.derivation =
          derivations.first {
            $0.kind == .local && $0.of == lemma.derivation.of
              && $0.withRespectTo == lemma.derivation.withRespectTo
          } ?? lemma.derivation
        return lemma
      }
      return (derivations, lemmas, plan.gradients)
    } catch {
      throw problem(error, plans.text)
    }
  }

  private func problem(
    _ error: DerivationError, _ text: (IndexExpression) -> String
  ) -> Problem {
    let optOut = "say 'derive: false' to publish the example without derivations"
    switch error {
    case .invalidModel(let quantity, let problem):
      return place(quantity, "\(quantity) cannot be derived: \(problem)", optOut)
    case .tooManySteps(let kind, let of, let wrt, let bound):
      let name = DerivativeName(kind, of: of, withRespectTo: wrt).text
      return place(of, "the derivation of \(name) takes more than \(bound) steps", optOut)
    case .tooLarge(let kind, let of, let wrt, let bound):
      let name = DerivativeName(kind, of: of, withRespectTo: wrt).text
      return place(
        of, "the derivation of \(name) outgrows \(bound) terms",
        "name parts of the model on lines of their own, or " + optOut)
    case .noPath(let of, let wrt): return place(of, "\(of) does not depend on \(wrt)", nil)
    case .noInstance(let quantity):
      return place(
        quantity,
        "no random values were found for which \(quantity) is finite, to check the "
          + "derivation on", optOut)
    case .claimDoesNotHold(let quantity, let claim):
      return place(quantity, "a fact about \(quantity) does not hold: \(claim)", nil)
    case .valueDisagrees(let quantity, let position, let value, let expected):
      return place(
        quantity,
        "\(quantity)\(Self.entryText(position)) was computed as \(value), but its "
          + "definition gives \(expected): a bug in Gradus", nil)
    case .lineDoesNotHold(let line):
      let indices = line.indices.map { "\($0.key.name) = \($0.value + 1)" }.sorted()
      let name = DerivativeName(line.kind, of: line.of, withRespectTo: line.withRespectTo).text
      return place(
        line.of,
        "a line of the derivation of \(name) does not hold "
          + "(\(line.rule), on \(line.instance), \(indices.joined(separator: ", "))): "
          + "\(text(line.before)) is \(line.valueBefore), but \(text(line.after)) is "
          + "\(line.valueAfter): a bug in Gradus", optOut)
    }
  }

  private func place(_ quantity: String, _ message: String, _ suggestion: String?) -> Problem {
    example.places.problem(with: quantity, message, suggestion)
  }
}
