extension Markup {
  /// Text that comes out as typed wherever it stands on a line: never markup, and on one line.
  func escaped(_ text: String) -> String {
    let words = Self.onOneLine(text)
    switch self {
    case .markdown: return Self.markdown(words)
    case .latex: return Self.latex(words)
    case .html: return Self.html(words)
    }
  }

  /// Text as inline code.
  func code(_ text: String) -> String {
    let words = Self.onOneLine(text)
    switch self {
    case .markdown:
      if words.isEmpty { return "" }
      let fence = Self.backquotes(longerThanIn: words, atLeast: 1)
      let padding = words.hasPrefix("`") || words.hasSuffix("`") ? " " : ""
      return fence + padding + words + padding + fence
    case .latex: return "\\texttt{\(Self.latex(words))}"
    case .html: return "<code>\(Self.html(words))</code>"
    }
  }

  /// Text as a block of code, line by line.
  func codeBlock(_ text: String, language: String) -> String {
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    let body = Self.withoutBlankEnds(lines)
    switch self {
    case .markdown:
      let fence = Self.backquotes(longerThanIn: text, atLeast: 3)
      return ([fence + language] + body + [fence]).joined(separator: "\n")
    case .latex:
      let shown = body.map { line in
        "\\mbox{}" + Self.latex(line).replacing(" ", with: "~")
      }
      return "{\\ttfamily\\obeylines\n" + shown.joined(separator: "\n") + "\n}"
    case .html:
      return "<pre><code>\(body.map(Self.html).joined(separator: "\n"))</code></pre>"
    }
  }

  private static func onOneLine(_ text: String) -> String {
    if !text.contains(where: { $0.isNewline || $0 == "\t" }), text.first != " ", text.last != " " {
      return text
    }
    return text.split(whereSeparator: { $0.isNewline || $0 == "\t" || $0 == " " })
      .joined(separator: " ")
  }

  private static func withoutBlankEnds(_ lines: [String]) -> [String] {
    let isBlank: (String) -> Bool = { $0.allSatisfy(\.isWhitespace) }
    var slice = lines.drop(while: isBlank)
    while let last = slice.last, isBlank(last) { slice.removeLast() }
    return Array(slice)
  }

  private static func backquotes(longerThanIn text: String, atLeast least: Int) -> String {
    var (longest, run) = (0, 0)
    for character in text {
      run = character == "`" ? run + 1 : 0
      longest = max(longest, run)
    }
    return String(repeating: "`", count: max(least, longest + 1))
  }

  /// Backslashes before everything that CommonMark, its GitHub extensions or our math could read
  /// as markup, and before what would open a list or a heading if the text starts a line.
  private static func markdown(_ text: String) -> String {
    var result = ""
    for character in text {
      if "\\`*_{}[]<>&$#~|^".contains(character) { result.append("\\") }
      result.append(character)
    }
    if let first = text.first, "-+=:".contains(first) { return "\\" + result }
    let number = text.prefix { $0.isASCII && $0.isNumber }
    let rest = text.dropFirst(number.count)
    if !number.isEmpty, let mark = rest.first, mark == "." || mark == ")" {
      return number + "\\" + result.dropFirst(number.count)
    }
    return result
  }

  private static func html(_ text: String) -> String {
    var result = ""
    for character in text {
      switch character {
      case "&": result += "&amp;"
      case "<": result += "&lt;"
      case ">": result += "&gt;"
      case "\"": result += "&quot;"
      case "'": result += "&#39;"
      default: result.append(character)
      }
    }
    return result
  }
}
