import Formulas

/// Markdown as HTML: CommonMark with tables, strikethrough, autolinks, task lists, footnotes, math.
///
/// Raw HTML is passed on: the text is the author's. Formulas are replaced by what `typeset` gives
/// for them; a display formula that is no part of a sentence becomes a block of its own.
///
/// - Parameters:
///   - source: The text; any string will do.
///   - options: What is added to cmark-gfm's HTML.
///   - typeset: Gives a formula's MathML. Called in the order of the page, footnotes last.
/// - Throws: What `typeset` throws.
/// - Complexity: Linear in the length of the text.
func renderMarkdown(
  _ source: String, options: MarkdownOptions = MarkdownOptions(),
  typeset: (MathFormula) throws -> String
) throws -> RenderedMarkdown {
  try renderMarkdown(source, options: options, typeset: typeset) { _ in }
}

/// - Parameter visit: Sees the tree before anything in it is changed.
func renderMarkdown(
  _ source: String, options: MarkdownOptions, typeset: (MathFormula) throws -> String,
  visiting visit: (MarkdownNode) -> Void
) throws -> RenderedMarkdown {
  let tree = MarkdownTree(source)
  return try withExtendedLifetime(tree) {
    visit(tree.root)
    var renderer = MarkdownRenderer(tree.root, source)
    return try renderer.render(options, typeset)
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
    guard node.fenceInfo.split(separator: " ").first == "math" else { return nil }
    return MathFormula(tex: trimmed(node.literal), isDisplay: true, line: node.line + 1)
  }

  mutating func render(
    _ options: MarkdownOptions, _ typeset: (MathFormula) throws -> String
  ) throws -> RenderedMarkdown {
    // Before its formulas are replaced: a heading's text shows their TeX.
    let texts = options.identifiesHeadings ? headings.map { Self.text(of: $0.node) } : []
    for (node, formula) in formulas {
      try replace(node, formula, isNumbered: options.numbersEquations, typeset)
    }
    let equations = (0..<numberedEquations).map { "equation-\($0 + 1)" }
    var ids = HeadingIDs(reserved: options.reservedIDs.union(equations))
    let published = zip(headings, texts).enumerated().map { number, heading in
      identify(
        heading.0.node, heading.0.level, heading.1,
        id: options.leavesIDsOpen
          ? Token.text(.anchor, number) : ids.id(for: heading.1.forID))
    }
    if options.scrollsWideBlocks {
      let label = HTMLText.escaped(options.tableLabel)
      for table in tables {
        table.wrap(
          opening: "<div class=\"scroll\" role=\"region\" tabindex=\"0\" aria-label=\"\(label)\">",
          closing: "</div>")
      }
      for block in codeBlocks {
        // It starts with "<pre" and ends with a line end. By keyboard only what takes the focus
        // scrolls.
        block.replace(withBlockHTML: "<pre tabindex=\"0\"" + block.html.dropFirst(4).dropLast())
      }
    }
    return RenderedMarkdown(
      html: root.html(stylesCells: options.scrollsWideBlocks), headings: published,
      numberedEquations: numberedEquations)
  }

  // MARK: Formulas

  private mutating func replace(
    _ node: MarkdownNode, _ formula: MathFormula, isNumbered: Bool,
    _ typeset: (MathFormula) throws -> String
  ) throws {
    guard !isInImage(node) else { return node.replace(withText: formula.tex) }
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

  /// Whether a node stands within an image's text, which is an attribute and holds no markup.
  private func isInImage(_ node: MarkdownNode) -> Bool {
    var ancestor = node.parent
    while let current = ancestor {
      if current.kind == .image { return true }
      ancestor = current.parent
    }
    return false
  }

  /// The block that a display formula fills: itself, or its paragraph where it is alone in one.
  private func blockOf(_ node: MarkdownNode) -> MarkdownNode? {
    guard node.kind == .math(isBlock: false) else { return node }
    return node.isOnlyChild && node.parent?.kind == .paragraph ? node.parent : nil
  }

  // MARK: Headings

  /// A heading's text without markup, and what of it an identifier is made from.
  private static func text(of heading: MarkdownNode) -> (shown: String, forID: String) {
    var (shown, forID) = ("", "")
    heading.walk { node in
      switch node.kind {
      case .math:
        let tex = texWithin(node.literal)
        shown += tex
        forID += HeadingIDs.words(ofTeX: tex)
      case .text, .code:
        shown += node.literal
        forID += node.literal
      case .lineEnd:
        shown += " "
        forID += " "
      case .paragraph, .table, .codeBlock, .image, .link, .html, .cell, .heading, .footnoteMark,
        .footnote, .other:
        break
      }
    }
    return (trimmed(shown), trimmed(forID))
  }

  /// Gives a heading its `id`: cmark-gfm's own HTML of it, with the attribute put in.
  private func identify(
    _ heading: MarkdownNode, _ level: Int, _ text: (shown: String, forID: String), id: String
  ) -> RenderedMarkdown.Heading {
    // It is <h2>...</h2> and a line end.
    let inner = String(heading.html.dropFirst(4).dropLast(6))
    heading.replace(withBlockHTML: "<h\(level) id=\"\(HTMLText.escaped(id))\">\(inner)</h\(level)>")
    return RenderedMarkdown.Heading(
      level: level, text: text.shown, wordsForID: text.forID, html: inner, id: id)
  }
}
