import Formulas
import IndexNotation
import Problems
import Tensors
import Testing

@testable import WorkedExamples

/// What the model language computes, on small examples whose results are known by hand.
@Suite struct ModelLanguageTests {
  static func work(
    _ given: String, _ model: String, of target: String = "x", more: String = ""
  ) throws(Problems) -> WorkedExample {
    let text = ProblemTests.example(
      given: given, model: model, rest: more, differentiate: "{ L: \(target) }")
    return try WorkedExamples.work(
      readExample(ExampleSource(name: "e", path: "e.yaml", text: text)),
      plans: DerivationPlans { PlainText.text(Formula($0)) })
  }

  @Test(
    arguments: [
      ("-x**2", [-1, -4]), ("2 ** -1 * x", [0.5, 1]), ("x - 1 - 1", [-1, 0]),
      ("8 / 2 / x", [4, 2]),
      ("2**3**2 * x", [512, 1024]), ("(x + 1) * x", [2, 6]), ("x @ X", [7, 10]),
      ("X @ x", [5, 11]), ("X.T @ x", [7, 10]), ("X[0] + x", [2, 4]), ("X[-1, 0] * x", [3, 6]),
      ("+x", [1, 2]), ("1e-1 * x", [0.1, 0.2]), ("x * .5 # half", [0.5, 1]),
      ("sum(X, axis=0)", [4, 6]), ("mean(X, axis=-1)", [1.5, 3.5]),
      ("maximum(x, 1.5)", [1.5, 2]), ("abs(-x)", [1, 2]), ("(x\n    + 1)", [2, 3]),
    ] as [(String, [Double])])
  func computes(_ sample: (expression: String, values: [Double])) throws {
    let worked = try Self.work(
      "x: [1, 2]\nX: [[1, 2], [3, 4]]", "v = \(sample.expression)\nL = sum(v) + sum(x)")
    let value = try #require(worked.quantities.first { $0.name == "v" }).value
    #expect(value.values.count == sample.values.count)
    #expect(value.largestDifference(from: Tensor(vector: sample.values)) < 1e-12)
  }

  /// The same model in array notation, in index notation and with functions of the author's.
  @Test func notationsAgree() throws {
    let given = "x: [0.3, -1.2, 2]\nW: { random: [3, 2], seed: 4 }"
    let models = [
      "z = x @ W\nh = z / (1 + exp(-z))\nL = sum(h)",
      "z[j] = sum(i, x[i] * W[i, j])\nh[j] = z[j] / (1 + exp(-z[j]))\nL = sum(j, h[j])",
      "swish[i](v) = v[i] / (1 + exp(-v[i]))\nL = sum(swish(x @ W))",
      "swish(v) = v * sigmoid(v)\nL = sum(swish(x @ W))",
      "f(a) = a / (1 + exp(-a))\ntotal(z) = sum(j, f(z[j]))\nL = total(x @ W)",
    ]
    let gradients = try models.map { try Self.work(given, $0, of: "W").gradients[0].shortcut }
    for gradient in gradients.dropFirst() {
      #expect(gradient.largestDifference(from: gradients[0]) < 1e-12)
    }
  }

  /// Definitions put into each other, and names that functions use themselves: what stands for what
  /// stays clear, so every line of the derivations holds (`work` throws otherwise).
  @Test(arguments: [
    "z = x - mean(x)\nL = sum(z**3)", "p = x / sum(x)\nL = sum(p * p)",
    "L = sum((x - log(sum(exp(x)))) * x)", "L = sum(softmax(relu(X @ X) @ X) * X) + sum(x)",
    "z = sigmoid(x)\nL = sum(z * z)", "s = sigmoid(x)\nz = sigmoid(s)\nL = sum(z * x)",
    "k = softmax(x - mean(x))\nL = sum(k * k)",
    "n = (X - mean(X)) / sum(X * X)**0.5\nL = sum(n @ X) + sum(x)",
    "m = mean(X - mean(X, axis=0), axis=1)\nL = m @ (x - mean(x)) + sum((X @ X - X) @ X)",
    "f(a) = a - mean(a)\nL = sum(f(f(x))**2) + sum(x)", "L = sum(x * 0 + mean(x))",
    "y[i] = x[i] * exp(delta(i, i)) / delta(i, i)\nL = sum(y)", "L = sum(maximum(0, x - 1.5))",
    "y[i] = maximum(0, x[i]) * maximum(x[i], 1)\nL = sum(y)",
  ])
  func substitutesWithoutCapture(_ model: String) throws {
    let worked = try Self.work("x: [1.5, 0.7]\nX: [[1, 2], [3, 5]]", model, more: "derive: both")
    #expect(worked.derivations.contains { $0.kind == .total })
    #expect(
      worked.derivations.allSatisfy { $0.steps.allSatisfy { $0.checked > 0 } }, "\(model)")
  }

  /// Where the sides are equal a number's takes the derivative, wherever it stands.
  @Test(arguments: ["maximum(x, 0)", "maximum(0, x)", "relu(x)"])
  func maximumTakesTheSameSide(_ right: String) throws {
    let gradient = try Self.work("x: [-1, 0, 2]", "L = sum(\(right))").gradients[0]
    #expect(gradient.shortcut.values == [0, 0, 1])
  }

  @Test(arguments: ["sqrt(sum(x * x))", "sum(x * x)**0.5"])
  func aNormAtZeroIsTheAuthorsAffair(_ right: String) {
    do {
      _ = try Self.work("x: [0, 0]", "L = \(right)")
    } catch {
      #expect(error.all.allSatisfy { !$0.description.contains("bug") }, "\(error.all)")
    }
  }

  @Test func crossEntropyFromItsDefinition() throws {
    let given = "x: [0.1, 0.5, 0.4]\ny: { one_hot: 3, of: 3 }"
    let byCatalogue = try Self.work(given, "S = softmax(x)\nL = cross_entropy(y, S)")
    let byHand = try Self.work(given, "S = softmax(x)\nL = -sum(c, y[c] * log(S[c]))")
    #expect(
      byHand.gradients[0].shortcut.largestDifference(from: byCatalogue.gradients[0].shortcut)
        < 1e-15)
  }

  /// A softmax inside another call becomes a quantity of its own.
  @Test func innerCallsGetNames() throws {
    let worked = try Self.work(
      "x: [0.1, 0.5]\ny: { one_hot: 1, of: 2 }", "L = cross_entropy(y, softmax(2 * x))")
    #expect(worked.quantities.map(\.name) == ["x", "y", "S", "L"])
    #expect(worked.quantities[2].definition == "softmax(2 * x)")
  }

  @Test func severalPathsAreSummed() throws {
    let worked = try Self.work("x: [0.5, 2]", "a = x * x\nb = a + 3 * x\nL = sum(a * b + x)")
    // L = Σ x⁴ + 3x³ + x
    let expected = Tensor(vector: [0.5 + 2.25 + 1, 32 + 36 + 1])
    #expect(worked.gradients[0].shortcut.largestDifference(from: expected) < 1e-12)
  }

  @Test func jacobiansBeyondTheBudgetKeepTheirStructure() throws {
    let text = ProblemTests.example(
      given: "x: { random: [60] }\nW: { random: [60, 60], scale: 0.01 }",
      model: "z = x @ W\nL = sum(z * z)", rest: "memory_budget_mb: 1", differentiate: "{ L: W }")
    let worked = try WorkedExamples.work(
      readExample(ExampleSource(name: "e", path: "e.yaml", text: text)),
      plans: DerivationPlans { PlainText.text(Formula($0)) })
    let jacobian = try #require(worked.jacobians.first { $0.withRespectTo == "W" })
    #expect(jacobian.value == nil && jacobian.bytes == 60 * 3_600 * 8)
    #expect(
      worked.gradients[0].chainRule.gradient.largestDifference(from: worked.gradients[0].shortcut)
        < 1e-12)
    #expect(worked.checks.contains { $0.name == "chain rule against shortcut" && $0.passed })
    #expect(worked.gradients[0].comparison.multiplications.chainRule == 60 * 3_600)
    #expect(worked.checks.contains { $0.name == "finite differences" && $0.passed })
  }

  /// Givens that were made are shown at the example's digits, and are the same in every run.
  @Test func knowsWhatWasTyped() throws {
    let worked = try Self.work(
      "x: [1, 2]\nW: { random: [2] }\nb: { zeros: [2] }\ny: { one_hot: 1, of: 2 }",
      "L = sum(x * W + b + y)")
    let typed = worked.quantities.filter(\.isTyped).map(\.name)
    #expect(typed == ["x", "y"])
    // The numbers of another program, for the published generator.
    #expect(worked.quantity("W")?.value.values == [1.4243480905156507, -0.618904259878568])
  }
}
