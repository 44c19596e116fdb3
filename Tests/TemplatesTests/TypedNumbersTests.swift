import Templates
import Testing

/// What counts as a number that an author typed by hand.
@Suite struct TypedNumbersTests {
  @Test(arguments: [
    ("a 12 and 0.25, and 3.", ["12", "0.25", "3"]),
    ("$2 \\cdot x$ and $-1/S$", ["2", "1"]),
    ("{{S.3}} {{(1 - S[3])}} {{?(argmax(z) == 4)}}", []),
    ("x1, h2o, é3, $x^2$, $S_{3}$, &#39;, \\2", []),
    ("1. one\n2) two\n10 apples", ["10"]),
    ("<img width=\"{{w}}\" height=\"30\"> 4", ["4"]), ("the rate is < 0.5", ["0.5"]),
    ("{{x}} 3. A", ["3"]),
    ("<span data-x=\"7\">8</span>", ["8"]),
    ("{{#a}}5{{^b}}6{{/b}}{{/a}}{{> p}}", ["5", "6", "9"]),
  ])
  func numbersInText(source: String, expected: [String]) throws {
    let template = try Template(
      TemplateFile(path: "Templates/a.md", text: source),
      partials: ["p": TemplateFile(path: "Templates/p.md", text: "nine: 9")])
    #expect(template.typedNumbers.map(\.text) == expected)
  }

  @Test func theyKnowTheirPlaces() throws {
    let template = try Template(TemplateFile(path: "Templates/a.md", text: "é\nno {{x}} 17\n"))
    let number = try #require(template.typedNumbers.first)
    #expect((number.file, number.line, number.column) == ("Templates/a.md", 2, 10))
  }
}
