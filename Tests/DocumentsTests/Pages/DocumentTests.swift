import Problems
import Testing

@testable import Documents

/// Whole documents of one prose, in HTML, Markdown and LaTeX.
@Suite struct DocumentTests {
  /// What a reader sees of the page's body.
  static func seen(_ prose: String, title: String = "A title") throws -> String {
    let body = try Documents(prose, of: sample(title: title)).body
    return try Markup(body).root.text.split(separator: "\n").map(String.init).joined(
      separator: "\n")
  }

  // MARK: Places

  /// `mathematica` begins with `math` and is a language all the same.
  @Test func onlyMathIsAFenceOfMathematics() throws {
    let listing = try Documents("```mathematica\nN[{{title}}]\n```\n", of: sample(title: "x_1"))
    #expect(try Markup(listing.body).root.all("pre").map(\.text) == ["N[x_1]\n"])
    #expect(listing.markdown.contains("N[x_1]"))
    #expect(listing.latexBody.contains("x\\_1"))
    #expect(!listing.latexBody.contains("\\fit"))
    let formula = try Documents("```math\ny = {{x.2}}\n```\n")
    #expect(try Markup(formula.body).root.all("math").count == 1)
    #expect(formula.latexBody.contains("\\fit"))
  }

  @Test func valuesStandInEveryConstruct() throws {
    let made = try Documents(
      """
      # On {{title}}

      - item {{x.2}}
      - **{{x.3}}**

        {{title}}

      > quoted {{x.1}}

      | {{title}} | n |
      |:--|--:|
      | {{z.1}} | a \\| {{z.2}} |

      [the {{title}}](b/{{title}}.html "{{title}}") ![alt {{title}}]({{x.2}}.png)

      A note[^n].

      [^n]: with {{L}}

      ```text
      z is {{z.1}}
      ```

      `{{x.2}}` and <b title="{{title}}">{{z.2}}</b>
      """, of: sample(title: "T & <b>"))
    let page = try Markup(made.body).root
    #expect(page.all("h1").map(\.text) == ["On T & <b>"])
    #expect(page.all("li").first?.text.contains("item 2") == true)
    #expect(page.all("strong").map(\.text) == ["3"])
    #expect(page.all("blockquote").first?.text.contains("quoted −1") == true)
    #expect(page.all("th").map(\.text) == ["T & <b>", "n"])
    #expect(page.all("td").map(\.text) == ["20", "a | 8"])
    #expect(page.all("a").first?.attributes["href"] == "b/T%20%26%20%3Cb%3E.html")
    #expect(page.all("a").first?.attributes["title"] == "T & <b>")
    #expect(page.all("a").first?.text == "the T & <b>")
    #expect(page.all("img").first?.attributes["src"] == "2.png")
    #expect(page.all("img").first?.attributes["alt"] == "alt T & <b>")
    #expect(page.all("pre").map(\.text) == ["z is 20\n"])
    #expect(page.all("code").map(\.text).contains("2"))
    #expect(page.all("b").map(\.text) == ["8"])
    #expect(page.all("b").first?.attributes["title"] == "T & <b>")
    #expect(page.all("section").first?.text.contains("with 28") == true)
    // Each number says which entry it shows.
    let entries = Set(page.all.compactMap { $0.attributes["data-entry"] })
    #expect(entries == ["x.1", "x.2", "x.3", "z.1", "z.2", "L"])

    #expect(made.markdown.contains("- item $2$\n- **$3$**\n\n  T \\& \\<b\\>\n"))
    #expect(made.markdown.contains("| $20$ | a \\| $8$ |"))
    #expect(
      made.markdown.contains("[the T \\& \\<b\\>](b/T%20%26%20%3Cb%3E.html \"T &amp; &lt;b&gt;\")"))
    #expect(made.markdown.contains("```text\nz is 20\n```"))
    #expect(made.markdown.contains("`2` and <b title=\"T &amp; &lt;b&gt;\">$8$</b>"))
    #expect(made.latex.contains("\\textbf{\\ensuremath{3}}"))
    #expect(made.latex.contains("T \\& \\textless{}b\\textgreater{}"))
    #expect(made.latex.contains("A note\\footnote{with \\ensuremath{28}}."))
    #expect(made.latex.contains("T \\& \\textless{}b\\textgreater{} & n \\\\"))
    #expect(made.latex.contains("\\ensuremath{20} & a \\textbar{} \\ensuremath{8} \\\\"))
  }

  /// A block writes its own tags: no paragraph stands around it.
  @Test(arguments: [
    ("{{title}}", ["p"]), ("{{L}}", ["div", "div", "math"]), ("{{(1 + 1)}}", ["p", "math"]),
    ("{{x}}", ["div", "div", "math"]),
    ("{{model}}", ["pre", "code"]), ("- {{model}}", ["ul", "li", "pre", "code"]),
    ("- {{title}}\n\n  {{title}}", ["ul", "li", "p", "p"]),
    ("> {{model}}", ["blockquote", "pre", "code"]),
    ("a[^1]\n\n[^1]: {{title}}", ["p", "sup", "a", "section", "ol", "li", "p", "a"]),
    ("so {{title}}", ["p"]), ("*{{title}}*", ["p", "em"]),
  ])
  func noParagraphStandsAroundABlock(prose: String, elements: [String]) throws {
    let page = try Markup(Documents(prose).body).root
    #expect(Array(page.all.map(\.name).prefix(elements.count)) == elements)
    #expect(page.all("p").count == elements.count { $0 == "p" })
  }

  /// A formula in a heading of LaTeX stands in its bookmark as letters.
  @Test func headingsOfLaTeX() throws {
    let latex = try Documents("# T\n\n## On $W_1 \\cdot {{x.2}}$\n").latexBody
    #expect(latex == "\\section{On \\texorpdfstring{$W_1 \\cdot 2$}{W\\_1}}")
  }

  /// Alone in its paragraph a tensor is displayed, in a line it is not.
  @Test func aBlockIsAParagraphOfItsOwn() throws {
    let made = try Documents("{{x}}\n\nso {{x}}\n\n- {{x}}\n\n| a |\n|---|\n| {{x}} |\n")
    let formulas = try Markup(made.body).root.all("math")
    #expect(formulas.map { $0.attributes["display"] } == ["block", nil, "block", nil])
    #expect(made.markdown.hasPrefix("$$\n"))
    #expect(made.markdown.contains("\n\nso $"))
    #expect(made.latexBody.hasPrefix("\\["))
  }

  @Test func identifiersOfHeadingsAreFromValuesAndUnique() throws {
    let made = try Documents(
      "# {{title}}\n\n## Step {{x.2}}\n\n## Step {{x.2}}\n\n## {{title}}\n\n## Contents\n\n## On $z_1 = {{z.1}}$\n\n## Equation 1\n\n$$x$$\n",
      of: sample(title: "A <b> & C"),
      shell: """
        {{#contents}}
        <a href="#{{id}}">{{heading}}</a>
        {{/contents}}
        <main>
        {{content}}
        </main>

        """)
    let page = try Markup(made.html).root
    let headings = page.all.filter { ["h1", "h2"].contains($0.name) }
    let ids = headings.compactMap { $0.attributes["id"] }
    #expect(
      ids == [
        "a-b--c", "step-2", "step-2-1", "a-b--c-1", "contents-1", "on-z_1-20", "equation-1-1",
      ])
    #expect(page.all.contains { $0.attributes["id"] == "equation-1" })
    #expect(Set(ids).count == headings.count)
    let links = Array(page.all("a").prefix(ids.count - 1))
    #expect(links.map { $0.attributes["href"] } == ids.dropFirst().map { "#" + $0 })
    #expect(links.map(\.text) == headings.dropFirst().map(\.text))
  }

  @Test func aDocumentWithoutPlaces() throws {
    let made = try Documents("Just *words*.\n")
    #expect(made.body == "<p>Just <em>words</em>.</p>")
    #expect(made.markdown == "Just *words*.\n")
    #expect(made.latexBody == "Just \\emph{words}.")
    #expect(try Documents("").body == "")
  }

  /// One skeleton for many values: nothing of one page reaches the next.
  @Test func pagesOfOneTemplateShareNothingButIt() throws {
    for number in 0..<5 {
      #expect(
        try Self.seen("# {{title}}\n\n{{title}}", title: "T\(number)") == "T\(number)\nT\(number)")
    }
  }

  // MARK: Formulas

  /// A value in an author's formula, in every format as it is read: minus signs never meet, and a
  /// power takes all of its base.
  @Test(arguments: [
    ("$a - {{x.1}}$", "a−(−1)", "a - \\left(-1\\right)"),
    ("$a + {{x.1}}$", "a+(−1)", "a + \\left(-1\\right)"),
    ("$a + {{x.2}}$", "a+2", "a + 2"),
    ("$-{{x.1}}$", "−(−1)", "-\\left(-1\\right)"),
    ("${{x.1}}^2$", "(−1)2", "{\\left(-1\\right)}^2"),
    ("${{x.2}}^2$", "22", "{2}^2"),
    ("$a^{{x.1}}$", "a−1", "a^{-1}"),
    ("$2 \\cdot {{x.1}}$", "2⋅(−1)", "2 \\cdot \\left(-1\\right)"),
    ("$a {{x.1}}$", "a(−1)", "a \\left(-1\\right)"),
    ("$a = {{x.1}}$", "a=−1", "a = -1"),
    ("$\\frac{ {{x.1}} }{2}$", "−12", "\\frac{ -1 }{2}"),
    ("$\\sqrt{ {{x.2}} }$", "2", "\\sqrt{ 2 }"),
    ("$\\text{so {{title}}}$", "so A title", "\\text{so A title}"),
    ("$\\alpha{{x.2}}$", "α2", "\\alpha{2}"),
    // A command takes one digit as its argument where there are no braces.
    ("$\\sqrt{{x.1}}$", "−1", "\\sqrt{-1}"),
    ("$\\frac{{{x.1}}}{{{x.2}}}$", "−12", "\\frac{-1}{2}"),
    ("$\\text{{{title}}}$", "A title", "\\text{A title}"),
    ("$\\mathbf{{x.1}}$", "−1", "\\mathbf{-1}"),
    // Braces show nothing: the brackets are needed all the same.
    ("${ {{x.1}} }^2$", "(−1)2", "{ {\\left(-1\\right)} }^2"),
    // Values side by side are neither one number nor a difference, text beside them or not.
    ("${{x.2}}{{x.2}}$", "2(2)", "2\\left(2\\right)"),
    ("${{x.1}}{{x.2}}$", "(−1)(2)", "\\left(-1\\right)\\left(2\\right)"),
    ("$\\text{a}{{x.1}}$", "a−1", "\\text{a}-1"),
  ])
  func valuesInFormulas(prose: String, seen: String, tex: String) throws {
    let made = try Documents(prose)
    let text = try Markup(made.body).root.text.replacing("\u{A0}", with: " ")
      .filter { !"\u{2061}\u{2062}\u{2009}".contains($0) }
    #expect(text == seen)
    func plain(_ tex: String) -> String {
      tex.replacing("\\left", with: "").replacing("\\right", with: "")
    }
    #expect(plain(made.markdown) == "$\(plain(tex))$")
    #expect(plain(made.latexBody) == "$\(plain(tex))$")
  }

  /// Markdown that is read again says what the page says: no dollar, full stop or bar of a value
  /// joins what the author wrote beside it.
  @Test(arguments: [
    "{{x.2}}{{x.3}} {{x.2}}$a$ $a${{x.2}} \\${{x.2}}$ {{x.2}}5",
    "{{x.entries}}. b", "> {{title}}) b",
    "| a | b |\n|--|--|\n| `{{title}}` | `c` |", "`{{title}}`, b | c",
  ])
  func markdownKeepsValuesApart(prose: String) throws {
    for title in ["1", "a | b"] {
      let report = try sample(title: title)
      let made = try Documents(prose, of: report)
      let again = try Documents(made.markdown, of: report)
      #expect(try Markup(again.body).root.text == Markup(made.body).root.text, "\(made.markdown)")
    }
  }

  @Test func addressesInRawHTMLAreEncodedInMarkdown() throws {
    let made = try Documents(
      "<a href=\"{{title}}\" title=\"{{title}}\">b</a>", of: sample(title: "javascript:a"))
    #expect(made.markdown == "<a href=\"javascript%3Aa\" title=\"javascript:a\">b</a>")
  }

  @Test func linesInAFenceStayLinesInLaTeX() throws {
    let latex = try Documents("```\n{{W.plain}}\n```").latexBody
    #expect(latex.split(separator: "\n").filter { $0.contains("\\mbox{}") }.count > 1)
  }

  /// What an author's macro repeats is the value each time, and nothing else.
  @Test(arguments: [
    ("$\\def\\a{ {{x.2}} }\\a + \\a + 7$", "2+2+7"),
    ("$\\def\\a#1{#1 + {{x.2}}}\\a{ {{x.3}} }$", "3+2"),
    ("$\\def\\a{1.5}\\a + {{x.2}}$", "1.5+2"),
  ])
  func macrosOfAuthors(prose: String, seen: String) throws {
    #expect(try Self.seen(prose).filter { $0 != " " } == seen)
  }

  /// KaTeX is asked once for formulas that differ in nothing but their values.
  @Test func theSpokenFormSaysTheValue() throws {
    let page = try Markup(Documents("$a = {{x.1}}$").body).root
    let spoken = try #require(page.all("math").first?.attributes["alttext"])
    #expect(spoken.contains("1"))
    #expect(!spoken.unicodeScalars.contains { $0.value >= 0xF0000 })
  }

  // MARK: Claims and own LaTeX

  @Test func falseClaimsAreToldWithTheirNumbers() throws {
    let made = try Documents(
      "{{?(argmax(z) == 1)}}{{?(x[2] == 2)}}a\n\n{{?(x[3] < x[2])}}b\n", own: "<<?(L == 3)>>")
    #expect(made.falseClaims.map(\.shown) == ["3 < 2", "28 == 3"])
    #expect(
      made.falseClaims.map(\.problem.location) == ["Templates/t.md:3:5: ", "Templates/t.tex:1:5: "])
    #expect(made.markdown == "a\n\nb\n")
  }

  @Test func anAuthorsLaTeXWins() throws {
    let made = try Documents(
      "prose", of: sample(title: "50 % & more"),
      own: "\\section{<<title>>}\n$a - <<x.1>>$ \\[<<x>>\\] \\url{a/<<title>>}\n<<x.2>>\n")
    #expect(!made.latex.contains("prose"))
    #expect(made.latex.contains("\\section{50 \\% \\& more}"))
    #expect(made.latex.contains("\\url{a/50\\%20\\%25\\%20\\%26\\%20more}"))
    #expect(made.latex.contains("-1 & 2 & 3"))
  }
}
