import Foundation
import Problems
import Testing

@testable import WorkedExamples

/// Bad input, each with the exact message an author sees.
@Suite struct ProblemTests {
  /// An example around the parts under test.
  static func example(
    given: String = "x: [1, 2]", model: String = "L = sum(x)", rest: String = "",
    differentiate: String = "{ L: x }"
  ) -> String {
    let lines = model.split(separator: "\n", omittingEmptySubsequences: false)
    return """
      title: Test
      given:
        \(given.replacing("\n", with: "\n  "))
      model: |
        \(lines.joined(separator: "\n  "))
      differentiate: \(differentiate)
      \(rest)
      """
  }

  /// All problems of a text, one message each, with their places.
  /// - Parameter files: the files of the project, by path.
  static func messages(_ text: String, path: String = "e.yaml", files: [String: String] = [:])
    -> [String]
  {
    do {
      let source = ExampleSource(name: "e", path: path, text: text)
      let example = try readExample(source) { path throws(Problem) in
        guard let text = files[path] else { return try noFile(path) }
        return text
      }
      _ = try work(example, plans: DerivationPlans { _ in "" })
      return []
    } catch {
      return error.all.map { problem in
        problem.location + problem.message + (problem.suggestion.map { " | " + $0 } ?? "")
      }
    }
  }

  struct Case: Sendable, CustomTestStringConvertible {
    let name: String
    let text: String
    let messages: [String]
    var testDescription: String { name }

    init(_ name: String, _ text: String, _ messages: String...) {
      (self.name, self.text, self.messages) = (name, text, messages)
    }
  }

  @Test(
    arguments: yaml + givens + numbers + names + facts + models + limits + requests + indexNotation
      + places + values)
  func says(_ sample: Case) {
    #expect(Self.messages(sample.text) == sample.messages)
  }

  @Test func aGoodExampleHasNoProblems() {
    #expect(Self.messages(Self.example()) == [])
  }

  @Test func byteOrderMarkAndCarriageReturnsAreFine() {
    #expect(Self.messages("\u{FEFF}" + Self.example().replacing("\n", with: "\r\n")) == [])
  }

  @Test func everyProblemIsReported() {
    let text = Self.example(given: "x: [1, a]\nW: [[1], [1, 2]]", model: "y = foo(x)\nz = bar(y)")
    #expect(Self.messages(text).count == 4)
  }
}
