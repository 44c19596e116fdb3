import IndexNotation
import Tensors

/// Makes expressions in normal form, and knows what the model says of the names in them.
///
/// One algebra serves one derivation: it holds every expression once.
public final class Algebra {
  typealias Term = MatrixExpression.Term
  typealias Power = MatrixExpression.Power
  typealias Exponent = MatrixExpression.Exponent
  typealias Link = MatrixExpression.Link
  public typealias Place = MatrixExpression.Place

  /// Why something has no form here.
  public enum Failure: Error, Hashable, Sendable {
    /// A part of the model has no matrix notation.
    case notSaid(String)
    /// A coefficient outgrew its exact arithmetic.
    case overflow
    /// More expressions than `nodeLimit`.
    case tooLarge

    /// In one sentence.
    public var description: String {
      switch self {
      case .notSaid(let what): "\(what) has no matrix notation"
      case .overflow: "a coefficient outgrows exact arithmetic"
      case .tooLarge: "it takes more than \(Algebra.nodeLimit) expressions"
      }
    }
  }

  /// So many expressions are made at most.
  static let nodeLimit = 400_000

  var rules: MatrixRules
  /// The functions whose definitions are folded back.
  let recognised: [MatrixFunction]
  /// The natural logarithm, for powers whose exponent is a quantity.
  let logarithm: MatrixFunction?
  var definitions = Definitions()
  var facts: [MatrixExpression: Set<MatrixFact>] = [:]
  /// The numbers that the author typed as decimals.
  public var decimals: Set<Rational> = []
  /// Whether a definition may be folded back so that something new stands below the line: Y / A.
  public var allowsNewDenominators = false
  /// Whether one was.
  public private(set) var hasNewDenominators = false
  /// How many of the gradients that have names are folded back, the first ones; usually none.
  var foldedDeltas = 0
  /// Whether entries picked one by one are put together: while a model is read.
  var joinsEntries = false
  /// Whether definitions are folded back: not while a model is read, whose graph it would change.
  var folds = false
  /// The first thing that went wrong; what was made after it means nothing.
  private(set) var failure: Failure?
  /// The rules that were used, each once; `nil` while nobody asks.
  private var used: [Reason]?

  private var table: [Key: MatrixExpression] = [:]
  var lengths: [MatrixExpression: (isNegative: Bool, length: Int)] = [:]
  var shortestForms: [MatrixExpression: MatrixExpression] = [:]
  var shortestSums: [SumKey: MatrixExpression] = [:]
  var knownTotals: [TotalKey: Rational?] = [:]

  private struct Key: Hashable {
    let node: MatrixExpression.Node
    let shape: Shape
  }

  /// An algebra that knows nothing of its names.
  /// - Parameters:
  ///   - recognised: the functions whose definitions are folded back.
  ///   - logarithm: the natural logarithm.
  public convenience init(recognising recognised: [MatrixFunction], logarithm: MatrixFunction?) {
    self.init(recognising: recognised, logarithm: logarithm, rules: .standard)
  }

  /// An algebra under other rules than the usual.
  package init(
    recognising recognised: [MatrixFunction], logarithm: MatrixFunction?, rules: MatrixRules
  ) {
    self.recognised = recognised
    self.logarithm = logarithm
    self.rules = rules
  }

  // MARK: Making

  /// The one object for a node, without any rule but that of folding a definition back.
  func make(_ node: MatrixExpression.Node, _ shape: Shape) -> MatrixExpression {
    let made = raw(node, shape)
    guard folds, rules.folds(.whole) else { return made }
    if foldedDeltas > 0, let delta = namedDelta(made) { return delta }
    if let quantity = definitions.whole[made] {
      noteDefinition(of: quantity)
      return rules.named(self, .whole, quantity)
    }
    if rules.folds(.scaled), let core = definitions.cores[made] {
      noteDefinition(of: core.quantity)
      return product(
        core.powers + [Power(base: rules.named(self, .scaled, core.quantity), exponent: .one)],
        coefficient: core.coefficient)
    }
    if made.isSum, let fold = heartFold(made) { return fold }
    return made
  }

  private func namedDelta(_ made: MatrixExpression) -> MatrixExpression? {
    let (coefficient, rest) =
      made.single.map { ($0.coefficient, $0.expression) } ?? content(made)
    guard let known = definitions.deltas[rest], known.place < foldedDeltas else { return nil }
    noteGradient(known.delta)
    return scaled(multiply(coefficient, known.coefficient), known.delta)
  }

  /// A sum that is the heart of a quantity: A - B where V = 4 ε (A - B).
  private func heartFold(_ made: MatrixExpression) -> MatrixExpression? {
    if definitions.hearts.isEmpty { return nil }
    let (coefficient, rest) = content(made)
    guard definitions.hearts[rest]?.contains(where: { $0.exponent.number != nil }) ?? false,
      let fold = heartFold(Power(base: rest, exponent: .one), besides: Factors())
    else { return nil }
    return product(
      fold.powers, coefficient: multiply(coefficient, fold.coefficient), shape: made.shape)
  }

  /// A power of the heart of a definition in terms of the quantity, where that is shorter.
  func heartFold(
    _ power: Power, besides others: Factors
  ) -> (powers: [Power], coefficient: Rational)? {
    guard rules.folds(.hearts) else { return nil }
    for heart in definitions.hearts[power.base] ?? [] {
      let exponent = divide(power.exponent, heart.exponent)
      if exponent.number.map({ !$0.isInteger }) ?? false { continue }
      if exponent.number == nil, heart.exponent.number != nil { continue }
      let inverse = multiply(exponent, .number(Rational(-1)))
      guard
        let root = exponent.number.map({ root(heart.coefficient, $0.negated) })
          ?? (heart.coefficient == .one ? .one : nil)
      else { continue }
      let rest = heart.others.map {
        Power(base: $0.base, exponent: multiply($0.exponent, inverse))
      }
      let powers = [Power(base: heart.quantity, exponent: exponent)] + rest
      let isNew = powers.contains { power in
        if isPositive(power.base) { return false }
        let own = others[power.base]
        let left = own.map { add($0, power.exponent) } ?? power.exponent
        return left.number.map(\.isNegative) ?? true && !(own?.isNegative ?? false)
      }
      // The heart under its own name stands where it stood.
      let isRenamed = heart.others.isEmpty
      if isNew, !isRenamed, !allowsNewDenominators || powers.contains(where: { $0.base.rank > 0 }) {
        continue
      }
      // A root of the quantity would forget its sign.
      if exponent.number == nil, !allowsNewDenominators { continue }
      let needsLeave = isNew && !isRenamed || exponent.number == nil
      let length = powers.reduce(-1) { $0 + powerLength($1) + 1 } + (root == .one ? 0 : 2)
      guard length < powerLength(power) else { continue }
      if needsLeave { hasNewDenominators = true }
      noteDefinition(of: heart.quantity)
      return (powers, root)
    }
    return nil
  }

  /// The one object for a node as it is.
  func raw(_ node: MatrixExpression.Node, _ shape: Shape) -> MatrixExpression {
    let key = Key(node: node, shape: shape)
    if let known = table[key] { return known }
    if table.count >= Self.nodeLimit { fail(.tooLarge) }
    let made = MatrixExpression(node, shape: shape, id: table.count)
    table[key] = made
    return made
  }

  /// Marks the work as failed; what is made from now on is thrown away.
  public func fail(_ failure: Failure) {
    if self.failure == nil { self.failure = failure }
  }

  /// Keeps a reason, while reasons are asked for.
  func note(_ reason: @autoclosure () -> Reason) {
    guard var known = used else { return }
    let reason = reason()
    if known.contains(reason) { return }
    known.append(reason)
    used = known
  }

  /// What some work gives, and the rules that it used, in order.
  func explaining<Result>(_ work: () -> Result) -> (result: Result, reasons: [Reason]) {
    used = []
    defer { used = nil }
    let result = work()
    return (result, used ?? [])
  }

  /// Work whose rules are not those of the line that it is done for.
  func silently<Result>(_ work: () -> Result) -> Result {
    let known = used
    used = nil
    defer { used = known }
    return work()
  }

  // MARK: Leaves

  var one: MatrixExpression { raw(.one, .scalar) }

  /// A quantity of the model.
  public func quantity(_ name: String, _ shape: Shape) -> MatrixExpression {
    raw(.symbol(.init(kind: .quantity, name: name)), shape)
  }

  /// The gradient with respect to a quantity.
  func delta(_ name: String, _ shape: Shape) -> MatrixExpression {
    raw(.symbol(.init(kind: .delta, name: name)), shape)
  }

  /// Zeros.
  public func zero(_ shape: Shape = .scalar) -> MatrixExpression { raw(.zero, shape) }

  /// Ones; the number 1 where there are no axes.
  public func ones(_ shape: Shape) -> MatrixExpression {
    shape.rank == 0 ? one : raw(.ones, shape)
  }

  /// The identity matrix.
  public func identity(_ extent: Int) -> MatrixExpression { raw(.identity, [extent, extent]) }

  /// The vector that is 1 at a place, counted from 0.
  func unit(_ place: Int, _ extent: Int) -> MatrixExpression { raw(.unit(place), [extent]) }

  /// A number that has a name.
  public func constant(_ constant: NamedConstant) -> MatrixExpression {
    raw(.constant(constant), .scalar)
  }

  /// An exact number.
  public func number(_ value: Rational) -> MatrixExpression {
    sum([Term(coefficient: value, expression: one)])
  }

  // MARK: Exact arithmetic, which may overflow

  func multiply(_ a: Rational, _ b: Rational) -> Rational {
    if a == .one { return b }
    if b == .one { return a }
    guard let product = a.multiplied(by: b) else {
      fail(.overflow)
      return .one
    }
    return product
  }

  func add(_ a: Rational, _ b: Rational) -> Rational {
    guard let sum = a.adding(b) else {
      fail(.overflow)
      return .one
    }
    return sum
  }

  func divide(_ a: Rational, _ b: Rational) -> Rational { multiply(a, b.reciprocal) }

  /// The shape all broadcast to.
  func broadcast(_ shapes: [Shape]) -> Shape {
    var result = Shape.scalar
    for shape in shapes where shape != result {
      guard let next = result.broadcast(with: shape) else {
        // No rule gives that; what is made from here on is thrown away.
        fail(.notSaid("\(result) beside \(shape)"))
        return result
      }
      result = next
    }
    return result
  }
}
