import Foundation

#if canImport(FoundationXML)
  import FoundationXML
#endif

/// MathML as a tree, to be looked at.
final class MathMLTree: NSObject, XMLParserDelegate {
  struct Node {
    var name: String
    var attributes: [String: String]
    var children: [Node] = []
    var text = ""
  }

  private var open: [Node] = [Node(name: "root", attributes: [:])]

  static func read(_ mathML: String) throws -> Node {
    let tree = MathMLTree()
    let parser = XMLParser(data: Data("<root>\(mathML)</root>".utf8))
    parser.delegate = tree
    guard parser.parse(), let root = tree.open.first?.children.first else {
      throw Unreadable(mathML: mathML)
    }
    return root
  }

  struct Unreadable: Error { let mathML: String }

  func parser(
    _ parser: XMLParser, didStartElement name: String, namespaceURI: String?,
    qualifiedName: String?, attributes: [String: String]
  ) {
    open.append(Node(name: name, attributes: attributes))
  }

  func parser(
    _ parser: XMLParser, didEndElement name: String, namespaceURI: String?, qualifiedName: String?
  ) {
    let node = open.removeLast()
    open[open.count - 1].children.append(node)
  }

  func parser(_ parser: XMLParser, foundCharacters text: String) {
    open[open.count - 1].text += text
  }
}

extension MathMLTree.Node {
  /// What is seen: text, and the tree of fractions, scripts, roots, accents and tables. Grouping,
  /// spaces, invisible operators and attributes that only move things are left out; whether a
  /// letter is upright is not.
  var seen: String {
    let inner = { children.map(\.seen).joined() }
    switch name {
    case "mi" where attributes["mathvariant"] == "bold":
      // The letter of KaTeX's as the character that ours is.
      return text.replacing("e", with: "𝐞")
    case "mi":
      let isUpright = attributes["mathvariant"] == "normal" || text.count > 1
      return text.map { Self.character($0, isUpright: isUpright) }.joined()
    case "mn":
      let isBold = attributes["mathvariant"] == "bold"
      return isBold ? text.replacing("1", with: "𝟏").replacing("0", with: "𝟎") : text
    case "mo", "mtext":
      return text.map { Self.character($0, isUpright: false) }.joined()
    case "mfrac": return "frac" + parts
    case "msub": return "sub" + parts
    case "msup": return "sup" + parts
    case "msubsup": return "subsup" + parts
    // Limits stand below a sum or beside it, as the place has it.
    case "munder":
      if children.first?.name == "mspace" { return Self.character("_", isUpright: true) }
      return "sub" + parts
    case "mover": return "over" + parts
    case "msqrt": return "root{\(inner())}"
    case "mtable": return "table{\(inner())}"
    case "mtr": return "row{\(inner())}"
    case "mtd":
      let content = inner()
      return content.isEmpty ? "" : "cell{\(content)}"
    case "mspace": return ""
    default: return inner()
    }
  }

  private var parts: String { children.map { "{\($0.seen)}" }.joined() }

  private static func character(_ character: Character, isUpright: Bool) -> String {
    switch character {
    case "\u{2061}", "\u{2062}", " ", "\u{A0}", "\u{200B}", "\u{2009}": ""
    case "∣": "|"
    case "∥": "‖"
    // What a text of KaTeX's has for quotes, and what stands in for marks that TeX or Markdown
    // would not let through.
    case "’": "'"
    case "∧": "^"
    case "∼": "~"
    case "％": "%"
    case "＄": "$"
    case "＆": "&"
    case "＃": "#"
    // Letters that look the same.
    case "Α": "'A"
    case "Β": "'B"
    case "ο": "o"
    case "_" where !isUpright: "'_"
    default: (isUpright && character.isLetter || character == "_" ? "'" : "") + String(character)
    }
  }
}
