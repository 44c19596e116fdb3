import Foundation
import Testing

@testable import Documents

/// The cases of `math-spec.txt`: Markdown, a line with a point, HTML. In them an inline formula is
/// typeset as `⟨TeX⟩`, a display one as `⟪TeX⟫`; `␍` stands for a carriage return.
///
/// With `GRADUS_RECORD=1` in the environment the file is written anew, and the test fails.
@Suite struct MathSpecTests {
  private static let file = URL(filePath: #filePath).deletingLastPathComponent()
    .appending(path: "math-spec.txt")

  struct Case {
    var title: String
    var markdown: String
    var html: String

    var text: String {
      "\(title)\n\n```````` example\n\(markdown)\n.\n\(html)````````\n"
    }
  }

  private static func cases() throws -> [Case] {
    let fence = "````````"
    return try String(contentsOf: file, encoding: .utf8)
      .components(separatedBy: "\n\(fence)\n")
      .compactMap { text in
        let halves = text.components(separatedBy: "\n\n\(fence) example\n")
        guard halves.count == 2 else { return nil }
        let sides = halves[1].components(separatedBy: "\n.")
        let html = sides.dropFirst().joined(separator: "\n.").dropFirst()
        return Case(
          title: halves[0].trimmingCharacters(in: .newlines), markdown: sides[0],
          html: html.isEmpty ? "" : html + "\n")
      }
  }

  private static func render(_ markdown: String) throws -> String {
    let source = markdown.replacing("␍", with: "\r")
    return try renderMarkdown(source, addsNothing: true) {
      $0.isDisplay ? "⟪\($0.tex)⟫" : "⟨\($0.tex)⟩"
    }.html
  }

  @Test func everyCaseHolds() throws {
    let cases = try Self.cases()
    #expect(cases.count > 40)
    if ProcessInfo.processInfo.environment["GRADUS_RECORD"] == "1" {
      let recorded = try cases.map {
        Case(title: $0.title, markdown: $0.markdown, html: try Self.render($0.markdown)).text
      }
      try recorded.joined(separator: "\n").write(to: Self.file, atomically: true, encoding: .utf8)
      Issue.record("math-spec.txt was written anew: look at what changed, then test again")
      return
    }
    for example in cases {
      #expect(try Self.render(example.markdown) == example.html, "\(example.title)")
    }
  }
}
