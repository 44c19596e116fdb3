import Formulas
import Foundation
import Testing
import WorkedExamples

@testable import Reports

/// The way back from the loss, as a reader sees it: δ's, lines, and why each holds.
@Suite struct BackwardTests {
  @Test func theTerminalShowsItAsATeacherWould() throws {
    let text = TextReport(try softmax()).text
    #expect(
      text.contains(
        """
        Backward from L, with δ_S for dL/dS

          δ_S = -y/S                   pullback of L = cross_entropy(y, S) (lemma 2)

          δ_z = S * (δ_S - δ_S^T S)    pullback of S = softmax(z) (lemma 4)
              = S * (1 - y/S)          δ_S = -y/S put in, the sum of y is 1
              = S - y                  S cancels

          dL/dW = x δ_z^T              pullback of z = x @ W (lemma 6)

          (5 lines, 15 evaluations of both sides)

        Lemmas

          2  ∂/∂S_a (d u) = -d y_a / S_a                                    pullback of cross_entropy by S
          4  ∂/∂z_a (Σ_t d_t S_t) = S_a (d_a - Σ_t d_t S_t)                 pullback of softmax
          6  ∂/∂b_ce (Σ_i d_i y_i) = d_e a_c                                pullback of @ by b

        """), "\(text)")
  }

  /// Lines, reasons and closed forms alike, but not the model as typed.
  @Test func vectorsLieAsTheAuthorWants() throws {
    let report = try report(
      given: "x: [0.1, 0.5]\nW: [[1, 2], [0.5, 3]]\nA: [[1, 0], [2, 1]]",
      model: "z = x @ W\nL = z @ z + sum(A * W) ** 2",
      differentiate: "W, x", more: "closed_form: { vectors: rows, frobenius: trace }")
    func text(_ path: String) throws -> String { try part(path, of: report).plainText ?? "" }
    #expect(try text("gradient.x.closed_form") == "δ_z W^T")
    #expect(try text("gradient.W.closed_form") == "2 tr(W^T A) A + x^T δ_z")
    #expect(try text("gradient.x.closed_form.numpy") == "W @ d_z")
  }

  @Test func eachLossHasItsWay() throws {
    let report = try report(
      given: "a: [1, 2]\nb: [3, 1]", model: "h = a * b\nL = sum(h**2)\nM = sum(h * a)",
      differentiate: "a], M: [a")
    let text = TextReport(report).text
    #expect(text.contains("\nBackward from L, with δ_h for dL/dh\n"))
    #expect(text.contains("\nBackward from M, with δ_h for dM/dh\n"))
    #expect(try part("delta.L.h.closed_form", of: report).plainText == "2 h")
    #expect(try part("delta.M.h.closed_form", of: report).plainText == "a")
    guard case .missing(let reason) = Value.record(report).part("delta").value?.part("h") else {
      Issue.record("one of two was taken")
      return
    }
    #expect(
      reason == "there are several deltas with respect to h: name the loss, delta.L.h or delta.M.h")
  }

  /// A δ is a quantity of its own: named, with its numbers and its form.
  @Test func deltasAreValues() throws {
    let report = try softmax()
    func text(_ path: String) throws -> String { try part(path, of: report).plainText ?? "" }
    #expect(try text("delta.z.symbol") == "δ_z")
    #expect(try text("delta.z.gradient_symbol") == "dL/dz")
    #expect(try text("delta.z.closed_form") == "S - y")
    #expect(try text("delta.z.closed_form.numpy") == "S - y")
    #expect(try text("delta.z.3") == "-0.78301667")
    #expect(try text("delta.z.argmin") == "3")
    #expect(try text("gradient.W.closed_form") == "x δ_z^T")
    #expect(try text("gradient.W.closed_form.deltas.1.numpy") == "d_z")
    #expect(try text("backward.2.derivation.symbol") == "δ_z")
    #expect(try text("derivation.total.L.z.symbol") == "δ_z")
  }

  /// δ_S looks within a reason as it does elsewhere.
  @Test func aReasonIsWordsAndFormulas() throws {
    let formula = try #require(try part("delta.z.derivation.lines", of: softmax()).formula)
    let latex = TeX.text(formula)
    #expect(
      latex.contains(
        #"&& \textstyle \text{pullback of }S = \operatorname{softmax}(z)\text{ (lemma 4)}"#),
      "\(latex)"
    )
    #expect(latex.contains(#"\frac{y}{S}\text{ put in, the sum of }y\text{ is }1"#), "\(latex)")
    var bytes: [UInt8] = []
    MathML.append(formula, isDisplay: true, to: &bytes)
    let html = String(decoding: bytes, as: UTF8.self)
    #expect(html.contains("<mrow class=\"reason\"><mi>S</mi><mtext>\u{A0}cancels</mtext></mrow>"))
  }

  @Test func aLongDefinitionIsNotRepeated() throws {
    let report = try report(
      given: "a: [1, 2]\nb: [3, 1]",
      model: "h = a * b\nL = sum(h * a) + sum(sin(a) * cos(b) * h)", differentiate: "a")
    let steps = try part("gradient.a.derivation.steps", of: report)
    #expect(
      try #require(steps.part("1").value?.part("rule").value?.plainText)
        == "pullbacks of h and L (lemmas 2, 3, 4 and 7)")
    let other = try #require(try part("delta.h.derivation.steps.1.rule", of: report).plainText)
    #expect(other == "pullback of L (lemmas 2, 3 and 4)")
  }

  // MARK: Which notation

  struct Shown: Equatable {
    var matrix: Int
    var index: Int
  }

  @Test(arguments: [
    ("false", Shown(matrix: 0, index: 0)), ("matrix", Shown(matrix: 3, index: 0)),
    ("index", Shown(matrix: 0, index: 1)), ("both", Shown(matrix: 3, index: 1)),
  ])
  func whatIsDerived(_ derive: String, _ shown: Shown) throws {
    let report = try softmax(more: "derive: \(derive)")
    let totals = report.context.derivations.filter { $0.kind == .total }
    #expect(
      Shown(
        matrix: totals.count { $0.notation == .matrix },
        index: totals.count { $0.notation == .index }) == shown)
    let json = try JSONSerialization.jsonObject(with: Data(JSON.bytes(report)))
    let object = try #require(json as? [String: Any])
    let gradient = try #require((object["gradients"] as? [[String: Any]])?.first)
    let form = gradient["closed_form"] as? [String: Any]
    #expect((form?["index"] is String) == (shown.index > 0))
    #expect((form?["matrix"] is String) == (shown.matrix > 0))
    #expect((object["deltas"] as? [Any])?.count == (shown.matrix > 0 ? 2 : 0))
    // The numbers are there in any case.
    #expect((gradient["steps"] as? [Any])?.count == 3)
  }

  /// What has no matrix notation stands in index notation, and says why; a δ as well.
  @Test func withoutMatrixNotation() throws {
    let report = try report(
      given: "A: [[0.3, -0.6], [0.8, 0.2]]\na: [1, 2]",
      model: "b = a * a\nd[i] = A[i,i] * b[i]\nL = sum(d**2)", differentiate: "A, a")
    #expect(
      try part("gradient.A.closed_form.without_matrix", of: report).plainText
        == "d has no matrix notation")
    #expect(try part("gradient.A.derivation.notation", of: report).plainText == "index")
    #expect(try part("gradient.a.derivation.notation", of: report).plainText == "matrix")
    #expect(try part("gradient.a.closed_form", of: report).plainText == "2 δ_b * a")
    #expect(try part("delta.b.derivation.notation", of: report).plainText == "index")
    #expect(
      TextReport(report).text.contains("    entry by entry, since d has no matrix notation\n"))
  }

  /// Whoever evaluates a closed form finds every δ in it, also where the Jacobians are too large to be
  /// written out.
  @Test(arguments: ["memory_budget_mb: 256", "memory_budget_mb: 1"])
  func everyDeltaHasItsNumbers(_ budget: String) throws {
    let report = try report(
      given: "x: { random: [200] }\nW: { random: [200, 40], seed: 2 }\ny: { one_hot: 3, of: 40 }",
      model: "z = x @ W\nS = softmax(z)\nL = cross_entropy(y, S)", differentiate: "W", more: budget)
    #expect(
      (report.example.jacobian(of: "z", withRespectTo: "W")?.value == nil)
        == (budget.hasSuffix(" 1")))
    let steps = try part("gradient.W.steps", of: report)
    for (place, name) in ["S", "z"].enumerated() {
      let step = try #require(steps.part(String(place + 1)).value)
      #expect(step.part("with_respect_to").value?.plainText == name)
      let values = report.example.backward.first { $0.withRespectTo == name }?.values.values
      guard case .tensor(let tensor)? = step.part("values").value else {
        Issue.record("\(name) has no values")
        continue
      }
      let differences = zip(tensor.values, values ?? []).map { abs($0 - $1) }
      #expect(differences.count == 40 && differences.allSatisfy { $0 < 1e-12 })
    }
  }
}

extension Lookup {
  fileprivate var value: Value? { if case .found(let value) = self { value } else { nil } }
}
