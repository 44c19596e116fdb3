import Calculus
import Formulas
import IndexNotation
import Tensors
import TestSupport
import Testing

@testable import MatrixNotation

/// Gradients derived backward in matrix notation: what comes out, whether every line holds, and
/// whether a broken rule would be noticed.
@Suite struct BackwardDerivationTests {
  /// Every line of every derivation, as goldens: one file a model.
  @Test(arguments: MatrixModels.all) func comesOutAsRecorded(_ example: MatrixCase) throws {
    var text = example.model + "\n"
    for derivation in try derivations(of: example, .standard) {
      text += "\nδ_\(derivation.withRespectTo)\n"
      for line in derivation.lines {
        text += "  = \(PlainText.text(Formula(line.form)))    \(reason(line.step))\n"
      }
      text += "  NumPy: \(NumPyText.text(derivation.result))\n"
    }
    let difference = try Golden.difference(of: text, from: example.name)
    #expect(difference == nil)
  }

  private func reason(_ step: MatrixDerivation.Step) -> String {
    switch step {
    case .start: "start"
    case .pullback: "pullback"
    case .putIn(let names, let reasons):
      (["put in " + names.joined(separator: ", ")] + reasons.map(\.rule)).joined(separator: "; ")
    case .rules(let reasons): reasons.map(\.rule).joined(separator: "; ")
    case .shorter: "shorter"
    }
  }

  @Test(arguments: MatrixModels.all) func everyLineHolds(_ example: MatrixCase) throws {
    let wrong = try wrongLines(of: example, .standard)
    #expect(wrong == [])
  }

  /// The backward pass of the numbers agrees with central differences on the same models, so that
  /// lines are compared with what was confirmed.
  @Test(arguments: MatrixModels.all) func theNumbersAreConfirmed(_ example: MatrixCase) throws {
    let model = try example.graph()
    let values = model.forward(example.values)
    let loss = try #require(model.places[example.loss])
    for name in example.targets {
      let target = try #require(model.places[name])
      let gradient = try #require(
        model.gradients(of: loss, withRespectTo: [target], values: values)[target])
      let numbers = model.finiteDifferences(
        confirming: gradient, of: loss, withRespectTo: target, values: values)
      let wrong = numbers.filter { !$0.holds }
      #expect(wrong.isEmpty)
    }
  }

  // MARK: Rules broken on purpose

  /// Rules of which one is broken.
  struct Broken: CustomTestStringConvertible, Sendable {
    let testDescription: String
    var rules = MatrixRules.standard
  }

  /// Every rule gives half as much again, every choice ones (short, so that they are chosen), every
  /// pullback half as much again.
  static let broken: [Broken] = {
    let standard = MatrixRules.standard
    var all: [Broken] = []
    func plant(_ name: String, _ change: (inout MatrixRules) -> Void) {
      var planted = Broken(testDescription: name)
      change(&planted.rules)
      all.append(planted)
    }
    for (place, rule) in standard.sums.enumerated() {
      plant(rule.name) { rules in
        rules.sums[place] = .init(name: rule.name) { algebra, terms, shape in
          rule.apply(algebra, terms, shape).map { more($0, algebra) }
        }
      }
    }
    for (place, rule) in standard.products.enumerated() {
      plant(rule.name) { rules in
        rules.products[place] = .init(name: rule.name) { algebra, product in
          rule.apply(algebra, product).map { more($0, algebra) }
        }
      }
    }
    for (place, choice) in standard.sumChoices.enumerated() {
      plant(choice.name) { rules in
        rules.sumChoices[place] = .init(name: choice.name) { algebra, sum in
          choice.apply(algebra, sum).map {
            Algebra.Alternative(part: algebra.ones($0.part.shape), rest: $0.rest)
          }
        }
      }
    }
    for (place, choice) in standard.wholeChoices.enumerated() {
      plant(choice.name) { rules in
        rules.wholeChoices[place] = .init(name: choice.name) { algebra, expression in
          choice.apply(algebra, expression).map { algebra.ones($0.shape) }
        }
      }
    }
    for folding in [MatrixRules.Folding.whole, .scaled, .chains] {
      plant("fold " + folding.rawValue) { rules in
        rules.named = { algebra, found, quantity in
          found == folding ? more(quantity, algebra) : quantity
        }
      }
    }
    for operation in [
      "sum", "product", "power", "chain", "transpose", "inverse", "reduction", "expanded", "part",
      "apply",
    ] {
      plant("pullback of " + operation) { rules in
        rules.pullback = { algebra, expression, d in
          standard.pullback(algebra, expression, d).map { share in
            Self.operation(expression) == operation
              ? (share.operand, algebra.scaled(Rational(3, 2), share.gradient)) : share
          }
        }
      }
    }
    return all
  }()

  @Test(arguments: broken) func aBrokenRuleIsCaught(_ planted: Broken) throws {
    let isCaught = try MatrixModels.all.contains { example in
      try !wrongLines(of: example, planted.rules).isEmpty
    }
    #expect(isCaught)
  }

  /// A fact that does not hold is noticed as well: each that a rule relies on.
  @Test(arguments: [
    ("sum((X.T @ X @ x - t) ** 2)", Fact.orthogonal), ("sum(inv(X) @ x * t)", .orthogonal),
    ("abs(det(X)) * sum(x * t)", .positiveDefinite),
    ("sqrt((t @ X @ t) ** 2) * sum(x)", .positiveDefinite),
    ("sum(X, axis=1) @ x", .lastAxisSumsToOne), ("sum(X * X @ x)", .zeroOrOne),
    ("x @ X.T @ t", .symmetric),
  ]) func aWrongFactIsCaught(model: String, fact: Fact) throws {
    let matrix = Tensor([3, -0.7, 0.2, 0.5, 2, -1, 0.4, 1.5, -2], shape: [3, 3])
    func wrong(_ facts: [Fact]) throws -> [String] {
      let example = MatrixCase(
        name: "wrong fact",
        givens: [
          ("X", matrix, facts), ("x", MatrixModels.tensor(3), []),
          ("t", Tensor(vector: [0.1, 0.2, 1]), []),
        ], model: "L = " + model, targets: ["x"])
      return try wrongLines(of: example, .standard, on: [example.values])
    }
    #expect(try wrong([]) == [])
    #expect(try !wrong([fact]).isEmpty)
  }

  private static func operation(_ expression: MatrixExpression) -> String {
    switch expression.node {
    case .symbol, .constant, .one, .zero, .ones, .identity, .unit, .comparison, .mean, .either:
      "leaf"
    case .sum: "sum"
    case .product(let powers): powers.count == 1 ? "power" : "product"
    case .chain: "chain"
    case .transpose: "transpose"
    case .inverse: "inverse"
    case .reduction: "reduction"
    case .expanded: "expanded"
    case .part: "part"
    case .scattered: "scattered"
    case .apply: "apply"
    }
  }

  // MARK: Deriving and checking

  private func derivations(
    of example: MatrixCase, _ rules: MatrixRules
  ) throws -> [MatrixDerivation] {
    let model = try example.graph().matrixModel(facts: example.facts, rules: rules)
    let found = try MatrixDerivations(model, of: example.loss, targets: example.targets)
    #expect(found.unsaid.isEmpty)
    return found.derivations
  }

  /// The lines that do not equal their gradient, on values near the example's.
  ///
  /// - Parameter stated: the values to try, in place of those near the example's.
  private func wrongLines(
    of example: MatrixCase, _ rules: MatrixRules, on stated: [[String: Tensor]]? = nil
  ) throws -> [String] {
    let model = try example.graph()
    let derivations = try derivations(of: example, rules)
    let loss = try #require(model.places[example.loss])
    let targets = example.targets.compactMap { model.places[$0] }
    var wrong: [String] = []
    let instances = stated ?? model.instances(3, near: example.values, facts: example.facts)
    #expect(stated != nil || instances.count == 3)
    for givens in instances {
      let values = model.forward(givens)
      let gradients = model.gradients(of: loss, withRespectTo: targets, values: values)
      var names = FormValues(quantities: [:], deltas: [:])
      for (name, place) in model.places {
        names.quantities[name] = values[place]
        names.deltas[name] = gradients[place]
      }
      for derivation in derivations {
        let gradient = try #require(names.deltas[derivation.withRespectTo])
        for line in derivation.lines {
          let value = line.form.value(names).map {
            Tensor.broadcast($0, .zeros(gradient.shape), +)
          }
          if let value, value.largestDifference(from: gradient) < 1e-9 { continue }
          wrong.append("δ_\(derivation.withRespectTo) = \(NumPyText.text(line.form))")
        }
      }
    }
    return wrong
  }
}

/// Half as much again.
private func more(_ expression: MatrixExpression, _ algebra: Algebra) -> MatrixExpression {
  algebra.raw(
    .sum([.init(coefficient: Rational(3, 2), expression: expression)]), expression.shape)
}
