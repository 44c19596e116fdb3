import Formulas
import Reports
import Templates
import WorkedExamples

@testable import Documents

/// An example's documents, as text.
struct Documents {
  let html: String
  let markdown: String
  let latex: String
  let falseClaims: [FalseClaim]

  /// The documents of a prose, in shells that hold little else.
  /// - Parameter own: an author's LaTeX document.
  init(
    _ prose: String, of report: ExampleReport? = nil, partials: [String: String] = [:],
    shell: String = "<main>\n{{content}}\n</main>\n", own: String? = nil
  ) throws {
    func template(_ name: String, _ text: String) throws -> Template {
      try Template(
        TemplateFile(path: "Templates/\(name)", text: text),
        partials: Dictionary(
          uniqueKeysWithValues: partials.map {
            ("partials/\($0)", TemplateFile(path: "Templates/partials/\($0).md", text: $1))
          }))
    }
    let made = try Self.maker.documents(
      of: try report ?? sample(),
      PageTemplates(
        prose: try template("t.md", prose), htmlShell: try template("page.html", shell),
        latexShell: try template("page.tex", "\\begin{document}\n<<content>>\n\\end{document}\n"),
        latex: try own.map { try template("t.tex", $0) }))
    html = String(decoding: made.html, as: UTF8.self)
    markdown = String(decoding: made.markdown, as: UTF8.self)
    latex = String(decoding: made.latex, as: UTF8.self)
    falseClaims = made.falseClaims
  }

  /// One for all tests: what it remembers of one must not reach another.
  private static let maker = DocumentMaker(typesetter: typesetter)

  /// What stands between the shell's tags, without line ends at its ends.
  var body: String { html.between("<main>", "</main>") }
  var latexBody: String { latex.between("\\begin{document}", "\\end{document}") }
}

/// x = (-1, 2, 3), W = [[1, 2], [3, -4], [5, 6]], so z = x W = (20, 8) and L = 28.
func sample(
  title: String = "A title", summary: String = "A summary."
) throws -> ExampleReport {
  let text = """
    title: A title
    given: { x: [-1, 2, 3], W: [[1, 2], [3, -4], [5, 6]] }
    model: |
      z = x @ W
      L = sum(z)
    differentiate: { L: W }
    """
  var example = try work(
    readExample(ExampleSource(name: "test", path: "Examples/test.yaml", text: text)),
    plans: DerivationPlans { PlainText.text(Formula($0)) })
  example.title = title
  example.summary = summary
  return ExampleReport(example)
}

extension String {
  func between(_ opening: String, _ closing: String) -> String {
    guard let start = firstRange(of: opening)?.upperBound,
      let end = ranges(of: closing).last?.lowerBound, start <= end
    else { return "" }
    return self[start..<end].trimmingPrefix("\n").description
      .reversed().drop { $0 == "\n" }.reversed().map(String.init).joined()
  }
}

/// Texts that mean something in one of the formats, or break what is not careful.
enum Hostile {
  static let texts = [
    "<script>alert(1)</script>", "\"><img src=x onerror=alert(1)>", "' onmouseover='alert(1)",
    "</title></main><b>x", "<!-- x", "--><b>", "]]><b>", "&lt;b&gt; &#60; &amp", "\\<b>", "<b",
    "<?php ?>", "<![CDATA[ x ]]>", "\u{600}<b \u{600}>", "\"\u{301} onmouseover=alert(1) x=\"",
    "[a](javascript:alert(1))", "![a](http://example.org/x.png)", "<http://example.org>",
    "*a* _b_ **c** ~~d~~ `e`", "# a", "- a", "+ a", "1. a", "1) a", "> a", "| a | b |", "```",
    "~~~", "---", "===", "[^1]", "[a]: b", "a\\", "$x$", "$$x$$", "- [ ] a", "`` a ` b ``", "`",
    "|---|", ":--", "!", "![", "](", "\\input{/etc/passwd}", "\\end{document}", "^^5cinput{x}",
    "}\\input{x}", "100 % & #1 ~ ^ _ {}", "--- ---- --", "''quoted'' ``quoted``", "?` !` ,, << >>",
    "http://example.org", "ftp://a.b", "www.example.org",
    "a@example.org", "mailto:a@b.c", ":smile:", "{{x}} {{{x}}} <<x>> {{(1 + 1)}}", "a\u{A0}b",
    "å ñ ß", "it's 5$ or $6",
  ]
}
