import Calculus
import IndexNotation
import MatrixNotation
import Problems
import Tensors

/// The derivations found in one run, so that examples of the same structure share them. None depends
/// on which of them came first.
public final class DerivationPlans: Sendable {
  private struct Key: Hashable {
    let structure: Structure
    let gradients: [String]
    var totals: [String] = []
    var formNames: FormNames?
    /// Values that lines are checked on: those of one example, where random ones suit none.
    var near: [[String: Tensor]] = []
  }

  private struct QuotedKey: Hashable {
    let structure: Structure
    let ways: [QuotedPullbacks.Way]
  }

  private struct LemmaKey: Hashable {
    let function: String
    let definition: Definition?
    let arguments: [Shape]
    let argument: Int
  }

  private let indexPlans = Memory<Key, DerivationPlan, DerivationError>()
  private let backwardPlans = Memory<Key, BackwardPlan, Never>()
  private let quotedPullbacks = Memory<QuotedKey, QuotedPullbacks, DerivationError>()
  private let lemmas = Memory<LemmaKey, Lemma?, DerivationError>()
  /// How a message writes an expression.
  let text: @Sendable (IndexExpression) -> String
  /// How a message writes matrix notation.
  let formText: @Sendable (MatrixForm) -> String

  /// Nothing derived yet.
  /// - Parameters:
  ///   - text: how a message writes an expression.
  ///   - formText: how a message writes matrix notation.
  public init(
    text: @escaping @Sendable (IndexExpression) -> String,
    formText: @escaping @Sendable (MatrixForm) -> String = { "\($0)" }
  ) {
    self.text = text
    self.formText = formText
  }

  /// The derivations of a loss in matrix notation.
  func backward(
    _ structure: Structure, _ model: Model, loss: Int, targets: [Int], facts: [String: [Fact]],
    in formNames: FormNames?
  ) -> BackwardPlan {
    let names = ([loss] + targets).map { model.nodes[$0].name ?? "" }
    return backwardPlans.value(
      Key(structure: structure, gradients: names, formNames: formNames)
    ) { () throws(Never) in
      BackwardPlan(model, loss: loss, targets: targets, facts: facts, in: formNames)
    }
  }

  /// The lemmas of the pullbacks in derivations.
  func quoted(
    _ structure: Structure, _ model: Model, _ ways: [QuotedPullbacks.Way]
  ) throws(DerivationError) -> QuotedPullbacks {
    try quotedPullbacks.value(QuotedKey(structure: structure, ways: ways)) {
      () throws(DerivationError) in
      try QuotedPullbacks(model, ways, self)
    }
  }

  /// The lemma of a pullback; `nil` where nothing depends on the argument, or where it outgrows what
  /// can be derived.
  func lemma(
    of function: any Function, _ arguments: [Shape], _ argument: Int
  ) throws(DerivationError) -> Lemma? {
    let key = LemmaKey(
      function: function.name, definition: function.entryFormula(arguments), arguments: arguments,
      argument: argument)
    return try lemmas.value(key) { () throws(DerivationError) in
      do throws(DerivationError) {
        let derivation = try pullbackLemma(of: function, arguments: arguments, argument: argument)
        let parameter = function.parameters.count > 1 ? function.parameters[argument] : nil
        return Lemma(
          derivation,
          of: Lemma.Pullback(
            of: function.name, claim: pullbackClaim(of: function, arguments), argument: parameter,
            cotangent: PullbackLemmaNames(of: function).cotangent))
      } catch {
        switch error {
        case .noPath, .tooManySteps, .tooLarge, .noInstance, .noFormula: return nil
        case .invalidModel, .claimDoesNotHold, .valueDisagrees, .lineDoesNotHold: throw error
        }
      }
    }
  }

  /// The derivations in index notation: of local derivatives, and of gradients where asked for.
  ///
  /// - Parameter near: values near the example's, for a model that hardly any random values suit.
  func plan(
    for structure: Structure, gradients: [(loss: String, targets: [String])],
    totals: [(loss: String, targets: [String])], twin: () -> SymbolicModel?,
    near: () -> [[String: Tensor]]
  ) throws(DerivationError) -> DerivationPlan {
    func names(_ gradients: [(loss: String, targets: [String])]) -> [String] {
      gradients.flatMap { [$0.loss, "/"] + $0.targets }
    }
    func plan(near values: [[String: Tensor]]) throws(DerivationError) -> DerivationPlan {
      let key = Key(
        structure: structure, gradients: names(gradients), totals: names(totals), near: values)
      return try indexPlans.value(key) { () throws(DerivationError) in
        let isLarge = structure.model.entryCost > DerivationPlan.greatestEntryCost
        return try DerivationPlan(
          structure.model, gradients: gradients, totals: totals, twin: isLarge ? twin() : nil,
          near: values)
      }
    }
    do throws(DerivationError) {
      return try plan(near: [])
    } catch {
      guard case .noInstance = error else { throw error }
      return try plan(near: near())
    }
  }
}

/// What an example's derivations depend on, and nothing of its values.
struct Structure: Hashable, Sendable {
  /// Every quantity in index notation.
  let model: SymbolicModel
  /// The author's operations: the same entries may be said in several ways.
  private let calls: [Call]

  private struct Call: Hashable {
    let function: String
    /// A function of the author's own is told by its text, which has the letters that its lemma uses.
    let summary: String
    let arguments: [Int]
  }

  init(_ model: Model, facts: [String: [Fact]]) {
    self.model = model.symbolic(facts: facts)
    calls = model.nodes.map { node in
      guard case .apply(let function, let arguments) = node.operation else {
        return Call(function: "", summary: "", arguments: [])
      }
      return Call(function: function.name, summary: function.summary, arguments: arguments)
    }
  }
}

extension Worker {
  var namedValues: [String: Tensor] { example.model.places.mapValues { values[$0] } }

  var namedGivens: [String: Tensor] {
    Dictionary(example.givens.map { ($0.name, $0.value) }) { first, _ in first }
  }

  /// Whether gradients are derived: nothing is where values are not finite.
  var derives: Bool {
    example.derives != .none && values.allSatisfy { $0.values.allSatisfy(\.isFinite) }
  }

  /// Every derivation the gradients need, each line checked on the example's values, and the closed
  /// forms they end in.
  ///
  /// - Parameter steps: those among them that have no matrix notation are derived, too.
  func derive(
    _ plans: DerivationPlans, backward steps: [BackwardStep]
  ) throws(Problem) -> (
    derivations: [Derivation], lemmas: [Lemma], forms: [GradientForm],
    missing: [MissingDerivation]
  ) {
    guard derives else { return ([], [], [], []) }
    let asked = example.differentiate.map { derivative in
      (loss: name(derivative.loss), targets: derivative.targets.map(name))
    }
    // Of a Jacobian the local derivatives on its way.
    let gradients =
      asked + example.jacobians.map { (loss: name($0.of), targets: [name($0.withRespectTo)]) }
    let totals = asked.map { loss, targets in
      let known = steps.filter { $0.of == loss && $0.derivation != nil }.map(\.withRespectTo)
      let unsaid = steps.filter { $0.of == loss && $0.derivation == nil }.map(\.withRespectTo)
      let wanted = targets.filter {
        !unsaid.contains($0) && (example.derives.includesIndex || !known.contains($0))
      }
      return (loss, wanted + unsaid)
    }
    do {
      let plan = try plans.plan(
        for: structure, gradients: gradients, totals: totals,
        twin: { model.symbolicTwin(facts: facts) },
        near: {
          // What has no formula is known by its value only.
          model.instances(2, near: namedGivens, facts: facts).map { givens in
            let values = model.forward(givens)
            return model.places.mapValues { values[$0] }
          }
        })
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
      return (derivations, lemmas, plan.gradients, plan.missing)
    } catch {
      throw problem(error, plans.text)
    }
  }

  func problem(
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
    case .noFormula(let quantity):
      return place(quantity, "no formula gives the entries of \(quantity)", optOut)
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
