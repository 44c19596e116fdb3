import Tensors
import Testing

@testable import IndexNotation

/// The checker is proved by breaking each rule: every broken rule must be caught.
@Suite struct CheckerTests {
  /// A way to spoil what a rule arrives at.
  enum Damage: String, CaseIterable, Sendable {
    case dropSign, renameDelta, forgetFactor, addOne

    func apply(to expression: IndexExpression) -> IndexExpression? {
      switch self {
      case .dropSign:
        return first(in: expression) { node in
          guard node.isNegative else { return nil }
          return .negated(node)
        }
      case .renameDelta:
        // A delta with its last subscript fixed to the first place.
        return first(in: expression) { node in
          guard case .delta(let a, .index) = node else { return nil }
          return .delta(a, .fixed(0))
        }
      case .forgetFactor:
        return first(in: expression) { node in
          guard case .product(let factors) = node, factors.count > 1 else { return nil }
          return .times(Array(factors.dropLast()))
        }
      case .addOne:
        return .plus([expression, .one])
      }
    }

    private func first(
      in expression: IndexExpression, _ change: (IndexExpression) -> IndexExpression?
    ) -> IndexExpression? {
      var done = false
      let result = expression.rewrittenOutermost { node -> IndexExpression? in
        if done { return node }
        guard let changed = change(node) else { return nil }
        done = true
        return changed
      }
      return done ? result : nil
    }
  }

  static let models: [(SymbolicModel, [String])] =
    [(DerivationModels.everyOtherFunction, ["z"])]
    + DerivationTests.cases.map { ($0.model, $0.targets) }
    + [(DerivationModels.everyFunction, ["z"])]

  /// All rules but "derivative of a constant": the sum rule drops constants before it is needed.
  static let names = RuleBook.standard.rules.map(\.name)
    .filter { $0 != Differentiation.constant.name }

  @Test(arguments: names, Damage.allCases)
  func catchesABrokenRule(_ name: String, _ damage: Damage) {
    var isCaught = false
    for (model, targets) in Self.models where !isCaught {
      let changed = Counter()
      let rules = RuleBook.standard.breaking(name) { after in
        guard let broken = damage.apply(to: after), broken != after else { return nil }
        changed.increment()
        return broken
      }
      let result = Result {
        try DerivationPlan(model, gradients: [("L", targets)], rules: rules)
      }
      guard changed.value > 0 else { continue }
      switch result {
      case .success(let plan):
        // A damage may cancel out within its line (0 stays 0); then the result is still right.
        let right = try? DerivationPlan(model, gradients: [("L", targets)])
        #expect(
          zip(plan.gradients, right?.gradients ?? []).allSatisfy {
            $0.expression.isEquivalent(to: $1.expression)
          }, "\(name), \(damage) went unnoticed")
      case .failure(DerivationError.lineDoesNotHold(let line)):
        #expect(line.valueBefore != line.valueAfter)
        isCaught = true
      case .failure(DerivationError.tooManySteps), .failure(DerivationError.tooLarge): break
      case .failure(let error): Issue.record("\(name), \(damage): \(error)")
      }
    }
    // Not every damage fits every rule, but adding 1 does: no rule goes untried.
    if damage == .addOne { #expect(isCaught, "\(name) was never caught") }
  }

  @Test func catchesAFalseFact() {
    var model = DerivationModels.softmaxCrossEntropy
    model.quantities[3].facts = [.lastAxisSumsToOne]
    #expect(throws: DerivationError.self) {
      try DerivationPlan(model, gradients: [("L", ["W"])])
    }
  }

  @Test func catchesAFalseIdentity() {
    var model = DerivationModels.sigmoid
    model.quantities[4].identities[0].right = .entry("s", Index("i", range: 4))
    #expect(throws: DerivationError.claimDoesNotHold(quantity: "s", claim: "an identity")) {
      try DerivationPlan(model, gradients: [("L", ["z"])])
    }
  }

  /// Values of softmax for logits around ±700 and beyond: every line holds, none is skipped.
  @Test(arguments: [700.0, 1000]) func holdsForLargeLogits(_ size: Double) throws {
    let plan = try DerivationPlan(
      DerivationModels.softmaxCrossEntropy, gradients: [("L", ["W"])])
    let weights = (0..<15).map { place in size * (place % 2 == 0 ? 1 : -1) + Double(place) }
    let values = [
      "x": Tensor(vector: [1, 0.001, 0.002]), "W": Tensor(weights, shape: [3, 5]),
      "y": Tensor(vector: [0, 0, 1, 0, 0]),
    ]
    let checked = try plan.check(on: values)
    for (before, after) in zip(plan.derivations, checked) {
      for (old, new) in zip(before.steps, after.steps) {
        #expect(new.checked - old.checked == old.checked / 2, "\(new.rule)")
      }
    }
  }

  @Test func catchesAWrongValue() throws {
    let plan = try DerivationPlan(
      DerivationModels.softmaxCrossEntropy, gradients: [("L", ["W"])])
    let values = [
      "x": Tensor(vector: [1, 2, 3]), "W": Tensor(repeating: 0.5, shape: [3, 5]),
      "y": Tensor(vector: [0, 0, 1, 0, 0]), "L": Tensor(scalar: 1.6),
    ]
    #expect(throws: DerivationError.self) { try plan.check(on: values) }
  }
}

/// Counts across the copies of a closure.
final class Counter: @unchecked Sendable {
  private(set) var value = 0
  func increment() { value += 1 }
}

extension RuleBook {
  /// The same rules, one of them spoilt.
  func breaking(
    _ name: String,
    _ spoil: @escaping @Sendable (IndexExpression) -> IndexExpression?
  ) -> RuleBook {
    func spoilt(_ rules: [Rule]) -> [Rule] {
      rules.map { rule in
        guard rule.name == name else { return rule }
        return Rule(rule.name, because: rule.reason, example: rule.example) { node, context in
          rule.rewrite(node, context).map { spoil($0) ?? $0 }
        }
      }
    }
    var book = self
    book.smallDifferentiation = spoilt(smallDifferentiation)
    book.differentiation = spoilt(differentiation)
    book.simplification = spoilt(simplification)
    book.finish = spoilt(finish)
    return book
  }
}
