/// A Markdown text as HTML, with what a page needs to know about it.
struct RenderedMarkdown: Hashable, Sendable {
  var html: String
  /// In the order of the text; none where nothing is added.
  var headings: [Heading]
  /// How many display formulas carry a number.
  var numberedEquations: Int

  struct Heading: Hashable, Sendable {
    /// From 1 to 6.
    var level: Int
    /// What of the text an identifier is made from.
    var wordsForID: String
    /// What stands between the heading's tags: may hold markup and MathML.
    var html: String
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
