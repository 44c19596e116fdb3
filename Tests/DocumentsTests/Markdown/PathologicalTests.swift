import TestSupport
import Testing

@testable import Documents

/// Texts made to take a parser long: were one of them read in quadratic time, it would take minutes.
@Suite struct PathologicalTests {
  struct Text: CustomTestStringConvertible, Sendable {
    var testDescription: String
    var markdown: String

    init(_ part: String, times: Int, before: String = "", after: String = "") {
      testDescription = (before + part + after).debugDescription + " times \(times)"
      markdown = before + String(repeating: part, count: times) + after
    }
  }

  @Test(
    arguments: [
      Text("$", times: 100_000), Text("$ ", times: 100_000), Text("$a ", times: 100_000),
      Text("$$a ", times: 50_000, after: "$"), Text("a$ ", times: 100_000),
      Text("a$$ ", times: 99_999), Text("$\\$", times: 100_000),
      Text("\\", times: 200_000, before: "$"), Text("$a$ ", times: 20_000),
      Text("$a$\n", times: 20_000), Text("*$a$ ", times: 20_000), Text("[$a$](", times: 10_000),
      Text("# $a$\n", times: 5_000), Text("$$\n", times: 50_000), Text("$$\n\n", times: 50_001),
      Text("a\n\n", times: 200_000, before: "$$\n"), Text("> $$\n\n", times: 20_000),
      Text("- $$\n", times: 20_000), Text("> ", times: 1_000, after: "$$\na\n$$"),
      Text(" - $$\n", times: 1_000), Text("$a\\|$|", times: 5_000, before: "|-|\n"),
      Text("plain words in lines\n", times: 50_000),
    ])
  func takesLinearTime(text: Text) throws {
    let time = try processorTime {
      _ = try renderMarkdown(text.markdown) { "<math>\($0.tex.count)</math>" }
    }
    #expect(time < .seconds(60))
  }

  /// Each list is deeper than the one before, and its block closes in none of them.
  @Test func listsOfAnyDepthAreRead() throws {
    let markdown = (0..<300).map { String(repeating: " ", count: 2 * $0) + "- $$\n" }.joined()
    let time = try processorTime { _ = try renderMarkdown(markdown) { _ in "" } }
    #expect(time < .seconds(60))
  }
}
