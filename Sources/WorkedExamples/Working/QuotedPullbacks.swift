import Calculus
import IndexNotation
import Problems
import Tensors

/// The lemmas of the pullbacks that an example's derivations quote. They depend on the structure of
/// the example only.
struct QuotedPullbacks: Sendable {
  /// Each once; not numbered.
  private(set) var lemmas: [Lemma] = []
  /// For each derivation the places of its lemmas.
  private(set) var places: [[Int]] = []
  /// What is compared with numbers, each once.
  private(set) var comparisons: [Comparison] = []

  /// A derivation that quotes pullbacks.
  struct Way: Hashable {
    let of: String
    let withRespectTo: String
    let through: [String]
  }

  /// A lemma and a call of the model that it is about.
  struct Comparison: Sendable {
    let loss: String
    let use: PullbackUse
    /// In the shapes of the call.
    let lemma: Derivation
    /// The entries of the argument that are worked.
    let entries: [Int]
  }

  /// None.
  init() {}

  init(_ model: Model, _ ways: [Way], _ plans: DerivationPlans) throws(DerivationError) {
    var found: [Lemma] = []
    var uses: [[Int]] = []
    var seen: [PullbackUse: Int?] = [:]
    for way in ways {
      guard let quantity = model.places[way.withRespectTo] else {
        uses.append([])
        continue
      }
      var own: [Int] = []
      let through = way.through.compactMap { model.places[$0] }
      for use in model.quotedPullbacks(to: quantity, through: through) {
        if let known = seen[use] {
          if let known { own.append(known) }
          continue
        }
        guard case .apply(let function, let arguments) = model.nodes[use.node].operation else {
          continue
        }
        let shapes = arguments.map { model.nodes[$0].shape }
        guard let lemma = try plans.lemma(of: function, shapes, use.argument) else {
          seen[use] = .some(nil)
          continue
        }
        seen[use] = found.count
        own.append(found.count)
        found.append(lemma)
        let entries = Self.entries(lemma.derivation.result, of: shapes[use.argument])
        if !entries.isEmpty {
          comparisons.append(
            Comparison(loss: way.of, use: use, lemma: lemma.derivation, entries: entries))
        }
      }
      uses.append(own)
    }
    let groups = Lemma.groups(of: found)
    for (place, group) in groups.enumerated() where group == lemmas.count {
      lemmas.append(found[place])
    }
    places = uses.map { own in Set(own.map { groups[$0] }).sorted() }
  }

  /// So many operations a comparison takes at most.
  private static let mostWork = 4000
  private static let mostEntries = 4

  /// A few entries from the first to the last; none where one takes too much.
  private static func entries(_ expression: IndexExpression, of shape: Shape) -> [Int] {
    let work = expression.operations(atMost: mostWork)
    let count = min(shape.count, mostEntries, mostWork / work)
    if count < 2 { return count == 0 ? [] : [shape.count - 1] }
    return (0..<count).map { $0 * (shape.count - 1) / (count - 1) }
  }
}

extension Worker {
  /// Gives each derivation the numbers of the lemmas that it quotes, and all lemmas their numbers in
  /// the order in which a reader meets them.
  /// - Parameters:
  ///   - local: the local derivatives' lemmas.
  ///   - asked: the gradients that were asked for; they stand on the page after the way back.
  /// - Throws: `Problem` where a lemma and a pullback disagree on the example's numbers.
  func quote(
    _ plans: DerivationPlans, _ local: [Lemma], _ asked: [Gradient],
    in steps: inout [BackwardStep]
  ) throws(Problem) -> [Lemma] {
    let places = steps.indices.filter { steps[$0].derivation != nil }
    let ways = places.map { place in
      QuotedPullbacks.Way(
        of: steps[place].of, withRespectTo: steps[place].withRespectTo,
        through: steps[place].derivation?.through ?? [])
    }
    let quoted = try quoted(ways, plans)
    for comparison in quoted.comparisons { try compare(comparison) }

    // A lemma is met where the way back first quotes it.
    var numbers: [Int: Int] = [:]
    let all = local + quoted.lemmas
    func meet(_ place: Int) { if numbers[place] == nil { numbers[place] = numbers.count + 1 } }
    let known = steps
    func step(_ of: String, _ other: String) -> Int? {
      known.firstIndex { $0.of == of && $0.withRespectTo == other }
    }
    func meetPullbacks(_ step: Int) {
      guard let way = places.firstIndex(of: step) else { return }
      for place in quoted.places[way] { meet(local.count + place) }
    }
    for (loss, ways) in waysBack(asked) {
      for (other, through) in ways {
        for of in through {
          let place = local.firstIndex { lemma in
            lemma.uses.contains { $0.of == of && $0.withRespectTo == other }
          }
          if let place { meet(place) }
        }
        if let step = step(loss, other), !steps[step].isAsked { meetPullbacks(step) }
      }
    }
    for gradient in asked {
      if let step = step(gradient.of, gradient.withRespectTo) { meetPullbacks(step) }
    }
    for place in all.indices { meet(place) }
    for (way, place) in places.enumerated() {
      steps[place].lemmas = quoted.places[way].compactMap { numbers[local.count + $0] }.sorted()
    }
    return all.indices.sorted { numbers[$0, default: 0] < numbers[$1, default: 0] }.map { place in
      var lemma = all[place]
      lemma.number = numbers[place, default: 0]
      return lemma
    }
  }

  private func quoted(
    _ ways: [QuotedPullbacks.Way], _ plans: DerivationPlans
  ) throws(Problem) -> QuotedPullbacks {
    if ways.isEmpty { return QuotedPullbacks() }
    do throws(DerivationError) {
      return try plans.quoted(structure, model, ways)
    } catch {
      throw problem(error, plans.text)
    }
  }

  /// From each loss what the page goes back to, and through which quantities.
  private func waysBack(
    _ gradients: [Gradient]
  ) -> [(loss: String, steps: [(withRespectTo: String, through: [String])])] {
    var losses: [String] = []
    var steps: [String: [String: [String]]] = [:]
    for gradient in gradients {
      if !losses.contains(gradient.of) { losses.append(gradient.of) }
      for step in gradient.chainRule.steps
      where steps[gradient.of]?[step.withRespectTo] == nil {
        steps[gradient.of, default: [:]][step.withRespectTo] = step.terms.map(\.through)
      }
    }
    return losses.map { loss in
      let sorted = steps[loss, default: [:]].sorted {
        (model.places[$0.key] ?? 0) > (model.places[$1.key] ?? 0)
      }
      return (loss, sorted.map { ($0.key, $0.value) })
    }
  }

  /// So many multiplications a pullback takes at most that is worked once more to be compared.
  private static let mostCompared = 1_000_000

  /// A lemma's last line against the pullback in numbers, which the lines in matrix notation agree
  /// with.
  func compare(_ comparison: QuotedPullbacks.Comparison) throws(Problem) {
    let use = comparison.use
    guard case .apply(let function, let arguments) = model.nodes[use.node].operation,
      function.pullbackMultiplications(
        arguments.map { model.nodes[$0].shape }, withRespectTo: use.argument) <= Self.mostCompared,
      let cotangent = arrived(from: comparison.loss, at: use.node)
    else { return }
    let inputs = arguments.map { values[$0] }
    let pulled = function.pullback(
      cotangent, inputs, result: values[use.node], withRespectTo: use.argument)
    let claimed = pullbackEntries(
      comparison.lemma, of: function, inputs, result: values[use.node], cotangent: cotangent,
      withRespectTo: use.argument, at: comparison.entries)
    let largest = ([pulled, cotangent].flatMap(\.values)).reduce(1) { max($0, abs($1)) }
    for (offset, value) in zip(comparison.entries, claimed)
    where value.isFinite && abs(value - pulled.values[offset]) > 1e-8 * largest {
      throw example.places.problem(
        at: nil,
        "the lemma of \(function.name)'s pullback gives \(value) at entry "
          + "\(Self.entryText(pulled.shape.position(at: offset))), the pullback "
          + "\(pulled.values[offset]): a bug in Gradus",
        "say 'derive: false' to publish the example without derivations")
    }
  }
}
