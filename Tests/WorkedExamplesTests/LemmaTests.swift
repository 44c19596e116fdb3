import Calculus
import IndexNotation
import Tensors
import Testing

@testable import WorkedExamples

/// Each local derivation once, whatever the names and the sizes.
@Suite struct LemmaTests {
  static func worked(
    _ given: String, _ model: String, _ targets: String, more: String = ""
  ) throws -> WorkedExample {
    let text = ProblemTests.example(
      given: given, model: model, rest: more, differentiate: "{ L: [\(targets)] }")
    return try work(
      readExample(ExampleSource(name: "e", path: "e.yaml", text: text)),
      plans: DerivationPlans { _ in "" })
  }

  static func uses(_ worked: WorkedExample) -> [String] {
    worked.lemmas.filter { $0.pullback == nil }.map { lemma in
      lemma.uses.map { "\($0.of)/\($0.withRespectTo)" }.sorted().joined(separator: " ")
    }.sorted()
  }

  static let layers = """
    z1 = x @ W1
    h1 = tanh(z1)
    z2 = h1 @ W2
    h2 = tanh(z2)
    z3 = h2 @ W3
    h3 = tanh(z3)
    L = sum((h3 - y)**2)
    """

  @Test(arguments: [[3, 3, 3, 3], [2, 4, 3, 5]])
  func threeLayersShareTheirLemmas(_ sizes: [Int]) throws {
    let worked = try Self.worked(
      """
      x: { random: [\(sizes[0])] }
      W1: { random: [\(sizes[0]), \(sizes[1])] }
      W2: { random: [\(sizes[1]), \(sizes[2])] }
      W3: { random: [\(sizes[2]), \(sizes[3])] }
      y: { random: [\(sizes[3])] }
      """, Self.layers, "W1, W2, W3")
    #expect(
      Self.uses(worked) == ["L/h3", "h1/z1 h2/z2 h3/z3", "z1/W1 z2/W2 z3/W3", "z2/h1 z3/h2"])
    #expect(worked.lemmas.map(\.number) == Array(1...worked.lemmas.count))
    #expect(worked.lemma(of: "h1", withRespectTo: "z1")?.uses.count == 3)
    #expect(worked.lemma(of: "h1", withRespectTo: "x") == nil)
    #expect(
      worked.lemmas.allSatisfy { $0.derivation.steps.allSatisfy { $0.checked > 0 } })
  }

  /// A lemma read with the names of any of its uses gives that use's numbers, which come from the
  /// catalogue's Jacobians.
  @Test func aLemmaGivesTheNumbersOfEachUse() throws {
    let worked = try Self.worked(
      """
      x: { random: [3] }
      W1: { random: [3, 3], seed: 2 }
      W2: { random: [3, 3], seed: 3 }
      W3: { random: [3, 3], seed: 4 }
      y: { random: [3], seed: 5 }
      """, Self.layers, "W1, W2, W3")
    let values = Dictionary(uniqueKeysWithValues: worked.quantities.map { ($0.name, $0.value) })
    var compared = 0
    for lemma in worked.lemmas {
      for use in lemma.uses {
        let names = zip(lemma.uses[0].tensors, use.tensors).map { ($0, $1) }
        let renamed = Dictionary(uniqueKeysWithValues: names)
        let body = lemma.derivation.result.replacing {
          .element(Element(renamed[$0.tensor] ?? "", $0.subscripts))
        }
        let derivation = lemma.derivation
        let entries = tensor(
          of: Definition(derivation.of.indices + derivation.withRespectTo.indices, body),
          on: values)
        let jacobian = try #require(
          worked.jacobian(of: use.of, withRespectTo: use.withRespectTo)?.value)
        #expect(
          entries.reshaped(to: jacobian.shape).largestDifference(from: jacobian) < 1e-12,
          "\(use.of) by \(use.withRespectTo)")
        compared += 1
      }
    }
    #expect(compared == 9)
  }

  @Test func nothingElseIsTakenForTheSame() throws {
    let mixed = try Self.worked(
      "x: { random: [3] }\nW1: { random: [3, 3] }\nW2: { random: [3, 3] }",
      "z1 = x @ W1\nh1 = tanh(z1)\nz2 = h1 @ W2\nh2 = sigmoid(z2)\nL = sum(h2)", "W1, W2")
    #expect(Self.uses(mixed) == ["L/h2", "h1/z1", "h2/z2", "z1/W1 z2/W2", "z2/h1"])
    // W @ x and x @ W have other Jacobians.
    let transposed = try Self.worked(
      "x: { random: [3] }\nW1: { random: [3, 3] }\nW2: { random: [3, 3] }",
      "a = x @ W1\nb = W2 @ a\nL = sum(b)", "W1, W2")
    #expect(Self.uses(transposed) == ["L/b", "a/W1", "b/W2", "b/a"])
    // A mean's factor depends on the size.
    let means = try Self.worked(
      "x: { random: [3] }\ny: { random: [4] }", "p = mean(x)\nq = mean(y)\nL = p * q", "x, y")
    #expect(Self.uses(means).contains("p/x"))
    #expect(Self.uses(means).contains("q/y"))
  }

  @Test func ridgeAndSoftmax() throws {
    let ridge = try Self.worked(
      "X: [[1, 2], [3, 4]]\ny: [5, 14]\nw: [1, 2]\nlam: 0.5",
      "r = X @ w - y\nL = sum(r**2) + lam * sum(w**2)", "w")
    #expect(Self.uses(ridge) == ["L/r", "L/w", "r/w"])
    let softmax = try Self.worked(
      "x: [0.1, 0.5]\nW: { random: [2, 3] }\ny: { one_hot: 3, of: 3 }",
      "z = x @ W\nS = softmax(z)\nL = cross_entropy(y, S)", "W")
    #expect(Self.uses(softmax) == ["L/S", "S/z", "z/W"])
    // The lines that recognise a quantity are titled with its name.
    let twice = try Self.worked(
      "z: [0.1, 0.5]\ny: { one_hot: 2, of: 2 }",
      "S = softmax(z)\nV = softmax(S)\nL = cross_entropy(y, V)", "z")
    #expect(Self.uses(twice) == ["L/V", "S/z V/S"])
  }
}
