import Calculus
import IndexNotation
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
      model: "z = x @ W\nS = softmax(z)\nL = cross_entropy(y, S)", differentiate: "{ L: W }")
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

  @Test func aClosedFormThatIsWrong() throws {
    let plans = DerivationPlans { _ in "" }
    let worked = try worker.work(plans)
    var form = try #require(try worker.derive(plans).forms.first)
    var gradient = worked.gradients[0]
    #expect(try worker.adopt(form, into: &gradient)?.passed == true)
    form.expression = .times([.number(Rational(10_001, 10_000)), form.expression])
    let problem = #expect(throws: Problem.self) { try worker.adopt(form, into: &gradient) }
    #expect(problem?.message.hasPrefix("closed form and shortcut disagree on dL/dW by ") == true)
  }
}
