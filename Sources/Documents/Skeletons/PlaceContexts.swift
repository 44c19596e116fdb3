/// What each place of a Markdown text turned out to be, from the tree that cmark-gfm read.
struct PlaceContexts {
  private(set) var contexts: [Int: Context] = [:]

  init(_ root: MarkdownNode) {
    root.walk { node in add(node) }
  }

  private mutating func add(_ node: MarkdownNode) {
    switch node.kind {
    case .text: add(node.literal, isAlone(node) ? .block : .text)
    case .code: add(node.literal, node.isWithin({ $0 == .cell }) ? .cellCode : .code)
    case .codeBlock:
      if node.isMathFence {
        addFormula(trimmed(node.literal), isDisplay: true)
      } else {
        add(node.literal, .code)
      }
    case .math:
      let source = trimmed(node.literal)
      addFormula(texWithin(source), isDisplay: source.hasPrefix("$$"))
    case .html: add(node.literal, .plain)
    case .link, .image:
      add(node.address, .address)
      add(node.title, .plain)
    case .paragraph, .table, .cell, .heading, .lineEnd, .footnoteMark, .footnote, .other: break
    }
  }

  private mutating func add(_ text: String, _ context: Context) {
    for token in Token.all(in: text) where contexts[token.number] == nil {
      contexts[token.number] = context
    }
  }

  private mutating func addFormula(_ tex: String, isDisplay: Bool) {
    let formula = AuthorFormula(Equation(tex: tex).tex)
    if let only = formula.onlyPlace {
      contexts[only] = .wholeFormula(isDisplay: isDisplay)
    } else {
      for place in formula.places { contexts[place.number] = place.context }
    }
  }

  /// Whether a text is a token and all of its paragraph; in a footnote's a link back follows.
  private func isAlone(_ node: MarkdownNode) -> Bool {
    guard node.isOnlyChild, let paragraph = node.parent, paragraph.kind == .paragraph,
      paragraph.parent?.kind != .footnote
    else { return false }
    let bytes = Array(node.literal.utf8)
    return Token(in: bytes, at: 0)?.range == bytes.indices && !bytes.isEmpty
  }
}
