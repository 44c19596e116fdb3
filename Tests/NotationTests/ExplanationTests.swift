import Calculus
import Problems
import Tensors
import Testing
import WorkedExamples

@testable import Notation

/// Entries explained, down to the givens, exactly as a reader sees them.
@Suite struct ExplanationTests {
  static func worked(_ given: String, _ model: String, _ targets: String) throws -> WorkedExample {
    let text = """
      title: Test
      given:
        \(given.replacing("\n", with: "\n  "))
      model: |
        \(model.replacing("\n", with: "\n  "))
      differentiate: { L: [\(targets)] }
      """
    return try work(
      readExample(ExampleSource(name: "e", path: "e.yaml", text: text)),
      plans: DerivationPlans { PlainText().text($0) })
  }

  static func softmax() throws -> WorkedExample {
    try worked(
      """
      x: [0.1, 0.5, 0.4]
      W: [[0.1, 0.2, 0.3, 0.4, 0.5], [0.6, 0.7, 0.8, 0.9, 0.1], [0.11, 0.12, 0.13, 0.14, 0.15]]
      y: { one_hot: 3, of: 5 }
      """, "z = x @ W\nS = softmax(z)\nL = cross_entropy(y, S)", "W")
  }

  static func lines(_ worked: WorkedExample, _ entry: String, depth: Int? = 0) throws -> [String] {
    let reference = try #require(EntryReference(entry))
    return try Explainer(worked).explain(reference, depth: depth).map {
      ExplanationText($0, format: NumberFormat(digits: worked.digits)).plain
    }
  }

  @Test func theSoftmaxGradientDownToTheGivens() throws {
    let lines = try Self.lines(Self.softmax(), "dL/dW[2,3]", depth: nil)
    #expect(
      lines.prefix(3) == [
        "dL/dW[2,3] = x_2 (S_3 - y_3) = 0.5 * (0.21698333 - 1) ≈ -0.39150833"
          + "   (the digits shown give -0.391508335)",
        "S[3] = e^{z_3}/(Σ_k e^{z_k}) = 1.61930979/7.46283037 = 0.21698333",
        "z[3] = x_1 W_13 + x_2 W_23 + x_3 W_33 = 0.1 * 0.3 + 0.5 * 0.8 + 0.4 * 0.13 = 0.482",
      ])
    #expect(lines.count == 7)
  }

  @Test(arguments: [
    ("L", "L = -y_3 log S_3 = -1 * log 0.21698333 = 1.52793475"),
    ("dS/dz[3,3]", "∂S/∂z[3,3] = S_3 (1 - S_3) = 0.21698333 * (1 - 0.21698333) = 0.16990156"),
    ("dS/dz[3,2]", "∂S/∂z[3,2] = -S_3 S_2 = -0.21698333 * 0.20353145 = -0.04416293"),
    ("dz/dW[3,2,3]", "∂z/∂W[3,2,3] = x_2 = 0.5"),
    ("dz/dW[3,2,1]", "∂z/∂W[3,2,1] = 0"),
    ("x[2]", "x[2] = 0.5   (given)"),
  ])
  func oneLine(_ entry: String, _ line: String) throws {
    #expect(try Self.lines(Self.softmax(), entry) == [line])
  }

  @Test func longSumsGetDots() throws {
    let worked = try Self.worked("x: { random: [30], seed: 2 }", "L = sum(x * x)", "x")
    let line = try #require(try Self.lines(worked, "L").first)
    #expect(
      line.hasPrefix(
        "L = x_1 x_1 + x_2 x_2 + x_3 x_3 + x_4 x_4 + x_5 x_5 + x_6 x_6 + … + x_30 x_30 = "))
  }

  /// Every entry of everything: the numbers put in give the result, at the digits shown or marked.
  @Test func everyEntryExplainsItself() throws {
    let worked = try Self.worked(
      "X: { random: [3, 2] }\nW: { random: [2, 3], seed: 3 }\nY: { one_hot: [1, 3, 2], of: 3 }",
      "h = tanh(X @ W)\nS = softmax(h)\nL = cross_entropy(Y, S) + 0.1 * sum(W**2)", "W")
    let explainer = Explainer(worked)
    for (name, shape) in [
      ("S", [3, 3]), ("h", [3, 3]), ("dL/dW", [2, 3]), ("∂S/∂h", [3, 3, 3, 3]), ("dL/dS", [3, 3]),
    ] {
      for offset in 0..<shape.reduce(1, *) {
        var rest = offset
        let position = shape.reversed().map { extent in
          defer { rest /= extent }
          return rest % extent
        }
        let explanation = try explainer.explain(
          EntryReference(name, Array(position.reversed())))
        let text = ExplanationText(explanation, format: NumberFormat(digits: 6)).plain
        #expect(text.hasPrefix(name))
        let numbers = try #require(explanation.numbers)
        let result = evaluate(numbers, on: explanation.values.mapValues { Tensor(scalar: $0) })
        #expect(abs(result - explanation.result) < 1e-12)
      }
    }
  }

  @Test(arguments: [
    ("Q[1]", "there is nothing called 'Q'"), ("S[6]", "place 6 of 'S' is out of range"),
    ("S[0]", "place 0 of 'S' is out of range"),
    ("W[1]", "'W' has shape (3, 5) and takes 2 places, not 1"),
    ("dL/dX", "there is nothing called 'dL/dX'"),
  ])
  func wrongEntries(_ entry: String, _ message: String) throws {
    let reference = try #require(EntryReference(entry))
    let explainer = try Explainer(Self.softmax())
    let problem = #expect(throws: Problem.self) { try explainer.explain(reference) }
    #expect(problem?.message == message)
  }

  @Test(arguments: ["S[", "S[a]", "[1]", "S[1", "S[1]]", "S[1][2]", ""])
  func noEntryAtAll(_ text: String) { #expect(EntryReference(text) == nil) }
}
