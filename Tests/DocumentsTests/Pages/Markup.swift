/// HTML as a tree, read by a strict reader of the tests' own.
///
/// It knows nothing of what a browser would forgive: attributes stand in double quotes, a `<` always
/// begins a tag, a `>` always ends one, an `&` always begins a reference, and tags are balanced. So
/// whatever gets out of its place is found.
struct Markup {
  final class Element {
    let name: String
    let attributes: [String: String]
    var children: [Node] = []

    init(_ name: String, _ attributes: [String: String]) {
      (self.name, self.attributes) = (name, attributes)
    }
  }

  enum Node {
    case element(Element)
    case text(String)
  }

  struct Fault: Error {
    let reason: String
    let rest: String
  }

  let root = Element("", [:])
  private let bytes: [Unicode.Scalar]
  private var offset = 0

  init(_ html: String) throws(Fault) {
    bytes = Array(html.unicodeScalars)
    var open = [root]
    while offset < bytes.count {
      let top = open[open.count - 1]
      if starts("<!--") {
        guard let end = html.isEmpty ? nil : find("-->") else {
          throw fault("a comment never ends")
        }
        offset = end
      } else if starts("<!DOCTYPE html>") {
        offset += 15
      } else if starts("</") {
        offset += 2
        let name = try name()
        guard take(">"), name == top.name, open.count > 1 else { throw fault("</\(name)>") }
        open.removeLast()
      } else if starts("<") {
        let (element, isEmpty) = try tag()
        if Self.blocks.contains(element.name), open.contains(where: { $0.name == "p" }) {
          throw fault("<\(element.name)> within a paragraph, which ends it")
        }
        top.children.append(.element(element))
        if !isEmpty { open.append(element) }
      } else {
        top.children.append(.text(try text(until: "<")))
      }
    }
    guard open.count == 1 else { throw fault("<\(open[open.count - 1].name)> is never closed") }
  }

  private static let void: Set<String> = [
    "br", "hr", "img", "input", "link", "meta", "mspace", "wbr",
  ]

  private static let blocks: Set<String> = [
    "p", "div", "pre", "table", "ul", "ol", "blockquote", "section", "h1", "h2", "h3", "main",
    "nav",
  ]

  private mutating func tag() throws(Fault) -> (Element, isEmpty: Bool) {
    offset += 1
    let name = try name()
    var attributes: [String: String] = [:]
    while offset < bytes.count, bytes[offset] == " " {
      while take(" ") {}
      if starts("/>") || starts(">") { break }
      let key = try self.name()
      guard attributes[key] == nil else { throw fault("'\(key)' stands twice") }
      attributes[key] = ""
      if take("=") {
        guard take("\"") else { throw fault("an attribute without double quotes") }
        attributes[key] = try text(until: "\"")
        offset += 1
      }
    }
    let closesItself = take("/")
    guard take(">") else { throw fault("no end of a tag") }
    let hasNoEnd = Self.void.contains(name) && (name != "mspace" || !starts("</mspace>"))
    return (Element(name, attributes), closesItself || hasNoEnd)
  }

  private mutating func name() throws(Fault) -> String {
    var name = ""
    while offset < bytes.count,
      bytes[offset].properties.isAlphabetic
        || "-:_0123456789"
          .unicodeScalars.contains(bytes[offset])
    {
      name.unicodeScalars.append(bytes[offset])
      offset += 1
    }
    guard name.unicodeScalars.first?.properties.isAlphabetic == true else { throw fault("no name") }
    return name
  }

  private static let references: [(String, String)] = [
    ("&amp;", "&"), ("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&#39;", "'"), ("&#x27;", "'"),
  ]

  private mutating func text(until end: Unicode.Scalar) throws(Fault) -> String {
    var text = ""
    while offset < bytes.count, bytes[offset] != end {
      if bytes[offset] == "&" {
        guard let known = Self.references.first(where: { starts($0.0) }) else {
          throw fault("an ampersand")
        }
        text += known.1
        offset += known.0.count
        continue
      }
      guard bytes[offset] != "<", bytes[offset] != ">" else { throw fault("a bare bracket") }
      text.unicodeScalars.append(bytes[offset])
      offset += 1
    }
    return text
  }

  private func starts(_ text: String) -> Bool {
    bytes[offset...].starts(with: text.unicodeScalars)
  }

  private func find(_ text: String) -> Int? {
    (offset..<bytes.count).first { bytes[$0...].starts(with: text.unicodeScalars) }
      .map { $0 + text.unicodeScalars.count }
  }

  private mutating func take(_ scalar: Unicode.Scalar) -> Bool {
    guard offset < bytes.count, bytes[offset] == scalar else { return false }
    offset += 1
    return true
  }

  private func fault(_ reason: String) -> Fault {
    var rest = ""
    rest.unicodeScalars.append(contentsOf: bytes[min(offset, bytes.count)...].prefix(60))
    return Fault(reason: reason, rest: rest)
  }
}

extension Markup.Element {
  /// All elements within, in the order of the text.
  var all: [Markup.Element] {
    children.flatMap { node -> [Markup.Element] in
      switch node {
      case .element(let element): [element] + element.all
      case .text: []
      }
    }
  }

  func all(_ name: String) -> [Markup.Element] { all.filter { $0.name == name } }

  var text: String {
    children.map { node in
      switch node {
      case .element(let element): element.text
      case .text(let text): text
      }
    }.joined()
  }

  /// The elements and the names of their attributes: all that markup is but texts.
  var structure: [String] {
    all.map { "\($0.name) \($0.attributes.keys.sorted().joined(separator: " "))" }
  }
}
