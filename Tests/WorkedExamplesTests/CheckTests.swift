import Calculus
import IndexNotation
import MatrixNotation
import Problems
import Tensors
import Testing

@testable import WorkedExamples

/// Every check can fail: an error is planted for each kind, and the problem it makes is seen.
@Suite struct CheckTests {
  let worker: Worker
  let (loss, target): (Int, Int)

  init() throws {
    let text = ProblemTests.example(
      given: "x: [0.1, 0.5]\nW: { random: [2, 3] }\ny: { one_hot: 3, of: 3 }",
      model: "z = x @ W\nS = softmax(z)\nL = cross_entropy(y, S)",
      differentiate: "{ L: W }\nderive: both")
    worker = try Worker(
      example: readExample(ExampleSource(name: "e", path: "e.yaml", text: text)))
    loss = try #require(worker.model.places["L"])
    target = try #require(worker.model.places["W"])
  }

  /// The right gradient, and one with an entry that is a ten-thousandth off.
  var gradients: (right: Tensor, wrong: Tensor) {
    get throws {
      let right = try #require(
        worker.model.gradients(of: loss, withRespectTo: [target], values: worker.values)[target])
      var wrong = right
      wrong.values[4] *= 1.0001
      return (right, wrong)
    }
  }

  @Test func aNumberHoldsWithinItsToleranceOnly() {
    func holds(_ claimed: Double, _ measured: Double) -> Bool {
      CheckedNumber(entry: 0, claimed: claimed, measured: measured, tolerance: 0.1).holds
    }
    #expect(holds(1, 1.05))
    #expect(!holds(1, 1.2))
    #expect(!holds(.nan, 1))
    #expect(!holds(1, .nan))
    #expect(!holds(.infinity, .infinity))
  }

  @Test func nothingComparedIsNothingPassed() {
    #expect(!Check("a", of: "b", [], tolerance: 1).passed)
  }

  @Test func twoWaysThatDisagree() throws {
    let (right, wrong) = try gradients
    let check = try worker.check(
      "chain rule against shortcut", of: "dL/dW", claimed: right, measured: right,
      "chain rule and shortcut")
    #expect(check.passed)
    #expect(check.comparisons == 6)
    let problem = #expect(throws: Problem.self) {
      try worker.check(
        "chain rule against shortcut", of: "dL/dW", claimed: wrong, measured: right,
        "chain rule and shortcut")
    }
    #expect(problem?.message.hasPrefix("chain rule and shortcut disagree on dL/dW by ") == true)
  }

  @Test func differencesThatDoNotConfirm() throws {
    let (right, wrong) = try gradients
    #expect(try worker.checkByDifferences(right, loss, target, of: "dL/dW").passed)
    let problem = #expect(throws: Problem.self) {
      try worker.checkByDifferences(wrong, loss, target, of: "dL/dW")
    }
    #expect(
      problem?.message.hasPrefix("finite differences do not confirm dL/dW[2,2]: ") == true)
  }

  /// All derivations of the gradient, and it without a closed form.
  private func derived() throws -> (
    steps: [BackwardStep], entries: [GradientForm], gradient: Gradient
  ) {
    let plans = DerivationPlans { _ in "" }
    let steps = try worker.backwardSteps(plans).steps
    let entries = try worker.derive(plans, backward: steps).forms
    var gradient = try worker.work(plans).gradients[0]
    gradient.closedForm = nil
    return (steps, entries, gradient)
  }

  private func adopt(
    _ steps: [BackwardStep], _ entries: [GradientForm], _ gradient: Gradient
  ) throws(Problem) -> [Check] {
    var gradient = gradient
    var checks: [Check] = []
    try worker.adopt(steps, [:], entries, into: &gradient, &checks)
    return checks
  }

  @Test func aClosedFormEntryByEntryThatIsWrong() throws {
    var (steps, entries, gradient) = try derived()
    let checks = try adopt(steps, entries, gradient)
    #expect(
      checks.map(\.name) == [
        "closed form entry by entry against shortcut", "closed form against shortcut",
      ])
    for check in checks { #expect(check.passed && check.comparisons == 6) }
    entries[0].expression = .times([.number(Rational(10_001, 10_000)), entries[0].expression])
    let problem = #expect(throws: Problem.self) { try adopt(steps, entries, gradient) }
    #expect(problem?.message.hasPrefix("closed form and shortcut disagree on dL/dW by ") == true)
    steps = []
    #expect(throws: Problem.self) { try adopt(steps, entries, gradient) }
  }

  @Test func aClosedFormInMatricesThatIsWrong() throws {
    var (steps, _, gradient) = try derived()
    let place = steps.count - 1
    #expect(steps[place].isAsked)
    var derivation = try #require(steps[place].derivation)
    derivation.lines[derivation.lines.count - 1].form = slightlyMore(derivation.result)
    steps[place].derivation = derivation
    let problem = #expect(throws: Problem.self) { try adopt(steps, [], gradient) }
    #expect(problem?.message.hasPrefix("closed form and shortcut disagree on dL/dW by ") == true)
    gradient.shortcut = try gradients.wrong
    #expect(throws: Problem.self) { try adopt(try derived().steps, [], gradient) }
  }

  /// Every line of every derivation in matrix notation is looked at.
  @Test func aLineInMatricesThatIsWrong() throws {
    let derivations = try derived().steps.compactMap(\.derivation)
    let names = BackwardPlan.names(
      worker.model, worker.values, try #require(worker.arrived[loss]))
    _ = try BackwardPlan.check(derivations, names)
    var planted = 0
    for place in derivations.indices {
      for line in derivations[place].lines.indices {
        var wrong = derivations
        wrong[place].lines[line].form = slightlyMore(derivations[place].lines[line].form)
        let found = #expect(throws: BackwardPlan.WrongLine.self) {
          try BackwardPlan.check(wrong, names)
        }
        #expect(found?.withRespectTo == derivations[place].withRespectTo)
        #expect(found?.line == wrong[place].lines[line].form)
        planted += 1
      }
    }
    #expect(planted > 4)
  }

  private func slightlyMore(_ form: MatrixForm) -> MatrixForm {
    .product([.number(Rational(10_001, 10_000), isDecimal: true), form])
  }
}
