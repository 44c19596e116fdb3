/// Markdown as HTML: CommonMark with tables, strikethrough, autolinks, task lists, footnotes, math.
///
/// Raw HTML is passed on: the text is the author's. Formulas are replaced by what `typeset` gives
/// for them; a display formula that is no part of a sentence becomes a block of its own.
///
/// - Parameters:
///   - source: The text; any string will do.
///   - addsNothing: No identifiers, numbers and boxes: a text without math gives byte for byte what
///     cmark-gfm gives.
///   - typeset: Gives a formula's MathML. Called in the order of the page, footnotes last.
///   - visit: Sees the tree before anything in it is changed.
/// - Throws: What `typeset` throws.
/// - Complexity: Linear in the length of the text.
func renderMarkdown(
  _ source: String, addsNothing: Bool = false, typeset: (MathFormula) throws -> String,
  visiting visit: (MarkdownNode) -> Void = { _ in }
) throws -> RenderedMarkdown {
  let tree = MarkdownTree(source)
  return try withExtendedLifetime(tree) {
    visit(tree.root)
    var renderer = MarkdownRenderer(tree.root, source)
    return try renderer.render(addsNothing: addsNothing, typeset)
  }
}

/// Markdown as HTML as cmark-gfm alone gives it, with the same extensions, but no math.
///
/// What `renderMarkdown` is compared with: byte for byte in tests, in time by the benchmark.
public func renderCommonMark(_ source: String) -> String {
  let tree = MarkdownTree(source, withMath: false)
  return withExtendedLifetime(tree) { tree.root.html }
}

/// Puts MathML, identifiers and boxes into a tree, and leaves all other HTML to cmark-gfm.
private struct MarkdownRenderer {
  private let root: MarkdownNode
  private var formulas: [(node: MarkdownNode, formula: MathFormula)] = []
  private var headings: [(node: MarkdownNode, level: Int)] = []
  private var tables: [MarkdownNode] = []
  private var codeBlocks: [MarkdownNode] = []
  private var numberedEquations = 0

  /// Collects what will be changed, since nothing may change on the walk.
  init(_ root: MarkdownNode, _ source: String) {
    self.root = root
    var (formulas, headings, tables) = (self.formulas, self.headings, self.tables)
    var codeBlocks = self.codeBlocks
    var columns = SourceColumns(source)
    root.walk { node in
      switch node.kind {
      case .math: formulas.append((node, Self.formula(node, &columns)))
      case .codeBlock:
        if let formula = Self.fencedFormula(node) {
          formulas.append((node, formula))
        } else {
          codeBlocks.append(node)
        }
      case .heading(let level): headings.append((node, level))
      case .table: tables.append(node)
      case .paragraph, .code, .text, .lineEnd, .image, .link, .html, .cell, .footnoteMark,
        .footnote,
        .other:
        break
      }
    }
    (self.formulas, self.headings, self.tables) = (formulas, headings, tables)
    self.codeBlocks = codeBlocks
  }

  private static func formula(
    _ node: MarkdownNode, _ columns: inout SourceColumns
  ) -> MathFormula {
    let (source, line) = (trimmed(node.literal), node.line)
    return MathFormula(
      tex: texWithin(source), isDisplay: source.hasPrefix("$$"), line: line,
      column: columns.column(of: source, inLine: line))
  }

  private static func fencedFormula(_ node: MarkdownNode) -> MathFormula? {
    guard node.isMathFence else { return nil }
    return MathFormula(tex: trimmed(node.literal), isDisplay: true, line: node.line + 1)
  }

  mutating func render(
    addsNothing: Bool, _ typeset: (MathFormula) throws -> String
  ) throws -> RenderedMarkdown {
    // Before its formulas are replaced: a heading's words are made from their TeX.
    let words = addsNothing ? [] : headings.map { Self.words(of: $0.node) }
    for (node, formula) in formulas {
      try replace(node, formula, isNumbered: !addsNothing, typeset)
    }
    let published = zip(headings, words).enumerated().map { number, heading in
      identify(heading.0.node, heading.0.level, heading.1, number)
    }
    if !addsNothing {
      for table in tables {
        table.wrap(
          opening: "<div class=\"scroll\" role=\"region\" tabindex=\"0\" aria-label=\"Table\">",
          closing: "</div>")
      }
      for block in codeBlocks {
        // It starts with "<pre" and ends with a line end. By keyboard only what takes the focus
        // scrolls.
        block.replace(withBlockHTML: "<pre tabindex=\"0\"" + block.html.dropFirst(4).dropLast())
      }
    }
    return RenderedMarkdown(
      html: root.html(stylesCells: !addsNothing), headings: published,
      numberedEquations: numberedEquations)
  }

  // MARK: Formulas

  private mutating func replace(
    _ node: MarkdownNode, _ formula: MathFormula, isNumbered: Bool,
    _ typeset: (MathFormula) throws -> String
  ) throws {
    // An image's text is an attribute and holds no markup.
    guard !node.isWithin({ $0 == .image }) else { return node.replace(withText: formula.tex) }
    guard formula.isDisplay else { return node.replace(withInlineHTML: try typeset(formula)) }
    let equation = Equation(tex: formula.tex)
    var labelled = formula
    labelled.tex = equation.tex
    let mathML = try typeset(labelled)
    var number: Int?
    if isNumbered, equation.label == .number {
      numberedEquations += 1
      number = numberedEquations
    }
    let block = blockOf(node)
    let html = equation.html(mathML: mathML, number: number, isBlock: block != nil)
    if let block { block.replace(withBlockHTML: html) } else { node.replace(withInlineHTML: html) }
  }

  /// The block that a display formula fills: itself, or its paragraph where it is alone in one.
  private func blockOf(_ node: MarkdownNode) -> MarkdownNode? {
    guard node.kind == .math(isBlock: false) else { return node }
    return node.isOnlyChild && node.parent?.kind == .paragraph ? node.parent : nil
  }

  // MARK: Headings

  /// What of a heading's text an identifier is made from.
  private static func words(of heading: MarkdownNode) -> String {
    var words = ""
    heading.walk { node in
      switch node.kind {
      case .math: words += HeadingIDs.words(ofTeX: texWithin(node.literal))
      case .text, .code: words += node.literal
      case .lineEnd: words += " "
      case .paragraph, .table, .codeBlock, .image, .link, .html, .cell, .heading, .footnoteMark,
        .footnote, .other:
        break
      }
    }
    return trimmed(words)
  }

  /// Puts a token for a heading's `id` into cmark-gfm's own HTML of it: the identifier depends on
  /// values that come later.
  private func identify(
    _ heading: MarkdownNode, _ level: Int, _ words: String, _ number: Int
  ) -> RenderedMarkdown.Heading {
    // It is <h2>...</h2> and a line end.
    let inner = String(heading.html.dropFirst(4).dropLast(6))
    let id = Token.text(.anchor, number)
    heading.replace(withBlockHTML: "<h\(level) id=\"\(id)\">\(inner)</h\(level)>")
    return RenderedMarkdown.Heading(level: level, wordsForID: words, html: inner)
  }
}
