import Synchronization
import Tensors

/// Every derivation that the gradients of a model need, found and checked on random values: all
/// that depends on the structure of an example only.
///
/// Finding it is the costly part. Examples of the same structure (definitions, shapes and facts)
/// can share one plan and check it on their own values.
public struct DerivationPlan: Sendable {
  /// The model whose gradients are derived.
  public let model: SymbolicModel
  /// Local derivatives first, then total ones; `checked` counts the random values.
  public let derivations: [Derivation]
  /// The closed form of every gradient derived, those met on the way included.
  public let gradients: [GradientForm]
  /// The local derivations, each once.
  public let lemmas: [Lemma]
  /// The gradients that have no derivation entry by entry, and why.
  public let missing: [MissingDerivation]
  private let checks: LineChecks
  private let lastChecked = LastChecked()

  /// Derives the local derivatives on all ways from quantities to losses and, where asked for, the
  /// gradients entry by entry.
  /// - Parameters:
  ///   - gradients: each loss with the quantities wanted.
  ///   - totals: the gradients that are derived in indices too, from the loss back; `nil` for all.
  ///   - twin: the same model on shorter axes, where the model's own are too long to work all
  ///     entries of the random values: lines are checked there, and hold here by being the same.
  ///   - near: values near an example's, for a model that hardly any random values suit.
  /// - Throws: `DerivationError`.
  public init(
    _ model: SymbolicModel, gradients: [(loss: String, targets: [String])],
    totals: [(loss: String, targets: [String])]? = nil, twin: SymbolicModel? = nil,
    near: [[String: Tensor]] = [], rules: RuleBook = .standard
  ) throws(DerivationError) {
    let found = try Self.derivations(model, gradients, totals ?? gradients, rules)
    var derivations = found.derivations
    let forms = derivations.filter { $0.kind == .total }.map { GradientForm($0, found.deltas) }
    checks = try LineChecks(derivations, forms, found.deltas, of: model)
    var isChecked = false
    if let twin, var small = Self.short(twin, gradients, totals ?? gradients, rules) {
      let smallForms = small.derivations.filter { $0.kind == .total }
        .map { GradientForm($0, small.deltas) }
      let pairs = zip(derivations, small.derivations)
      if derivations.count == small.derivations.count, pairs.allSatisfy({ $0.isLike($1) }) {
        try LineChecks(small.derivations, smallForms, small.deltas, of: twin)
          .checkOnRandomValues(&small.derivations)
        for place in derivations.indices {
          derivations[place].takeCounts(from: small.derivations[place])
        }
        isChecked = true
      }
    }
    if !isChecked { try checks.checkOnRandomValues(&derivations, near: near) }
    self.model = model
    self.derivations = derivations
    self.gradients = forms
    missing = found.missing
    lemmas = Lemma.all(in: derivations)
  }

  /// The derivations on shorter axes; `nil` where a fixed place or an extent forbids them, so that the
  /// model's own axes serve.
  private static func short(
    _ twin: SymbolicModel, _ gradients: [(loss: String, targets: [String])],
    _ totals: [(loss: String, targets: [String])], _ rules: RuleBook
  ) -> Engine.Found? {
    do {
      return try derivations(twin, gradients, totals, rules)
    } catch {
      return nil
    }
  }

  /// All derivations, not checked: the local ones, then the total ones.
  private static func derivations(
    _ model: SymbolicModel, _ gradients: [(loss: String, targets: [String])],
    _ totals: [(loss: String, targets: [String])], _ rules: RuleBook
  ) throws(DerivationError) -> Engine.Found {
    try model.validate()
    var found = Engine.Found()
    let engine = Engine(model: model, rules: rules)
    for (loss, targets) in gradients {
      var seen: Set<String> = []
      for target in targets {
        try ifDepends { () throws(DerivationError) in
          try engine.locals(from: target, to: loss, &found, &seen)
        }
      }
    }
    for (loss, targets) in totals {
      for target in targets {
        try ifDepends { () throws(DerivationError) in
          try engine.gradient(of: loss, withRespectTo: target, &found)
        }
      }
    }
    return found
  }

  /// Derives, unless a loss turns out not to depend on a quantity: `x ** 0` has nothing to derive.
  private static func ifDepends(
    _ derive: () throws(DerivationError) -> Void
  ) throws(DerivationError) {
    do throws(DerivationError) {
      try derive()
    } catch {
      if case .noPath = error { return }
      throw error
    }
  }

  /// How many operations working every entry of a model may take for its lines to be checked on an
  /// example's own values, and on random ones on its own axes.
  public static let greatestEntryCost = 1e6

  /// Checks every line on the values of an example, unless the model is so large that working all
  /// its entries once more takes too long (`greatestEntryCost`): there the random values stand alone.
  /// - Parameter values: at least every given; a computed quantity's value, where present, must be
  ///   what its definition gives.
  /// - Returns: the derivations, `checked` counting the random values and these.
  /// - Throws: `DerivationError`.
  public func check(on values: [String: Tensor]) throws(DerivationError) -> [Derivation] {
    if model.entryCost > Self.greatestEntryCost { return derivations }
    var givens: [[Double]] = []
    for quantity in model.quantities {
      if quantity.definition != nil {
        givens.append([])
        continue
      }
      guard let value = values[quantity.name], value.shape == Shape(quantity.shape) else {
        throw .invalidModel(
          quantity: quantity.name, problem: "no value of shape \(Shape(quantity.shape)) for it")
      }
      givens.append(value.values)
    }
    givens += checks.deltas.map { _ in [] }
    let instance = Instance(name: "the example's values", isRandom: false, givens: givens)
    let counts = try checks.counts(derivations, on: instance, values)
    return lastChecked.derivations(counts) {
      var checked = derivations
      checks.add(counts, to: &checked)
      return checked
    }
  }
}

/// A gradient without a derivation entry by entry.
public struct MissingDerivation: Hashable, Sendable {
  /// The loss.
  public let of: String
  /// The quantity.
  public let withRespectTo: String
  /// What stood in the way: too many steps, an expression too large, a quantity without a formula.
  public let because: DerivationError
}

/// The derivations as the last example left them. Examples of one shape evaluate each line equally
/// often: they share these, so that what is made of them can be shared as well.
private final class LastChecked: Sendable {
  private let last = Mutex<(counts: [[Int]], derivations: [Derivation])?>(nil)

  func derivations(_ counts: [[Int]], _ make: () -> [Derivation]) -> [Derivation] {
    last.withLock { last in
      if let last, last.counts == counts { return last.derivations }
      let made = make()
      last = (counts, made)
      return made
    }
  }
}
