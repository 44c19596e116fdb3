import Formulas
import Foundation
import Reports
import Testing
import WorkedExamples

@testable import Documents

/// Names of rows and columns, comments of equations and facts, on the pages as they are shipped.
@Suite struct NamedGivenTests {
  static let partials = ["givens", "forward"]

  /// The shipped sections for what is given and computed.
  static func prose() throws -> String {
    let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent().appending(path: "Templates/partials")
    return try partials.map {
      try String(contentsOf: folder.appending(path: "\($0).md"), encoding: .utf8)
    }.joined(separator: "\n\n")
  }

  static func report(row: String = "r", column: String = "c", comment: String = "note") throws
    -> ExampleReport
  {
    let text = """
      title: A title
      given:
        X: { value: [[2, 1], [1, 3]], rows: [r, s], columns: [c, d], positive_definite: true }
        w: { value: [1, 2], rows: [c, d] }
        y: { value: [1, 0], columns: [c, d], zero_or_one: true, distribution: true }
      model: |
        z = X @ w  # note
        L = sum(z * y)
      differentiate: { L: w }
      """
    var example = try work(
      readExample(ExampleSource(name: "test", path: "Examples/test.yaml", text: text)),
      plans: DerivationPlans { PlainText.text(Formula($0)) })
    for place in example.quantities.indices {
      func renamed(_ names: [String]) -> [String] {
        names.map { $0 == "r" ? row : $0 == "c" ? column : $0 }
      }
      let names = example.quantities[place].names
      example.quantities[place].names = AxisNames(
        rows: renamed(names.rows), columns: renamed(names.columns))
      if !example.quantities[place].comment.isEmpty {
        example.quantities[place].comment = comment
      }
    }
    return ExampleReport(example)
  }

  @Test func standBesideTheNumbers() throws {
    let made = try Documents(Self.prose(), of: Self.report())
    for line in [
      "| $X$, below | 2 × 2 | *positive definite* |",
      "| $y$, below | 2 | *a distribution*, *zeros and ones* |",
      "| $X$ | c | d |", "| r | $2$ | $1$ |", "| s | $1$ | $3$ |", "| $w$ |  |", "| c | $1$ |",
      "| $y$ | c | d |", "|  | $1$ | $0$ |", "*note*",
    ] {
      #expect(made.markdown.split(separator: "\n").contains { $0 == line }, "\(line)")
    }
    let page = try Markup(made.html).root
    #expect(page.all("th").map(\.text).contains("d"))
    #expect(made.html.contains("data-entry=\"X.2.1\""))
    #expect(page.all("em").map(\.text).contains("note"))
    #expect(made.latexBody.contains("\\emph{note}"))
  }

  @Test(arguments: Hostile.texts) func areTextWhateverStandsInThem(text: String) throws {
    let prose = try Self.prose()
    let made = try Documents(prose, of: Self.report(row: text, column: text, comment: text))
    let plain = try Documents(
      prose, of: Self.report(row: "plain", column: "plain", comment: "plain"))
    let (page, pattern) = (try Markup(made.html).root, try Markup(plain.html).root)
    #expect(page.structure == pattern.structure)
    for name in ["th", "td", "em"] {
      #expect(
        page.all(name).map(\.text)
          == pattern.all(name).map { $0.text == "plain" ? text : $0.text }, "<\(name)>")
    }
    #expect(made.latexBody.contains("\\emph{\(LaTeXText.escaped(text))}"))
    #expect(made.latexBody.contains(LaTeXText.escaped(text) + " &"))
    if text == "a@example.org" || text == "mailto:a@b.c" { return }
    let read = try Markup(renderCommonMark(made.markdown.replacing(/(?m)^\$.*$/, with: ""))).root
    let expected = try Markup(renderCommonMark(plain.markdown.replacing(/(?m)^\$.*$/, with: "")))
      .root
    #expect(read.structure == expected.structure)
  }

  @Test func areInTheDataAndInPlainText() throws {
    let report = try Self.report(row: "<b> \u{1B}[31m", column: "a \"b\"", comment: "x\\y\u{1B}")
    let json = try JSONSerialization.jsonObject(with: Data(JSON.bytes(report)))
    let quantities = try #require((json as? [String: Any])?["quantities"] as? [[String: Any]])
    #expect(quantities[0]["row_names"] as? [String] == ["<b> \u{1B}[31m", "s"])
    #expect(quantities[0]["column_names"] as? [String] == ["a \"b\"", "d"])
    #expect(quantities[0]["facts"] as? [String] == ["positive_definite"])
    #expect(quantities[2]["facts"] as? [String] == ["distribution", "zero_or_one"])
    let z = try #require(quantities.first { $0["name"] as? String == "z" })
    #expect(z["comment"] as? String == "x\\y\u{1B}")
    #expect(z["row_names"] as? [String] == [])
    let text = TextReport(report).text
    #expect(!text.contains("\u{1B}"))
    #expect(text.contains("  # x\\y\n  z = X @ w = [4 7]\n"))
    #expect(text.contains("a \"b\"  d\n"))
  }

  /// Of long axes both ends are shown.
  @Test func longOnesAreCut() throws {
    let rows = (1...30).map { "r\($0)" }.joined(separator: ", ")
    let numbers = (1...30).map { "[\($0), 0]" }.joined(separator: ", ")
    let text = """
      title: A title
      given:
        X: { value: [\(numbers)], rows: [\(rows)] }
      model: "L = sum(X)"
      differentiate: { L: X }
      """
    let example = try work(
      readExample(ExampleSource(name: "test", path: "Examples/test.yaml", text: text)),
      plans: DerivationPlans { PlainText.text(Formula($0)) })
    let made = try Documents(Self.prose(), of: ExampleReport(example))
    let names = made.markdown.split(separator: "\n").filter {
      $0.hasPrefix("| r") || $0.hasPrefix("| …")
    }
    .compactMap { $0.split(separator: " ").dropFirst().first }
    #expect(names == ["r1", "r2", "r3", "…", "r28", "r29", "r30"])
    #expect(made.html.contains("data-entry=\"X.30.1\""))
  }
}
