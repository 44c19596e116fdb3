import Calculus
import IndexNotation
import Tensors
import Testing

@testable import WorkedExamples

/// ∂L/∂w and dL/dw where a loss uses a quantity directly and through a step (ridge regression).
@Suite struct DerivativeKindTests {
  /// r = (0, -3), so L = 9 + 0.5 (1 + 4).
  static func ridge() throws -> WorkedExample {
    try LemmaTests.worked(
      "X: [[1, 2], [3, 4]]\ny: [5, 14]\nw: [1, 2]\nlam: 0.5",
      "r = X @ w - y\nL = sum(r**2) + lam * sum(w**2)", "w", more: "derive: both")
  }

  @Test func theTwoHaveTheirOwnDerivations() throws {
    let worked = try Self.ridge()
    let local = try #require(worked.derivation(.local, of: "L", withRespectTo: "w"))
    let total = try #require(worked.derivation(.total, of: "L", withRespectTo: "w"))
    #expect(local.result.tensors == ["lam", "w"])
    #expect(total.result.tensors.isSuperset(of: ["X", "lam", "w"]))
    #expect(worked.derivation(.total, of: "r", withRespectTo: "w") == nil)
  }

  /// By hand: ∂L/∂w = 2 lam w = (1, 2), and dL/dw = 2 X^T r + 2 lam w = (-18, -24) + (1, 2).
  @Test func theTwoHaveTheirOwnNumbers() throws {
    let explainer = try Explainer(Self.ridge())
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

  @Test(arguments: [
    ("dL/dW", "d L W"), ("∂S/∂z", "∂ S z"), ("dd/dd", "d d d"), ("dloss/ddelta", "d loss delta"),
    ("S", nil), ("d/d", nil), ("dL/∂W", nil), ("dL/dW/dx", nil), ("L/W", nil), ("", nil),
  ])
  func names(text: String, parts: String?) {
    let name = DerivativeName(text)
    #expect(name.map { "\($0.kind.sign) \($0.of) \($0.withRespectTo)" } == parts)
    #expect(name == nil || name?.text == text)
  }
}
