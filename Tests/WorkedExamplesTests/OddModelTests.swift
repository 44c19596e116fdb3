import Formulas
import Testing

@testable import WorkedExamples

/// Models at which deriving once stopped, crashed or was wrong: ties, losses with axes of length 1,
/// powers whose exponents have axes, sums of the same sum. They were found by random models.
@Suite struct OddModelTests {
  @Test(arguments: [
    // Of the entries at a tie nothing is known to within rounding, nor of what is made of them.
    ("h: [[0.5]]\ng: 0.5", "X = softmax(maximum(h, h) ** g)", "X: [h, g]"),
    ("e: [0.8]", "d = sum(softmax(e / maximum(e, e)))", "d: [e]"),
    ("x: [[0.0]]\nF: 1.0", "z = softmax(x ** F)", "z: [x]"),
    // A loss with three axes has no matrix notation.
    ("E: [[[1.0]]]", "theta = E.T", "theta: [E]"),
    ("E: [[[1.0]]]\nb: [2.0]", "a = E.T * 2\ntheta = a * b + b", "theta: [E, b, a]"),
    ("E: [[1.0]]\nb: [2.0]", "a = E.T * 2\ntheta = a * b + b", "theta: [E, b, a]"),
    // An exponent loses its axis together with its base.
    (
      "Y: [1.0, 1.0]\nG: [[0.0, 0.5]]", "F = Y * Y\nW = sigmoid(G) ** G @ F ** 2.5\nQ = W - 1.5",
      "Q: [Y, G, F]"
    ),
    // Two terms became the same one.
    ("y: [1.0, -2.0]", "beta = sum((abs(y) - y) ** 2)", "beta: [y]"),
    // Sums over three axes within one another.
    ("X: [[[1.0]], [[-2.0]]]", "s = sum(X / mean(X - mean(X * X)))", "s: [X]"),
  ])
  func areWorkedInBothNotations(given: String, model: String, differentiate: String) {
    let text = ProblemTests.example(
      given: given, model: model, differentiate: "{ \(differentiate) }\nderive: both")
    do {
      let worked = try work(
        readExample(ExampleSource(name: "odd", path: "odd.yaml", text: text)),
        plans: DerivationPlans { PlainText.text(Formula($0)) })
      #expect(!worked.derivations.isEmpty)
      let failed = worked.checks.filter { !$0.passed }
      #expect(failed.isEmpty)
    } catch {
      Issue.record("\(error.all.map(\.description).joined(separator: "\n"))\n\(text)")
    }
  }

  /// Matrices of one entry, names used twice, determinants of either sign and of 0.
  @Test(arguments: [
    ("W1: [[2.0]]\nb: [3.0]", "L = det(W1) * trace(inv(W1)) + sum(solve(W1, b))", "L: [W1, b]"),
    ("X: [[1, 2], [3, 1]]", "L = trace(inv(X) @ X.T @ X)", "L: [X]"),
    ("X: [[1, 2], [3, 1]]", "L = logdet(X) + log(det(X)**2)", "L: [X]"),
    ("X: [[1, 2], [2, 4]]", "L = det(X) + trace(X @ X)", "L: [X]"),
    ("X: [[1, 2], [3, 1]]", "R = inv(X)\nS = R @ R.T\nL = logdet(S) * sum(R)", "L: [X, R, S]"),
    ("X: [[1, 2], [3, 1]]\nb: [1, 2]", "L = sum(solve(X, b) ** 2) / sum(X)", "L: [X, b]"),
    ("c: 2.0\nX: [[1, 2], [3, 1]]", "L = det(c * X) + trace(inv(c * X))", "L: [c, X]"),
    ("x: [1, 2]\nX: [[1, 2], [3, 1]]", "L = sum(diag(x) @ X) + sum(diag(X.T @ X))", "L: [x, X]"),
  ])
  func matricesKnownByWhatTheySatisfy(given: String, model: String, differentiate: String) {
    for derive in ["matrix", "both"] {
      let text = ProblemTests.example(
        given: given, model: model, differentiate: "{ \(differentiate) }\nderive: \(derive)")
      do {
        let worked = try work(
          readExample(ExampleSource(name: "odd", path: "odd.yaml", text: text)),
          plans: DerivationPlans { PlainText.text(Formula($0)) })
        let failed = worked.checks.filter { !$0.passed }
        #expect(failed.isEmpty)
      } catch {
        Issue.record("\(error.all.map(\.description).joined(separator: "\n"))\n\(text)")
      }
    }
  }

  /// What cannot be derived entry by entry says so, and is derived in matrix notation.
  @Test func askedForEntriesThatNoFormulaGives() throws {
    let text = ProblemTests.example(
      given: "X: [[1, 2], [3, 1]]\na: [1, 2]", model: "R = inv(X)\nL = a @ R @ a",
      differentiate: "{ L: [X, R] }\nderive: index")
    let worked = try work(
      readExample(ExampleSource(name: "odd", path: "odd.yaml", text: text)),
      plans: DerivationPlans { PlainText.text(Formula($0)) })
    let byName = Dictionary(uniqueKeysWithValues: worked.gradients.map { ($0.withRespectTo, $0) })
    let (whole, entries) = (try #require(byName["X"]), try #require(byName["R"]))
    #expect(whole.withoutEntries == "no formula gives the entries of R = inv(X)")
    #expect(whole.closedForm?.entry == nil)
    #expect(whole.closedForm?.matrix != nil)
    #expect(entries.withoutEntries == nil)
    #expect(entries.closedForm?.entry != nil)
    let explainer = Explainer(worked)
    let entry = try #require(EntryReference("R[1,2]"))
    let explanation = try explainer.explain(entry)
    #expect(explanation.formula == nil)
    #expect(explanation.whole == "inv(X)")
  }

  /// Rows in which one class lies between two cut points: hardly any random values suit.
  @Test func oneHotRowsStayWhereTheyAreNearTheExample() throws {
    let text = ProblemTests.example(
      given: """
        t: [-1.1, 0.3, 1.7]
        A: { one_hot: [2, 3, 3, 2, 3], of: 3 }
        B: { one_hot: [1, 2, 2, 1, 2], of: 3 }
        """, model: "F = sigmoid(A @ t)\nG = sigmoid(B @ t)\nL = -sum(log(F - G))",
      differentiate: "{ L: [t] }")
    let worked = try work(
      readExample(ExampleSource(name: "odd", path: "odd.yaml", text: text)),
      plans: DerivationPlans { PlainText.text(Formula($0)) })
    #expect(worked.gradients[0].closedForm != nil)
  }
}
