import IndexNotation
import Tensors

/// The closed forms of a loss's gradients, and how they come about.
public struct MatrixDerivations: Hashable, Sendable, Codable {
  /// The gradients asked for and those their forms are written in, each once: from the loss backward.
  public var derivations: [MatrixDerivation] = []
  /// Why a gradient has none.
  public var unsaid: [String: String] = [:]

  /// Nothing derived, for one reason.
  public init(unsaid targets: [String], because reason: String) {
    unsaid = Dictionary(targets.map { ($0, reason) }) { first, _ in first }
  }

  /// Derives the gradients of a loss.
  ///
  /// - Parameters:
  ///   - targets: the quantities wanted.
  ///   - names: the names their closed forms are written in; where there are none given, whatever
  ///     reads shortest.
  /// - Throws: `Algebra.Failure` where the model outgrows what can be derived.
  public init(
    _ model: MatrixModel, of loss: String, targets: [String], in names: FormNames? = nil
  ) throws(Algebra.Failure) {
    let pass = BackwardPass(model, from: loss, targets: targets)
    var choice = Choice(pass, targets: Set(targets), names: names)
    choice.settle()
    if let failure = model.algebra.failure { throw failure }
    unsaid = pass.unsaid
    derivations = choice.derivations()
    if let failure = model.algebra.failure { throw failure }
  }
}

extension MatrixDerivations {
  /// The Jacobian, shape (m, n), of m functions that a loss is the weighted sum of, by a vector of n
  /// entries: the loss's gradient is the Jacobian's transpose times the weights.
  ///
  /// - Returns: `nil` where it has no matrix notation.
  /// - Throws: `Algebra.Failure` where the model outgrows what can be derived.
  public static func linearForm(
    _ model: MatrixModel, of loss: String, by target: String, in weights: String, names: FormNames
  ) throws(Algebra.Failure) -> MatrixForm? {
    let pass = BackwardPass(model, from: loss, targets: [target])
    var choice = Choice(pass, targets: [target], names: names)
    choice.settle()
    let algebra = model.algebra
    if let failure = algebra.failure { throw failure }
    guard let gradient = choice.normal[target], let v = model[weights]?.symbol,
      let transposed = algebra.linearMap(gradient, in: v)
    else { return nil }
    let form = algebra.form(algebra.shortest(algebra.transpose(transposed)))
    if let failure = algebra.failure { throw failure }
    return form.quantities.isDisjoint(with: [loss, weights]) ? form : nil
  }
}

/// The names that closed forms are written in.
public struct FormNames: Hashable, Sendable {
  /// Quantities; givens may always stand.
  public let quantities: Set<String>
  /// Quantities whose gradients may stand by name.
  public let deltas: Set<String>
  /// The names of quantities and of δ's.
  public init(quantities: Set<String>, deltas: Set<String>) {
    self.quantities = quantities
    self.deltas = deltas
  }
}

/// For each gradient, which of the gradients behind it stand in it by name and which are written out.
private struct Choice {
  let pass: BackwardPass
  let targets: Set<String>
  let names: FormNames?
  /// In normal form.
  var normal: [String: MatrixExpression] = [:]
  /// As printed.
  var shown: [String: MatrixExpression] = [:]
  /// The ways that led there: which names were written out, time after time.
  var putIn: [String: [Set<MatrixExpression>]] = [:]
  private var needs: [MatrixExpression: Int] = [:]
  /// How many gradients had names when one was settled.
  private var knownBefore: [String: Int] = [:]

  /// What it costs a reader to look up a gradient that only one other needs.
  private static let lonely = 5  // in halves of a symbol

  private var algebra: Algebra { pass.model.algebra }

  init(_ pass: BackwardPass, targets: Set<String>, names: FormNames?) {
    self.pass = pass
    self.targets = targets
    self.names = names
    for form in pass.arrived.values { for delta in form.deltas { needs[delta, default: 0] += 1 } }
  }

  /// Twice the length of a form with what its δ's cost.
  private func cost(_ form: MatrixExpression) -> Int {
    form.deltas.reduce(2 * algebra.length(form)) { sum, delta in
      let isShared = needs[delta, default: 0] > 1 || targets.contains(delta.symbol?.name ?? "")
      return sum + (isShared ? 0 : Self.lonely)
    }
  }

  private struct Candidate {
    let normal: MatrixExpression
    let shown: MatrixExpression
    let putIn: [Set<MatrixExpression>]
  }

  mutating func settle() {
    algebra.folds = true
    defer { algebra.folds = false }
    for name in pass.order where pass.leading.contains(name) {
      guard let form = pass.arrived[name] else { continue }
      knownBefore[name] = algebra.definitions.deltas.count
      let found = best(form)
      normal[name] = found.normal
      shown[name] = found.shown
      putIn[name] = found.putIn
      if name != pass.loss, !pass.isGiven(name) || targets.contains(name) {
        let delta = algebra.delta(name, form.shape)
        for gradient in [form, found.normal] {
          let (coefficient, rest) =
            gradient.single.map { ($0.coefficient, $0.expression) } ?? algebra.content(gradient)
          algebra.definitions.name(delta, coefficient, rest)
        }
      }
      if algebra.failure != nil { return }
    }
  }

  private func known(_ delta: MatrixExpression) -> MatrixExpression? {
    delta.symbol.flatMap { normal[$0.name] }
  }

  private func best(_ form: MatrixExpression) -> Candidate {
    var best = Candidate(normal: form, shown: algebra.shortest(form), putIn: [])
    func writtenOut(_ from: Candidate, _ names: Set<MatrixExpression>) -> Candidate {
      let values = Dictionary(
        uniqueKeysWithValues: names.compactMap { name in known(name).map { (name, $0) } })
      let normal = algebra.replacing(values, in: from.normal)
      return Candidate(
        normal: normal, shown: algebra.shortest(normal), putIn: from.putIn + [names])
    }
    if let names { return written(best, in: names, writtenOut) }
    algebra.foldedDeltas = algebra.definitions.deltas.count
    let recognised = algebra.folded(form)
    algebra.foldedDeltas = 0
    if recognised !== form {
      let candidate = Candidate(
        normal: recognised, shown: algebra.shortest(recognised), putIn: [[]])
      if cost(candidate.shown) < cost(best.shown) { best = candidate }
    }
    while true {
      let deltas = sorted(best.normal.deltas)
      var tries = deltas.map { writtenOut(best, [$0]) }
      if deltas.count > 1 { tries.append(writtenOut(best, Set(deltas))) }
      guard let next = tries.min(by: { cost($0.shown) < cost($1.shown) }) else { break }
      let isTie =
        cost(next.shown) == cost(best.shown)
        && deltas.contains { known($0).map { algebra.length($0) <= 1 } ?? false }
      guard cost(next.shown) < cost(best.shown) || isTie else { break }
      best = next
    }
    return withoutAllButTheNearest(form, best, writtenOut)
  }

  /// The form in given names: every other gradient is written out.
  private func written(
    _ start: Candidate, in names: FormNames,
    _ writtenOut: (Candidate, Set<MatrixExpression>) -> Candidate
  ) -> Candidate {
    var candidate = start
    while algebra.failure == nil {
      let rest = candidate.normal.deltas.filter {
        known($0) != nil && !names.deltas.contains($0.symbol?.name ?? "")
      }
      if rest.isEmpty { break }
      candidate = writtenOut(candidate, rest)
    }
    let normal = algebra.inNames(names.quantities, candidate.normal)
    return Candidate(normal: normal, shown: algebra.shortest(normal), putIn: candidate.putIn)
  }

  /// Step by step one gets stuck: also tries one or two gradients further behind kept, all others
  /// written out.
  private func withoutAllButTheNearest(
    _ form: MatrixExpression, _ found: Candidate,
    _ writtenOut: (Candidate, Set<MatrixExpression>) -> Candidate
  ) -> Candidate {
    var best = found
    var behind: [MatrixExpression] = []
    var open = sorted(form.deltas)
    while !open.isEmpty, behind.count < 6 {
      let next = open.removeFirst()
      guard !behind.contains(next), let value = known(next) else { continue }
      behind.append(next)
      open += sorted(value.deltas).filter { !behind.contains($0) }
    }
    guard behind.count > 1 else { return best }
    var kept = behind.map { Set([$0]) }
    for (place, first) in behind.enumerated() {
      for second in behind.dropFirst(place + 1) { kept.append([first, second]) }
    }
    for keep in kept {
      var candidate = Candidate(normal: form, shown: form, putIn: [])
      while true {
        let rest = candidate.normal.deltas.subtracting(keep).filter { known($0) != nil }
        if rest.isEmpty || candidate.putIn.count > 6 { break }
        candidate = writtenOut(candidate, rest)
      }
      guard !candidate.putIn.isEmpty, candidate.putIn.count <= 6 else { continue }
      if cost(candidate.shown) < cost(best.shown) { best = candidate }
    }
    return best
  }

  private func sorted(_ deltas: Set<MatrixExpression>) -> [MatrixExpression] {
    deltas.sorted { $0.id < $1.id }
  }

  // MARK: Lines

  /// The derivations of what was asked for and of what its forms are written in.
  func derivations() -> [MatrixDerivation] {
    var needed: Set<String> = []
    var open = Array(targets)
    while let next = open.popLast() {
      guard shown[next] != nil, needed.insert(next).inserted else { continue }
      let own = [shown[next]].compactMap { $0 } + (putIn[next] ?? []).flatMap { $0 }
      for delta in own.flatMap({ $0.deltas }) {
        if let name = delta.symbol?.name { open.append(name) }
      }
    }
    return pass.order.filter(needed.contains).compactMap(derivation)
  }

  private func derivation(of name: String) -> MatrixDerivation? {
    guard let start = pass.arrived[name], let end = shown[name], let puts = putIn[name] else {
      return nil
    }
    var lines = Lines(algebra)
    lines.add(name == pass.loss ? .start : .pullback, algebra.form(algebra.shortest(start)))
    var current = start
    for names in puts {
      let values = Dictionary(
        uniqueKeysWithValues: names.compactMap { delta in known(delta).map { (delta, $0) } })
      let views = Dictionary(
        uniqueKeysWithValues: names.compactMap { delta in
          delta.symbol.flatMap { shown[$0.name] }.map { (delta, $0) }
        })
      if names.isEmpty {
        algebra.foldedDeltas = knownBefore[name, default: 0]
        current = lines.simplify(current, [:])
        algebra.foldedDeltas = 0
        continue
      }
      lines.add(
        .putIn(sorted(names).compactMap(\.symbol?.name), rules: []),
        algebra.form(algebra.written(views, in: algebra.shortest(current))))
      current = lines.simplify(current, values)
    }
    lines.add(.shorter, algebra.namedForm(end, avoiding: Set(pass.model.quantities.map(\.name))))
    if lines.lines.count > 1, puts.isEmpty, lines.lines.last?.step == .shorter {
      // The pullback in its shortest form is the first line.
      lines.lines.removeFirst()
      lines.lines[0].step = .pullback
    }
    return MatrixDerivation(
      of: pass.loss, withRespectTo: name, through: pass.consumers[name] ?? [], lines: lines.lines)
  }
}

/// The lines of a derivation: one that looks like the one before it is left out.
private struct Lines {
  let algebra: Algebra
  var lines: [MatrixDerivation.Line] = []

  init(_ algebra: Algebra) { self.algebra = algebra }

  mutating func add(_ step: MatrixDerivation.Step, _ form: MatrixForm) {
    if lines.last?.form == form { return }
    lines.append(MatrixDerivation.Line(step: step, form: form, checked: 0))
  }

  /// What a line becomes when values are put in, one kind of rule after the other; each rule is said
  /// where it is first used.
  mutating func simplify(
    _ expression: MatrixExpression, _ values: [MatrixExpression: MatrixExpression]
  ) -> MatrixExpression {
    var last = expression
    var said: Set<Reason> = []
    for stage in MatrixRules.stages {
      algebra.folds = true
      let before = algebra.rules.off
      algebra.rules.off = before.union(stage)
      let (result, used) = algebra.explaining { algebra.replacing(values, in: expression) }
      algebra.rules.off = before
      algebra.folds = false
      let form = algebra.form(stage.isEmpty ? algebra.shortest(result) : result)
      let reasons = used.filter { said.insert($0).inserted }
      if !mergesWithPutIn(reasons, form) { add(reasons.isEmpty ? .shorter : .rules(reasons), form) }
      last = result
    }
    return last
  }

  /// What at most one rule makes of the one gradient that was just put in is one line with that.
  private mutating func mergesWithPutIn(_ reasons: [Reason], _ form: MatrixForm) -> Bool {
    guard let line = lines.last, line.form != form, reasons.count <= 1,
      case .putIn(let names, []) = line.step, names.count == 1
    else { return false }
    lines[lines.count - 1].step = .putIn(names, rules: reasons)
    lines[lines.count - 1].form = form
    return true
  }
}

extension Algebra {
  /// An expression with names written out as they stand, nothing simplified.
  func written(
    _ values: [MatrixExpression: MatrixExpression], in expression: MatrixExpression
  ) -> MatrixExpression {
    var known = values
    func visit(_ expression: MatrixExpression) -> MatrixExpression {
      if let value = known[expression] { return value }
      let result = rawMap(expression, visit)
      known[expression] = result
      return result
    }
    return visit(expression)
  }
}
