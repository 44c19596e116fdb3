import Formulas

/// A Markdown text as the body of a LaTeX document, by cmark-gfm's own renderer.
///
/// What that renderer cannot know is put into the tree before: formulas, text that pdflatex sets as
/// typed, listings, the summary of a fold. The only heading of the first level, where the text begins
/// with it, is the document's title, which its shell prints.
struct LaTeXRendering {
  let latex: String

  init(_ source: String) {
    let tree = MarkdownTree(source)
    latex = withExtendedLifetime(tree) {
      Self.prepare(tree.root)
      return tree.root.latex
    }
  }

  private static func prepare(_ root: MarkdownNode) {
    var nodes: [MarkdownNode] = []
    root.walk { nodes.append($0) }
    let title = raiseHeadings(nodes, root)
    for node in nodes {
      switch node.kind {
      case .text:
        node.replace(withRaw: LaTeXText.escaped(node.literal), isBlock: false)
      case .code:
        node.replace(withRaw: "\\texttt{\(LaTeXText.escaped(node.literal))}", isBlock: false)
      case .codeBlock:
        if node.fenceInfo.hasPrefix("math") {
          node.replace(withRaw: display(trimmed(node.literal)), isBlock: true)
        } else {
          node.replace(withRaw: LaTeXText.listing(node.literal), isBlock: true)
        }
      case .math(let isBlock):
        let source = trimmed(node.literal)
        let tex = texWithin(source)
        node.replace(withRaw: source.hasPrefix("$$") ? display(tex) : "$\(tex)$", isBlock: isBlock)
      case .html: foldedHTML(node)
      case .paragraph, .table, .cell, .lineEnd, .image, .link, .heading, .other: break
      }
    }
    title?.remove()
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
    guard let open = html.firstRange(of: "<summary>"), let close = html.firstRange(of: "</summary>"),
      open.upperBound <= close.lowerBound
    else { return }
    let words = html[open.upperBound..<close.lowerBound].replacing(/<[^>]*>/, with: "").description
    node.replace(
      withRaw: "\\paragraph{\(LaTeXText.escaped(words))}\\mbox{}\\par", isBlock: true)
  }
}
