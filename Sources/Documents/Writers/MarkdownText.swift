/// Text as Markdown that comes out as typed: the one place where Markdown is escaped.
enum MarkdownText {
  /// Appends text with a backslash before everything that CommonMark, its GitHub extensions or our
  /// math could read as markup.
  /// - Parameter startsLine: then also before what would open a list or a heading.
  static func append(_ text: String, startsLine: Bool, to output: inout [UInt8]) {
    let bytes = Array(text.utf8)
    let digits = bytes.prefix(while: isDigit).count
    for (place, byte) in bytes.enumerated() {
      switch byte {
      case UInt8(ascii: "\\"), UInt8(ascii: "`"), UInt8(ascii: "*"), UInt8(ascii: "_"),
        UInt8(ascii: "{"), UInt8(ascii: "}"), UInt8(ascii: "["), UInt8(ascii: "]"),
        UInt8(ascii: "<"), UInt8(ascii: ">"), UInt8(ascii: "&"), UInt8(ascii: "$"),
        UInt8(ascii: "#"), UInt8(ascii: "~"), UInt8(ascii: "|"), UInt8(ascii: "^"):
        output.append(UInt8(ascii: "\\"))
      case UInt8(ascii: "-"), UInt8(ascii: "+"), UInt8(ascii: "="):
        if startsLine, place == 0 { output.append(UInt8(ascii: "\\")) }
      case UInt8(ascii: ":"):
        // An address would become a link.
        let isAddress = bytes[(place + 1)...].starts(with: "//".utf8)
        if isAddress || startsLine && place == 0 { output.append(UInt8(ascii: "\\")) }
      case UInt8(ascii: "."), UInt8(ascii: ")"):
        let isAddress =
          byte == UInt8(ascii: ".") && bytes[..<place].suffix(3) == Array("www".utf8)[...]
        if isAddress || startsLine && place == digits && digits > 0 {
          output.append(UInt8(ascii: "\\"))
        }
      case UInt8(ascii: "@"), UInt8(ascii: "!"): output.append(UInt8(ascii: "\\"))
      default: break
      }
      output.append(byte)
    }
  }

  /// What keeps two formulas apart whose dollars would touch; it shows nothing.
  static let gap = "<!---->"

  /// A template's text whose own dollars, digits and full stops stay apart from the values before
  /// them: `$$` would open a display, `$1$5` is no formula, `1.` opens a list.
  static func keepingApart(_ text: [UInt8], _ contexts: [Int: Context]) -> [UInt8] {
    var result: [UInt8] = []
    var end = 0
    for token in Token.all(in: text) where contexts[token.number] ?? .text == .text {
      result += text[end..<token.range.lowerBound]
      let isFirst = startsLine(result)
      result += text[token.range]
      end = token.range.upperBound
      guard end < text.count else { break }
      switch text[end] {
      case UInt8(ascii: "$"), UInt8(ascii: "0")...UInt8(ascii: "9"): result += gap.utf8
      case UInt8(ascii: "."), UInt8(ascii: ")"): if isFirst { result.append(UInt8(ascii: "\\")) }
      default: break
      }
    }
    return result + text[end...]
  }

  /// Whether nothing stands at the end of a text but what opens a list, a quotation or a footnote.
  static func startsLine(_ text: [UInt8]) -> Bool {
    if text.suffix(3) == Array("]: ".utf8)[...] { return true }
    for byte in text.reversed() {
      switch byte {
      case UInt8(ascii: "\n"): return true
      case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: " "), UInt8(ascii: "\t"),
        UInt8(ascii: ">"), UInt8(ascii: "-"), UInt8(ascii: "+"), UInt8(ascii: "*"),
        UInt8(ascii: "."), UInt8(ascii: ")"), UInt8(ascii: "["), UInt8(ascii: "]"):
        continue
      default: return false
      }
    }
    return true
  }

  /// Appends inline code.
  static func append(code text: String, to output: inout [UInt8]) {
    if text.isEmpty { return }
    let fence = [UInt8](repeating: UInt8(ascii: "`"), count: longestRun(text) + 1)
    let needsSpace = text.hasPrefix("`") || text.hasSuffix("`")
    output += fence
    if needsSpace { output.append(UInt8(ascii: " ")) }
    output += text.replacing("|", with: "\\|").utf8
    if needsSpace { output.append(UInt8(ascii: " ")) }
    output += fence
  }

  /// The lines of a listing in its fence.
  static func listing(_ text: String, language: String) -> [String] {
    var lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    while lines.last?.allSatisfy(\.isWhitespace) == true { lines.removeLast() }
    let fence = String(repeating: "`", count: max(3, longestRun(text) + 1))
    return [fence + language] + lines + [fence]
  }

  /// The longest run of backquotes.
  private static func longestRun(_ text: String) -> Int {
    var (longest, run) = (0, 0)
    for byte in text.utf8 {
      run = byte == UInt8(ascii: "`") ? run + 1 : 0
      longest = max(longest, run)
    }
    return longest
  }
}
