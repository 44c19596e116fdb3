import Problems
import Testing

/// What an author wrote cannot drive the terminal that a problem is printed on.
@Suite struct ControlsTests {
  @Test func aProblemHasNoControlCharacters() {
    let problem = Problem(
      file: "Examples/a\u{1B}c.yaml", line: 1, column: 3, message: "there is no '\u{9B}31m'",
      suggestion: "did you mean '\u{7}'?", excerpt: "x\u{1B}[2J\u{8}")
    let text = "\(problem)"
    #expect(
      text == """
        Examples/a\u{FFFD}c.yaml:1:3: error: there is no '\u{FFFD}31m'
          x\u{FFFD}[2J\u{FFFD}
            ^
        help: did you mean '\u{FFFD}'?
        """)
  }

  @Test(arguments: ["", "a\nb", "\u{A0}é∂😀"]) func otherTextsStay(text: String) {
    #expect(text.withoutControls == text)
  }
}
