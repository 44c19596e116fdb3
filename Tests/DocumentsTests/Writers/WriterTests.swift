import Formulas
import Reports
import Tensors
import Testing

@testable import Documents

/// Each kind of value in each context, in each format.
@Suite struct WriterTests {
  static func write(_ writer: some ValueWriter, _ value: Value, _ context: Context) -> String {
    var output: [UInt8] = []
    writer.append(value, context, to: &output)
    return String(decoding: output, as: UTF8.self)
  }

  /// What the three formats have, by hand.
  struct Row: CustomTestStringConvertible, Sendable {
    let value: Value
    let context: Context
    let html: String
    let markdown: String
    let latex: String
    var testDescription: String { "\(value.plainText ?? "nothing") as \(context)" }

    init(_ value: Value, _ context: Context, _ html: String, _ markdown: String, _ latex: String) {
      (self.value, self.context) = (value, context)
      (self.html, self.markdown, self.latex) = (html, markdown, latex)
    }
  }

  static let text = Value.text("a<b & \"c\" $d_e")
  static let listing = Value.listing("a < b\n  c\n\n", language: "python")
  static let rows: [Row] = [
    Row(
      text, .text, "a&lt;b &amp; &quot;c&quot; $d_e", "a\\<b \\& \"c\" \\$d\\_e",
      "a\\textless{}b \\& \\textquotedbl{}c\\textquotedbl{} \\$d\\_e"),
    Row(
      text, .block, "<p>a&lt;b &amp; &quot;c&quot; $d_e</p>", "a\\<b \\& \"c\" \\$d\\_e",
      "a\\textless{}b \\& \\textquotedbl{}c\\textquotedbl{} \\$d\\_e"),
    Row(
      text, .plain, "a&lt;b &amp; &quot;c&quot; $d_e", "a&lt;b &amp; &quot;c&quot; $d_e",
      "a\\textless{}b \\& \\textquotedbl{}c\\textquotedbl{} \\$d\\_e"),
    Row(
      text, .code, "a&lt;b &amp; &quot;c&quot; $d_e", "a<b & \"c\" $d_e",
      "a\\textless{}b \\& \\textquotedbl{}c\\textquotedbl{} \\$d\\_e"),
    Row(
      text, .address, "a%3Cb%20%26%20%22c%22%20%24d_e", "a%3Cb%20%26%20%22c%22%20%24d_e",
      "a\\%3Cb\\%20\\%26\\%20\\%22c\\%22\\%20\\%24d_e"),
    Row(.code("x @ W"), .text, "<code>x @ W</code>", "`x @ W`", "\\texttt{x @ W}"),
    Row(
      .code("a `b`"), .text, "<code>a `b`</code>", "`` a `b` ``",
      "\\texttt{a \\textasciigrave{}b\\textasciigrave{}}"),
    Row(.code("x_1"), .block, "<p><code>x_1</code></p>", "`x_1`", "\\texttt{x\\_1}"),
    Row(.code("x_1"), .code, "x_1", "x_1", "x\\_1"),
    Row(.code("x_1"), .plain, "x_1", "x_1", "x\\_1"),
    Row(.code("a/b c"), .address, "a%2Fb%20c", "a%2Fb%20c", "a\\%2Fb\\%20c"),
    Row(
      listing, .block,
      "<pre tabindex=\"0\"><code class=\"language-python\">a &lt; b\n  c\n</code></pre>",
      "```python\na < b\n  c\n```",
      "{\\parskip=0pt\\ttfamily\\obeylines\n\\mbox{}a~\\textless{}~b\n\\mbox{}~~c\n}"),
    Row(.count(78_400), .text, "78\u{202F}400", "78\u{202F}400", "78\\,400"),
    Row(.count(400), .text, "400", "400", "400"),
    Row(
      .count(1_234_567), .block, "<p>1\u{202F}234\u{202F}567</p>", "1\u{202F}234\u{202F}567",
      "1\\,234\\,567"),
    Row(.count(78_400), .code, "78400", "78400", "78400"),
    Row(.count(78_400), .address, "78400", "78400", "78400"),
    Row(number(-0.5), .plain, "-0.5", "-0.5", "-0.5"),
    Row(number(-0.5), .code, "-0.5", "-0.5", "-0.5"),
    Row(.name("y_hat"), .plain, "y_hat", "y_hat", "y\\_hat"),
    Row(.flag(true), .text, "", "", ""),
    Row(.missing(because: "x"), .text, "", "", ""),
    Row(.list([.count(1)]), .text, "", "", ""),
    Row(.text(""), .text, "", "", ""),
    Row(.text("a\nb\u{7}\u{1B}[31m"), .text, "a b[31m", "a b\\[31m", "a b{[}31m"),
  ]

  static func number(_ value: Double) -> Value {
    .number(NumberView(value, format: NumberFormat(digits: 4)))
  }

  @Test(arguments: rows) func writes(row: Row) {
    #expect(Self.write(HTMLWriter(), row.value, row.context) == row.html)
    #expect(Self.write(MarkdownWriter(), row.value, row.context) == row.markdown)
    #expect(Self.write(LaTeXWriter(), row.value, row.context) == row.latex)
  }

  // MARK: Mathematics

  /// A number where it stands alone, and beside what binds it, as it is read.
  @Test(arguments: [
    (Binding.loose, "−0.5", "-0.5", "-0.5"),
    (.term, "(−0.5)", "\\left(-0.5\\right)", "\\left(-0.5\\right)"),
    (.factor, "(−0.5)", "\\left(-0.5\\right)", "\\left(-0.5\\right)"),
    (.base, "(−0.5)", "{\\left(-0.5\\right)}", "{\\left(-0.5\\right)}"),
    (.script, "−0.5", "{-0.5}", "{-0.5}"),
  ])
  func aNegativeNumberInAFormula(binding: Binding, html: String, markdown: String, latex: String)
    throws
  {
    let context = Context.formula(binding)
    let mathML = Self.write(HTMLWriter(), Self.number(-0.5), context)
    #expect(try Markup(mathML).root.text == html)
    #expect(
      Self.write(MarkdownWriter(), Self.number(-0.5), context).withPlainBrackets
        == markdown.withPlainBrackets)
    #expect(
      Self.write(LaTeXWriter(), Self.number(-0.5), context).withPlainBrackets
        == latex.withPlainBrackets)
    // A number that is not negative never needs them.
    let plain = Self.write(HTMLWriter(), Self.number(0.5), context)
    #expect(try Markup(plain).root.text == "0.5")
  }

  /// A tensor, a formula and a record that is one are mathematics: a formula of their own in text,
  /// a displayed one in a block.
  @Test func mathematicsIsTypeset() throws {
    let tensor = Value.tensor(
      TensorView(Tensor(vector: [1, -2.5]), name: "v", format: NumberFormat(digits: 3)))
    for value in [tensor, .formula(.word("softmax")), .name("theta")] {
      let inline = try Markup(Self.write(HTMLWriter(), value, .text)).root
      #expect(inline.all.first?.name == "math")
      #expect(inline.all("math").first?.attributes["display"] == nil)
      #expect(inline.all("math").first?.attributes["alttext"]?.isEmpty == false)
      let whole = try Markup(
        Self.write(HTMLWriter(), value, .wholeFormula(isDisplay: true))
      ).root
      #expect(whole.all("math").first?.attributes["display"] == "block")
      #expect(Self.write(MarkdownWriter(), value, .text).hasPrefix("$"))
      #expect(Self.write(LaTeXWriter(), value, .text).hasPrefix("\\ensuremath{"))
      // Within an author's formula it is a part of that.
      let part = try Markup(Self.write(HTMLWriter(), value, .formula(.loose))).root
      #expect(part.all("math").isEmpty)
      #expect(!Self.write(MarkdownWriter(), value, .formula(.loose)).contains("$"))
    }
    let block = try Markup(Self.write(HTMLWriter(), tensor, .block)).root
    #expect(block.all.prefix(3).map(\.name) == ["div", "div", "math"])
    #expect(Self.write(MarkdownWriter(), tensor, .block).hasPrefix("$$\n"))
    #expect(Self.write(LaTeXWriter(), tensor, .block).hasPrefix("\\["))
    let entries = block.all("math")[0].all.compactMap { $0.attributes["data-entry"] }
    #expect(entries == ["v.1", "v.2"])
  }

  /// In a list or a quotation the lines of a block stand behind what its first line stands behind.
  @Test(arguments: [("- ", "  "), ("> ", "> "), ("   ", "   "), ("> - ", ">   "), ("1. ", "   ")])
  func linesOfABlockKeepTheirIndentation(start: String, next: String) {
    var output = Array("text\n\(start)".utf8)
    MarkdownWriter().append(Self.listing, .block, to: &output)
    #expect(
      String(decoding: output, as: UTF8.self)
        == "text\n\(start)```python\n\(next)a < b\n\(next)  c\n\(next)```")
  }

  /// A fence is longer than any run of its marks in the text.
  @Test(arguments: ["```", "a ```` b", "`", "~~~"])
  func aListingCannotEndItsFence(line: String) throws {
    let markdown = Self.write(MarkdownWriter(), .listing(line, language: "text"), .block)
    let page = try Markup(renderCommonMark(markdown)).root
    #expect(page.all.map(\.name) == ["pre", "code"])
    #expect(page.all("pre").map(\.text) == [line + "\n"])
  }

  @Test(arguments: [0, 7, 999, 1000, 12_345, 1_000_000])
  func countsAreGroupedByThousands(count: Int) {
    let text = grouped(count, by: " ")
    #expect(text.filter { $0 != " " } == String(count))
    let groups = text.split { $0 == " " }.map(\.count)
    #expect(groups.dropFirst().allSatisfy { $0 == 3 })
    #expect(1...3 ~= groups[0])
  }
}

extension String {
  fileprivate var withPlainBrackets: String {
    replacing("\\left", with: "").replacing("\\right", with: "")
  }
}
