import Formulas

/// A display formula's number and the HTML around it.
struct Equation: Equatable {
  enum Label: Equatable {
    /// The next number.
    case number
    /// What the author wrote with `\tag{A}` (shown in parentheses) or `\tag*{A}` (as it is).
    case tag(String)
    case none
  }
  /// Without `\notag`, `\nonumber` and a plain `\tag`.
  var tex: String
  var label: Label
  /// Whether it may be wider than a small window: it holds a matrix or is long.
  var mayBeWide: Bool

  /// Reads the label off a formula.
  ///
  /// A `\tag` that holds more than plain text stays in the TeX, for KaTeX to set.
  init(tex source: String) {
    tex = source
    label = .number
    mayBeWide = source.utf8.count > 60 || source.utf8.contains(Token.lead)
    for command in Self.commands(in: source).reversed() {
      switch source[command] {
      case "\\notag", "\\nonumber":
        tex.removeSubrange(command)
        label = .none
      case "\\tag":
        if let (text, range) = Self.tag(after: command, in: source) {
          tex.removeSubrange(range)
          label = .tag(text)
        } else {
          label = .none
        }
      case "\\begin": mayBeWide = true
      default: break
      }
    }
    if label != .number { tex = trimmed(tex) }
  }

  /// What a `\tag` shows and where it stands; `nil` where that is more than plain text.
  private static func tag(
    after command: Range<String.Index>, in tex: String
  ) -> (text: String, range: Range<String.Index>)? {
    var rest = tex[command.upperBound...]
    let isBare = rest.first == "*"
    if isBare { rest.removeFirst() }
    rest = rest.drop(while: \.isWhitespace)
    guard rest.popFirst() == "{" else { return nil }
    let text = rest.prefix { !"{}\\$".contains($0) }
    guard text.endIndex < rest.endIndex, rest[text.endIndex] == "}" else { return nil }
    let end = rest.index(after: text.endIndex)
    return (isBare ? String(text) : "(\(text))", command.lowerBound..<end)
  }

  /// The commands that matter here: a backslash and the letters behind it.
  private static func commands(in tex: String) -> [Range<String.Index>] {
    var ranges: [Range<String.Index>] = []
    let bytes = tex.utf8
    var rest = bytes[...]
    while let start = rest.firstIndex(of: UInt8(ascii: "\\")) {
      let next = bytes.index(after: start)
      rest = bytes[next...]
      guard let letter = rest.first else { break }
      // Only `\tag`, `\notag`, `\nonumber`, `\begin` matter. The second of `\\` starts nothing.
      guard [UInt8(ascii: "t"), UInt8(ascii: "n"), UInt8(ascii: "b")].contains(letter) else {
        rest = rest.dropFirst()
        continue
      }
      let letters = rest.prefix(while: isLetter)
      ranges.append(start..<letters.endIndex)
      rest = bytes[letters.endIndex...]
    }
    return ranges
  }

  /// The identifier of an equation that has a number.
  static func id(_ number: Int) -> String { "equation-\(number)" }

  /// What stands around a formula that has no label.
  static let opening = "<div class=\"equation\"><div class=\"scroll\" tabindex=\"0\">"
  static let closing = "</div></div>"

  /// The formula in a box that scrolls, its label at its right.
  ///
  /// - Parameters:
  ///   - mathML: The formula typeset.
  ///   - number: Its number, where it has one.
  ///   - isBlock: A block of its own; else it stands within a paragraph, where HTML allows no `div`.
  func html(mathML: String, number: Int?, isBlock: Bool)
    -> String
  {
    let element = isBlock ? "div" : "span"
    var id = ""
    var link = ""
    switch (label, number) {
    case (.number, let number?):
      id = " id=\"\(Self.id(number))\""
      link =
        "<a class=\"equation-number\" href=\"#\(Self.id(number))\""
        + " aria-label=\"Equation \(number)\">(\(number))</a>"
    case (.tag(let text), _):
      link = "<span class=\"equation-number\">\(HTMLText.escaped(text))</span>"
    case (.number, nil), (.none, _): break
    }
    // Whoever scrolls with the keyboard must be able to reach a box that may be too wide.
    let focus = mayBeWide ? " tabindex=\"0\"" : ""
    return
      "<\(element) class=\"equation\"\(id)><\(element) class=\"scroll\"\(focus)>\(mathML)</\(element)>\(link)</\(element)>"
  }
}
