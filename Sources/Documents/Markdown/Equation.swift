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

  /// Reads the label off a formula.
  ///
  /// A `\tag` that holds more than plain text stays in the TeX, for KaTeX to set.
  init(tex source: String) {
    tex = source
    label = .number
    guard source.contains("\\") else { return }
    for command in ["\\notag", "\\nonumber"] {
      var stripped = ""
      var rest = Substring(tex)
      while let range = rest.firstRange(of: command) {
        stripped += rest[..<range.lowerBound]
        rest = rest[range.upperBound...]
        if rest.first?.isLetter == true {
          stripped += command
        } else {
          label = .none
        }
      }
      tex = stripped + rest
    }
    if let tag = tex.firstMatch(of: /\\tag(?<star>\*?)\s*\{(?<text>[^{}\\$]*)\}/) {
      label = .tag(tag.star.isEmpty ? "(\(tag.text))" : String(tag.text))
      tex.removeSubrange(tag.range)
    } else if tex.contains("\\tag") {
      label = .none
    }
    tex = String(tex.drop(while: \.isWhitespace))
    while tex.last?.isWhitespace == true { tex.removeLast() }
  }

  /// The formula in a box that scrolls, its label at its right.
  ///
  /// - Parameters:
  ///   - mathML: The formula typeset.
  ///   - number: Its number, where it has one.
  ///   - isBlock: A block of its own; else it stands within a paragraph, where HTML allows no `div`.
  static func html(mathML: String, label: Label, number: Int?, isBlock: Bool) -> String {
    let element = isBlock ? "div" : "span"
    var id = ""
    var link = ""
    switch (label, number) {
    case (.number, let number?):
      id = " id=\"equation-\(number)\""
      link =
        "<a class=\"equation-number\" href=\"#equation-\(number)\""
        + " aria-label=\"Equation \(number)\">(\(number))</a>"
    case (.tag(let text), _):
      link = "<span class=\"equation-number\">\(escapedHTML(text))</span>"
    case (.number, nil), (.none, _): break
    }
    // Whoever scrolls with the keyboard must be able to reach a box that may be too wide.
    let focus = mathML.contains("<mtable") ? " tabindex=\"0\"" : ""
    return
      "<\(element) class=\"equation\"\(id)><\(element) class=\"scroll\"\(focus)>\(mathML)</\(element)>\(link)</\(element)>"
  }
}

/// Text as it stands in HTML, in content as well as in an attribute in double quotes.
func escapedHTML(_ text: some StringProtocol) -> String {
  var escaped: [UInt8] = []
  escaped.reserveCapacity(text.utf8.count + 8)
  for byte in text.utf8 {
    switch byte {
    case UInt8(ascii: "&"): escaped.append(contentsOf: "&amp;".utf8)
    case UInt8(ascii: "<"): escaped.append(contentsOf: "&lt;".utf8)
    case UInt8(ascii: ">"): escaped.append(contentsOf: "&gt;".utf8)
    case UInt8(ascii: "\""): escaped.append(contentsOf: "&quot;".utf8)
    default: escaped.append(byte)
    }
  }
  return String(decoding: escaped, as: UTF8.self)
}
