import Formulas
import Foundation
import Testing

@testable import WorkedExamples

/// What the model language says, against NumPy and SciPy: `Cases/language.py` has the models and what
/// each function means, `language.json` the numbers that it printed.
@Suite struct LanguageTests {
  struct Case: Decodable, Sendable, CustomTestStringConvertible {
    struct Given: Decodable, Sendable {
      let shape: [Int]
      let values: [Double]
    }
    let model: String
    let given: [String: Given]
    let loss: Double
    let gradients: [String: [Double]]

    var testDescription: String { model }

    var yaml: String {
      let givens = given.sorted { $0.key < $1.key }.map { name, given in
        "  \(name): \(Self.nested(given.shape[...], given.values[...]))"
      }
      let lines = model.split(separator: "\n").map { "  \($0)" }
      let targets = gradients.keys.sorted().joined(separator: ", ")
      return """
        title: Test
        given:
        \(givens.joined(separator: "\n"))
        model: |
        \(lines.joined(separator: "\n"))
        differentiate: { L: [\(targets)] }
        """
    }

    private static func nested(_ shape: ArraySlice<Int>, _ values: ArraySlice<Double>) -> String {
      guard let length = shape.first else { return "\(values.first ?? 0)" }
      let size = values.count / length
      let parts = (0..<length).map { place in
        let start = values.startIndex + place * size
        return nested(shape.dropFirst(), values[start..<start + size])
      }
      return "[\(parts.joined(separator: ", "))]"
    }
  }

  static let cases: [Case] = {
    let file = URL(filePath: #filePath).deletingLastPathComponent()
      .appending(path: "Cases/language.json")
    do {
      return try JSONDecoder().decode([Case].self, from: Data(contentsOf: file))
    } catch {
      preconditionFailure("\(file.path): \(error)")
    }
  }()

  static func worked(_ text: String) throws -> WorkedExample {
    try work(
      readExample(ExampleSource(name: "case", path: "case.yaml", text: text)),
      plans: DerivationPlans { PlainText.text(Formula($0)) })
  }

  @Test func thereAreCases() { #expect(Self.cases.count > 50) }

  @Test(arguments: cases)
  func meansWhatNumPySays(_ example: Case) throws {
    let worked = try Self.worked(example.yaml)
    let loss = try #require(worked.quantities.first { $0.name == "L" }).value.values[0]
    #expect(abs(loss - example.loss) <= 1e-10 * max(1, abs(loss)))
    for (name, expected) in example.gradients {
      let gradient = try #require(worked.gradients.first { $0.withRespectTo == name })
      let largest = expected.reduce(1) { max($0, abs($1)) }
      for (found, expected) in zip(gradient.shortcut.values, expected) {
        #expect(abs(found - expected) <= 1e-6 * largest, "by \(name)")
      }
      // It has a closed form, in matrix notation or entry by entry, that gives the same numbers.
      let form = try #require(gradient.closedForm, "by \(name)")
      #expect(form.values.largestDifference(from: gradient.shortcut) <= 1e-8 * largest)
    }
  }
}
