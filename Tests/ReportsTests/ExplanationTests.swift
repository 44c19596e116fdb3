import Calculus
import Formulas
import IndexNotation
import Problems
import Reports
import Tensors
import Testing
import WorkedExamples

/// Entries explained, down to the givens, exactly as a reader sees them.
@Suite struct ExplanationTests {
  static func lines(
    _ report: ExampleReport, _ entry: String, depth: Int? = 0
  ) throws -> [String] {
    let reference = try #require(EntryReference(entry))
    return try Explainer(report.example).explain(reference, depth: depth).map {
      ExplanationReport($0, format: NumberFormat(digits: report.example.digits)).plainText
    }
  }

  @Test func theSoftmaxGradientDownToTheGivens() throws {
    let lines = try Self.lines(softmax(), "dL/dW[2,3]", depth: nil)
    #expect(
      lines.prefix(4) == [
        "dL/dW[2,3] = x[2] dL/dz[3] = 0.5 * (-0.78301667) ≈ -0.39150833"
          + "   (the digits shown give -0.391508335)",
        "dL/dz[3] = S[3] - y[3] = 0.21698333 - 1 = -0.78301667",
        "S[3] = e^(z[3])/(Σ_k e^(z_k)) = 1.61930979/7.46283037 = 0.21698333",
        "z[3] = x[1] W[1,3] + x[2] W[2,3] + x[3] W[3,3] = 0.1 * 0.3 + 0.5 * 0.8 + 0.4 * 0.13 = 0.482",
      ])
    #expect(lines.count == 8)
  }

  @Test(arguments: [
    ("L", "L = -y[3] log S[3] = -1 * log 0.21698333 = 1.52793475"),
    ("dS/dz[3,3]", "∂S/∂z[3,3] = S[3] (1 - S[3]) = 0.21698333 * (1 - 0.21698333) = 0.16990156"),
    ("dS/dz[3,2]", "∂S/∂z[3,2] = -S[3] S[2] = -0.21698333 * 0.20353145 = -0.04416293"),
    ("dz/dW[3,2,3]", "∂z/∂W[3,2,3] = x[2] = 0.5"),
    ("dz/dW[3,2,1]", "∂z/∂W[3,2,1] = 0"),
    ("x[2]", "x[2] = 0.5   (given)"),
  ])
  func oneLine(_ entry: String, _ line: String) throws {
    let lines = try Self.lines(softmax(), entry)
    #expect(lines == [line])
  }

  @Test func longSumsGetDots() throws {
    let worked = try report(
      given: "x: { random: [30], seed: 2 }", model: "L = sum(x * x)", differentiate: "x")
    let line = try #require(try Self.lines(worked, "L").first)
    #expect(
      line.hasPrefix(
        "L = x[1] x[1] + x[2] x[2] + x[3] x[3] + x[4] x[4] + x[5] x[5] + x[6] x[6] + … + x[30] x[30] = "
      ))
  }

  /// Every entry of everything: the numbers put in give the result, at the digits shown or marked.
  @Test func everyEntryExplainsItself() throws {
    let worked = try report(
      given:
        "X: { random: [3, 2] }\nW: { random: [2, 3], seed: 3 }\nY: { one_hot: [1, 3, 2], of: 3 }",
      model: "h = tanh(X @ W)\nS = softmax(h)\nL = cross_entropy(Y, S) + 0.1 * sum(W**2)",
      differentiate: "W")
    let explainer = Explainer(worked.example)
    for (name, shape) in [
      ("S", [3, 3]), ("h", [3, 3]), ("dL/dW", [2, 3]), ("∂S/∂h", [3, 3, 3, 3]), ("dL/dS", [3, 3]),
    ] {
      for offset in 0..<shape.reduce(1, *) {
        var rest = offset
        let position = shape.reversed().map { extent in
          defer { rest /= extent }
          return rest % extent
        }
        let explanation = try explainer.explain(EntryReference(name, Array(position.reversed())))
        let text = ExplanationReport(explanation, format: NumberFormat(digits: 6)).plainText
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
    let explainer = try Explainer(softmax().example)
    let problem = #expect(throws: Problem.self) { try explainer.explain(reference) }
    #expect(problem?.message == message)
  }

  /// A loss of shape (1,) is one number, and is asked for as one.
  @Test func theOnlyEntryNeedsNoPlaces() throws {
    let report = try report(given: "x: [3]", model: "L = x * x", differentiate: "x")
    #expect(try Self.lines(report, "L") == Self.lines(report, "L[1]"))
    #expect(try Self.lines(report, "dL/dx")[0].contains("6"))
  }

  /// Of a Jacobian whose entries were not written out nobody can see one; what was multiplied with
  /// it is a number all the same.
  @Test func entriesThatWereNotWrittenOut() throws {
    let report = try report(
      given: "x: { random: [400], seed: 1 }", model: "y = tanh(x)\nL = sum(y * y)",
      differentiate: "x", more: "derive: false")
    #expect(try Self.lines(report, "dL/dy[2]").count == 1)
    #expect(try Self.lines(report, "dL/dx[2]")[0].hasSuffix("   (multiplied out)"))
    let reference = try #require(EntryReference("dy/dx[1,1]"))
    let explainer = Explainer(report.example)
    let problem = #expect(throws: Problem.self) { try explainer.explain(reference) }
    #expect(
      problem?.message
        == "the entries of '∂y/∂x' were not written out: it has 400 rows and 400 columns")
    #expect(problem?.suggestion == "say 'memory_budget_mb: 2'")
  }

  @Test(arguments: ["S[", "S[a]", "[1]", "S[1", "S[1]]", "S[1][2]", ""])
  func noEntryAtAll(_ text: String) { #expect(EntryReference(text) == nil) }
}

/// ∂L/∂w and dL/dw where a loss uses a quantity directly and through a step.
@Suite struct DerivativeKindTests {
  @Test func theTwoHaveTheirOwnDerivations() throws {
    let report = try ridge()
    let local = try #require(report.example.derivation(.local, of: "L", withRespectTo: "w"))
    let total = try #require(report.example.derivation(.total, of: "L", withRespectTo: "w"))
    #expect(PlainText.text(Formula(local.result)) == "2 lam w_a")
    #expect(total.result.mentions(tensor: "X"))
    #expect(total.result.mentions(tensor: "lam"))
    func text(_ path: String) throws -> String { try part(path, of: report).plainText ?? "" }
    #expect(try text("derivation.local.L.w.symbol") == "∂L/∂w_a")
    #expect(try text("derivation.total.L.w.symbol") == "dL/dw")
    #expect(try text("derivation.local.L.w.result") == "2 lam w_a")
    #expect(try text("derivation.total.L.w.result").contains("X"))
    // Of the gradient only the total one is the derivation.
    #expect(try text("gradient.w.derivation.symbol") == "dL/dw")
    #expect(try text("gradient.w.entry_derivation.symbol") == "dL/dw_a")
    #expect(try text("jacobian.L.w.derivation.symbol") == "∂L/∂w_a")
  }

  /// By hand: ∂L/∂w = 2 lam w = (1, 2), and dL/dw = 2 Xᵀ r + 2 lam w = (-18, -24) + (1, 2).
  @Test func theTwoHaveTheirOwnNumbers() throws {
    let explainer = Explainer(try ridge().example)
    func value(_ entry: String) throws -> Double {
      try explainer.explain(#require(EntryReference(entry))).result
    }
    #expect(try value("∂L/∂w[2]") == 2)
    #expect(abs(try value("dL/dw[1]") - -17) < 1e-12)
    #expect(abs(try value("dL/dw[2]") - -22) < 1e-12)
    #expect(abs(try value("dL/dr[2]") - -6) < 1e-12)
    // There is no gradient dr/dw: the local derivative is meant.
    let typed = try explainer.explain(#require(EntryReference("dr/dw[1,2]")))
    #expect(typed.entry.text == "∂r/∂w[1,2]")
    #expect(typed.result == 2)
    // The formula of either gives its number.
    for entry in ["∂L/∂w[1]", "dL/dw[1]"] {
      let explained = try explainer.explain(#require(EntryReference(entry)))
      let numbers = try #require(explained.numbers)
      let worked = evaluate(numbers, on: explained.values.mapValues { Tensor(scalar: $0) })
      #expect(abs(worked - explained.result) < 1e-12)
    }
  }

  /// Nothing is rounded in a number that is not finite, and no Jacobian too large.
  @Test func numbersThatAreNotFinite() throws {
    let report = try report(
      given: "x: [0, 1]", model: "z = 1 / x\nL = sum(z)", differentiate: "x",
      more: "allow_not_finite: true")
    #expect(try ExplanationTests.lines(report, "z[1]") == ["z[1] = 1/x[1] = 1/0 = inf"])
    guard case .found(.record(let gradients)) = report.part("gradient"),
      case .found(.record(let gradient)) = gradients.part("x"),
      case .missing("the numbers are not finite") = gradient.part("agree_within")
    else {
      Issue.record("no reason, or another one")
      return
    }
  }
}
