/// A Markdown text as HTML, with what a page needs to know about it.
struct RenderedMarkdown: Hashable, Sendable {
  var html: String
  /// In the order of the text; none where they get no identifiers.
  var headings: [Heading]
  /// How many display formulas carry a number.
  var numberedEquations: Int

  struct Heading: Hashable, Sendable {
    /// From 1 to 6.
    var level: Int
    /// Without markup; a formula stands as its TeX.
    var text: String
    /// What of the text an identifier is made from.
    var wordsForID: String
    /// What stands between the heading's tags: may hold markup and MathML.
    var html: String
    /// Unique on the page.
    var id: String
  }
}

/// A formula as it stands in a Markdown text.
struct MathFormula: Hashable, Sendable {
  /// Between the delimiters, without white space at the ends, untouched otherwise.
  var tex: String
  /// Set apart on a line of its own, rather than within a line of text.
  var isDisplay: Bool
  /// Where its opening delimiter stands, counted from 1.
  var line: Int
  /// In characters, counted from 1.
  var column: Int

  init(tex: String, isDisplay: Bool, line: Int = 1, column: Int = 1) {
    self.tex = tex
    self.isDisplay = isDisplay
    self.line = line
    self.column = column
  }
}

/// What is added to the HTML that cmark-gfm writes.
struct MarkdownOptions: Hashable, Sendable {
  /// Gives each heading an `id` that a table of contents can link to.
  var identifiesHeadings = true
  /// Puts each table into a box of its own that scrolls and aligns its cells as HTML5 wants it; code
  /// scrolls by keyboard, too.
  var scrollsWideBlocks = true
  /// What a screen reader calls the box of a table.
  var tableLabel = "Table"
  /// Numbers display formulas from 1; `\notag` and `\nonumber` leave one out, `\tag{A}` names it.
  var numbersEquations = true
  /// Puts a token for each heading's identifier, which depends on values that come later.
  var leavesIDsOpen = false
  /// Identifiers that the page around the text uses: no heading gets one of them.
  var reservedIDs: Set<String> = []

  init() {}

  /// Nothing is added: a text without math gives byte for byte what cmark-gfm gives.
  static var plain: MarkdownOptions {
    var options = MarkdownOptions()
    options.identifiesHeadings = false
    options.scrollsWideBlocks = false
    options.numbersEquations = false
    return options
  }
}
