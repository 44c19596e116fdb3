import Calculus
import IndexNotation
import Problems
import Tensors
import Testing

@testable import WorkedExamples

/// Each line that is a pullback names the lemmas that prove it.
@Suite struct QuotedPullbackTests {
  /// What each gradient's first line quotes: "z: softmax", "W: @ by b".
  static func quoted(_ worked: WorkedExample) -> [String] {
    worked.backward.map { step in
      let lemmas = step.lemmas.map { number in
        let pullback = worked.lemmas.first { $0.number == number }?.pullback
        return (pullback?.function ?? "none") + (pullback?.argument.map { " by \($0)" } ?? "")
      }
      return "\(step.withRespectTo): \(lemmas.joined(separator: ", "))"
    }
  }

  static let softmax = """
    x: [0.1, 0.5]
    W: { random: [2, 3] }
    y: { one_hot: 3, of: 3 }
    """
  static let classifier = "z = x @ W\nS = softmax(z)\nL = cross_entropy(y, S)"

  @Test func theClassifier() throws {
    let worked = try LemmaTests.worked(Self.softmax, Self.classifier, "W")
    #expect(Self.quoted(worked) == ["S: cross_entropy by S", "z: softmax", "W: @ by b"])
    // Local derivatives and pullbacks in turn, as the page goes back.
    #expect(worked.backward.map(\.lemmas) == [[2], [4], [6]])
    #expect(worked.lemmas.map(\.number) == [1, 2, 3, 4, 5, 6])
    for lemma in worked.lemmas where lemma.pullback != nil {
      #expect(lemma.derivation.kind == .lemma)
      #expect(lemma.derivation.steps.allSatisfy { $0.checked > 0 })
    }
  }

  @Test(arguments: [[3, 3, 3, 3], [2, 4, 3, 5]])
  func layersShareTheirLemmas(_ sizes: [Int]) throws {
    let worked = try LemmaTests.worked(
      """
      x: { random: [\(sizes[0])] }
      W1: { random: [\(sizes[0]), \(sizes[1])] }
      W2: { random: [\(sizes[1]), \(sizes[2])] }
      W3: { random: [\(sizes[2]), \(sizes[3])] }
      y: { random: [\(sizes[3])] }
      """, LemmaTests.layers, "W1, W2, W3")
    let pullbacks = worked.lemmas.compactMap(\.pullback)
    #expect(
      pullbacks.map { $0.function + ($0.argument ?? "") }.sorted()
        == ["**", "@a", "@b", "sum", "tanh"])
  }

  /// Sums, differences and multiples hand on what they get: there is nothing to quote.
  @Test func plainPullbacksAreNotQuoted() throws {
    let worked = try LemmaTests.worked(
      "X: [[1, 2], [3, 4]]\ny: [5, 14]\nw: [1, 2]",
      "p = X @ w\nr = 2 * p - y\nL = sum(r**2) / 2", "w")
    #expect(
      Self.quoted(worked).filter { !$0.hasSuffix(": ") } == ["r: sum, **", "w: @ by b"])
  }

  /// Two definitions that mention a quantity: the pullbacks of both.
  @Test func severalWays() throws {
    let worked = try LemmaTests.worked(
      "x: [0.1, 0.5]", "h = tanh(x)\ng = exp(x)\nL = sum(h * g)", "x")
    #expect(
      Set(Self.quoted(worked)) == ["h: sum, * by a", "g: sum, * by b", "x: tanh, exp"])
  }

  /// Models that are the same in index notation, but not in their calls, do not share what is
  /// compared.
  @Test func oneBuildOfModelsThatAreTheSameInIndexNotation() throws {
    let plans = DerivationPlans { _ in "" }
    for model in ["p = 2 * x\nL = sum(p ** 2)", "p = x * 2\nL = sum(p ** 2)"] {
      let text = ProblemTests.example(
        given: "x: [0.1, 0.5]", model: model, differentiate: "{ L: [x] }")
      let worked = try work(
        readExample(ExampleSource(name: "e", path: "e.yaml", text: text)), plans: plans)
      #expect(worked.backward.contains { !$0.lemmas.isEmpty })
    }
  }

  @Test(arguments: ["derive: false", "derive: index"])
  func nothingWhereNothingIsDerivedBackward(_ option: String) throws {
    let worked = try LemmaTests.worked(Self.softmax, Self.classifier, "W", more: option)
    #expect(worked.lemmas.allSatisfy { $0.pullback == nil })
    #expect(worked.backward.allSatisfy { $0.lemmas.isEmpty })
  }

  /// With nothing quoted, local derivatives are numbered as the page goes back, too.
  @Test func localDerivativesAreNumberedFromTheLossBack() throws {
    let worked = try LemmaTests.worked(Self.softmax, Self.classifier, "W", more: "derive: index")
    #expect(worked.lemmas.map { $0.uses[0].of } == ["L", "S", "z"])
    #expect(worked.lemmas.map(\.number) == [1, 2, 3])
  }

  /// A lemma that is 0.1 % off is caught on the example's numbers.
  @Test(arguments: [Rational.one, Rational(1001, 1000)])
  func plantedErrorIsCaught(_ factor: Rational) throws {
    let text = ProblemTests.example(
      given: Self.softmax, model: Self.classifier, differentiate: "{ L: [W] }")
    let worker = try Worker(
      example: readExample(ExampleSource(name: "e", path: "e.yaml", text: text)))
    let ways = [("S", ["L"]), ("z", ["S"]), ("W", ["z"])].map {
      QuotedPullbacks.Way(of: "L", withRespectTo: $0.0, through: $0.1)
    }
    let quoted = try QuotedPullbacks(worker.model, ways, DerivationPlans { _ in "" })
    #expect(quoted.comparisons.count == 3)
    for comparison in quoted.comparisons {
      var lemma = comparison.lemma
      let last = lemma.steps.count - 1
      lemma.steps[last].after = .times([.number(factor), lemma.steps[last].after])
      let planted = QuotedPullbacks.Comparison(
        loss: "L", use: comparison.use, lemma: lemma, entries: comparison.entries)
      var message = ""
      do throws(Problem) {
        try worker.compare(planted)
      } catch {
        message = error.message
      }
      #expect(message.contains("the lemma of") == (factor != .one), "\(message)")
    }
  }
}
