import Formulas

/// A Markdown text as the body of a LaTeX document, by cmark-gfm's own renderer.
///
/// What that renderer cannot know is put into the tree before: formulas, text that pdflatex sets as
/// typed, listings, footnotes, the summary of a fold. Within a line a token stands for it until the
/// rest is rendered, since a table's cell takes nothing but text. The only heading of the first
/// level, where the text begins with it, is the document's title, which its shell prints.
struct LaTeXRendering {
  private(set) var latex = ""
  /// What the tokens stand for, by their numbers.
  private var pieces: [String] = []

  init(_ source: String) {
    let tree = MarkdownTree(source)
    withExtendedLifetime(tree) {
      prepare(tree.root)
      latex = withPieces(tree.root.latex)
    }
  }

  private mutating func prepare(_ root: MarkdownNode) {
    var nodes: [MarkdownNode] = []
    root.walk { nodes.append($0) }
    let title = Self.raiseHeadings(nodes, root)
    var marks: [(node: MarkdownNode, number: Int)] = []
    var footnotes: [MarkdownNode] = []
    for node in nodes {
      switch node.kind {
      case .text: put(LaTeXText.escaped(node.literal), at: node)
      case .code: put("\\texttt{\(LaTeXText.escaped(node.literal))}", at: node)
      case .codeBlock:
        if node.isMathFence {
          node.replace(withRawBlock: Self.display(trimmed(node.literal)))
        } else {
          node.replace(withRawBlock: LaTeXText.listing(node.literal))
        }
      case .math(let isBlock):
        let source = trimmed(node.literal)
        let tex = texWithin(source)
        let latex =
          source.hasPrefix("$$")
          ? Self.display(tex)
          : node.isWithin({ if case .heading = $0 { true } else { false } })
            ? Self.titled(tex) : "$\(tex)$"
        if isBlock { node.replace(withRawBlock: latex) } else { put(latex, at: node) }
      case .html: Self.foldedHTML(node)
      case .footnoteMark(let number): marks.append((node, number))
      case .footnote: footnotes.append(node)
      case .paragraph, .table, .cell, .lineEnd, .image, .link, .heading, .other: break
      }
    }
    setFootnotes(marks, footnotes)
    title?.remove()
  }

  /// Each footnote stands where it is first called.
  private mutating func setFootnotes(
    _ marks: [(node: MarkdownNode, number: Int)], _ footnotes: [MarkdownNode]
  ) {
    var first: [Int: Int] = [:]
    for mark in marks {
      if first[mark.number] == nil { first[mark.number] = pieces.count }
      put("\\footnotemark[\(mark.number)]", at: mark.node)
    }
    // One may be called by one before it: the last ones are rendered first.
    for (place, footnote) in footnotes.enumerated().reversed() {
      if let piece = first[place + 1] {
        pieces[piece] = "\\footnote{\(trimmed(withPieces(footnote.latex)))}"
      }
      footnote.remove()
    }
  }

  private mutating func put(_ latex: String, at node: MarkdownNode) {
    node.replace(withText: Token.text(.anchor, pieces.count))
    pieces.append(latex)
  }

  /// A rendered text with what its tokens stand for.
  private func withPieces(_ latex: String) -> String {
    Token.replacing(.anchor, in: latex) { pieces[$0] }
  }

  /// Sections begin at the first level, where the text has a title: the heading that is returned.
  private static func raiseHeadings(
    _ nodes: [MarkdownNode], _ root: MarkdownNode
  ) -> MarkdownNode? {
    var headings: [(node: MarkdownNode, level: Int)] = []
    for node in nodes { if case .heading(let level) = node.kind { headings.append((node, level)) } }
    guard let first = headings.first, first.node == root.firstChild, first.level == 1,
      !headings.dropFirst().contains(where: { $0.level == 1 })
    else { return nil }
    for heading in headings.dropFirst() { heading.node.setHeadingLevel(heading.level - 1) }
    return first.node
  }

  /// A formula in a heading: a bookmark of the PDF has its letters only.
  private static func titled(_ tex: String) -> String {
    let words = HeadingIDs.words(ofTeX: AuthorFormula(tex).replacing { _, _ in "" })
    return "\\texorpdfstring{$\(tex)$}{\(LaTeXText.escaped(words))}"
  }

  /// A displayed formula; `\fit` is the shell's: it numbers it and makes it fit the line.
  private static func display(_ tex: String) -> String {
    let equation = Equation(tex: tex)
    switch equation.label {
    case .number: return "\\fit{\(equation.tex)}"
    case .none: return "\\fit[\\notag]{\(equation.tex)}"
    case .tag(let text): return "\\fit[\\tag*{\(LaTeXText.escaped(text))}]{\(equation.tex)}"
    }
  }

  /// HTML has no place in LaTeX, but for the words on a fold.
  private static func foldedHTML(_ node: MarkdownNode) {
    let html = node.literal
    guard let open = html.firstRange(of: "<summary>"),
      let close = html.firstRange(of: "</summary>"),
      open.upperBound <= close.lowerBound
    else { return }
    let words = html[open.upperBound..<close.lowerBound].replacing(/<[^>]*>/, with: "").description
    node.replace(withRawBlock: "\\paragraph{\(LaTeXText.escaped(words))}\\mbox{}\\par")
  }
}
