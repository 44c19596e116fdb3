import Dispatch
import Synchronization
import Tensors
import Testing

@testable import Documents

@Suite struct CommonMarkTests {
  /// Stands for KaTeX: shows what came in.
  private static func show(_ formula: MathFormula) -> String {
    "<math>\(formula.tex.count)</math>"
  }

  // MARK: Without math

  @Test(arguments: [
    "", "\n", "a", "# a\n\nb *c* **d** ~~e~~ `f`", "- a\n- b\n\n  c\n1. d", "> a\nb\n> - c",
    "| a | b |\n|:-|-:|\n| c | d |", "- [ ] a\n- [x] b", "www.a.org http://b.org c@d.org",
    "a[^1] b[^1]\n\n[^1]: c\n    d", "<b>a</b>\n\n<script>\nx\n</script>\n\n<!-- y -->",
    "[a]: /b 'c'\n\n[a] ![d](e \"f\")", "\u{FEFF}# a\r\nb\rc", "a\u{0}b", "***\n---\n___\n\ta",
    "&amp; &copy; \\* \\\\", "it costs 5$ or $6", "at $$ most", "a $\n\nb $ c",
  ])
  func textWithoutMathGivesWhatCmarkGives(markdown: String) throws {
    try expectSame(markdown)
  }

  @Test func randomTextWithoutMathGivesWhatCmarkGives() throws {
    var random = SeededGenerator(seed: 2)
    for _ in 0..<800 {
      try expectSame(Self.text(of: Self.tokens + [" $ ", "\n$ "], length: 60, &random))
    }
  }

  private func expectSame(_ markdown: String) throws {
    let rendered = try renderMarkdown(markdown, addsNothing: true, typeset: Self.show)
    #expect(rendered.html == renderCommonMark(markdown), "\(markdown.debugDescription)")
  }

  private static let tokens = [
    "a", "b c", " ", "  ", "    ", "\n", "\n\n", "\r\n", "\t", "*", "**", "_", "~~", "`", "```",
    "```\n", "# ", "## ", "- ", "* ", "1. ", "> ", "[", "]", "](u)", "![", "[a]: /b\n", "[^1]",
    "[^1]: ", "| a | b |\n|---|---|\n", "|", "---", "===", "<b>", "</b>", "<div>\n", "<!--", "-->",
    "&amp;", "&", "\\", "\\\\", "www.a.org", "http://b.c", "d@e.f", "é", "∂", "😀", "[ ] ", "[x] ",
  ]

  private static func text(
    of tokens: [String], length: Int, _ random: inout SeededGenerator
  ) -> String {
    (0..<Int.random(in: 0...length, using: &random))
      .map { _ in tokens.randomElement(using: &random) ?? "" }.joined()
  }

  // MARK: Any text at all

  @Test func anyTextIsRead() throws {
    var random = SeededGenerator(seed: 3)
    let math = [
      "$", "$$", "\n$$\n", "$$\n", "\\$", "$x$", "$$y$$", "```math\n", "> $$\n", "- $$\n",
    ]
    for _ in 0..<800 {
      let markdown = Self.text(of: Self.tokens + math + math, length: 80, &random)
      let lines = markdown.split(omittingEmptySubsequences: false) { "\n\r\r\n".contains($0) }.count
      _ = try renderMarkdown(markdown) { formula in
        #expect(
          1...(lines + 1) ~= formula.line && formula.column >= 1, "\(markdown.debugDescription)")
        return Self.show(formula)
      }
    }
  }

  // MARK: Threads

  /// cmark-gfm's tables of special characters are global: parsers that ran at once would take
  /// dollars, tildes and colons for text, or the other way round.
  @Test func manyThreadsGiveWhatOneGives() throws {
    var random = SeededGenerator(seed: 4)
    let texts = (0..<400).map { _ in
      "~~a~~ $b$ http://c.d\n\n"
        + Self.text(of: Self.tokens + ["$x$", "$$y$$"], length: 60, &random)
    }
    let expected = try texts.map { try renderMarkdown($0, typeset: Self.show) }
    let different = Mutex<[String]>([])
    DispatchQueue.concurrentPerform(iterations: 16) { thread in
      for index in texts.indices {
        let index = (index + 25 * thread) % texts.count
        let rendered = try? renderMarkdown(texts[index], typeset: Self.show)
        if rendered != expected[index] { different.withLock { $0.append(texts[index]) } }
        if renderCommonMark("a $b$ ~~c~~") != "<p>a $b$ <del>c</del></p>\n" {
          different.withLock { $0.append("plain") }
        }
      }
    }
    #expect(different.withLock { $0 } == [])
  }

  // MARK: Where formulas stand

  @Test func formulasKnowWhereTheyStand() throws {
    let markdown = """
      a $b$ é $b$ $c
      d$ `e
      f` $g$

      [h]: /i
      [j]: /k
      $l$
      $m$

      > - text
      >   $$
      >   n
      >   $$
      >   and $o$

      ```math
      p
      ```

      | $q$ | $r \\| s$ |
      |-----|------------|
      | t   | $u$ $v$    |

      $w$
      and $x$
      =======

      y[^1] # $z$

      $$B$$ $B$
      and $C$
      | $D$ |
      |-----|
      | $E$ |

      [^1]: so $A$
      """
    var found: [String] = []
    _ = try renderMarkdown(markdown) { formula in
      found.append("\(formula.tex) \(formula.line):\(formula.column)")
      return ""
    }
    #expect(
      found == [
        "b 1:3", "b 1:9", "c\nd 1:13", "g 3:4", "l 7:1", "m 8:1", "n 11:5", "o 14:9", "p 17:1",
        "q 20:3", "r | s 20:9", "u 22:9", "v 22:13", "w 24:1", "x 25:5", "z 28:9", "B 30:1",
        "B 30:7",
        "C 31:5", "D 32:3", "E 34:3", "A 36:10",
      ])
  }

  @Test func anErrorOfTheTypesetterComesThrough() {
    let error = FormulaError(message: "no")
    #expect(throws: error) { try renderMarkdown("a $x$ $$y$$") { _ in throw error } }
  }

  // MARK: What is added

  @Test func headingsGetIdentifiers() throws {
    let rendered = try renderMarkdown(
      "# A *b* & `c`\n\n## On $S_i$\n\n- # A b & c\n\n$$x$$\n\n#"
    ) { "<math>\($0.tex)</math>" }
    #expect(rendered.headings.map(\.wordsForID) == ["A b & c", "On S_i", "A b & c", ""])
    #expect(rendered.headings.map(\.level) == [1, 2, 1, 1])
    #expect(rendered.headings[0].html == "A <em>b</em> &amp; <code>c</code>")
    #expect(
      rendered.html.hasPrefix(
        """
        <h1 id="\(Token.text(.anchor, 0))">A <em>b</em> &amp; <code>c</code></h1>
        <h2 id="\(Token.text(.anchor, 1))">On <math>S_i</math></h2>
        <ul>
        <li>
        <h1 id="\(Token.text(.anchor, 2))">A b &amp; c</h1>
        </li>
        </ul>

        """))
  }

  @Test func tablesScrollInABoxOfTheirOwn() throws {
    let table = "| a |\n|---|\n| b |"
    let html = try renderMarkdown("x\n\n\(table)\n\ny", typeset: Self.show).html
    #expect(
      html == """
        <p>x</p>
        <div class="scroll" role="region" tabindex="0" aria-label="Table">
        \(renderCommonMark(table))</div>
        <p>y</p>

        """)
  }

  @Test func equationsAreNumbered() throws {
    let markdown =
      "$$a$$\n\n$$b \\notag$$\n\nso $$c$$ and\n\n$$d \\tag{A<}$$\n\n$$\\begin{bmatrix}1\\end{bmatrix}$$"
    let rendered = try renderMarkdown(markdown) { "<math>\($0.tex)</math>" }
    #expect(rendered.numberedEquations == 3)
    #expect(
      rendered.html == """
        <div class="equation" id="equation-1"><div class="scroll"><math>a</math></div>\
        <a class="equation-number" href="#equation-1" aria-label="Equation 1">(1)</a></div>
        <div class="equation"><div class="scroll"><math>b</math></div></div>
        <p>so <span class="equation" id="equation-2"><span class="scroll"><math>c</math></span>\
        <a class="equation-number" href="#equation-2" aria-label="Equation 2">(2)</a></span> and</p>
        <div class="equation"><div class="scroll"><math>d</math></div>\
        <span class="equation-number">(A&lt;)</span></div>
        <div class="equation" id="equation-3"><div class="scroll" tabindex="0">\
        <math>\\begin{bmatrix}1\\end{bmatrix}</math></div>\
        <a class="equation-number" href="#equation-3" aria-label="Equation 3">(3)</a></div>

        """)
  }
}
