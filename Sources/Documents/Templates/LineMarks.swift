/// Marks at the ends of a template's lines, which tell for each line of the filled text where in
/// the template it comes from. Only used once something is wrong with the filled text.
struct LineMarks {
  /// From the private use area: no text that could be written into a document has them.
  static let open: Character = "\u{F8F0}"
  static let close: Character = "\u{F8F1}"

  /// The file's path; `nil` where nothing is marked.
  let path: String?
  private var line = 1
  /// Whether the line has anything but tags that leave nothing behind: a mark on a line without
  /// would keep it from vanishing.
  private var hasText = false

  init(path: String?) { self.path = path }

  /// A tag; only a value leaves text behind.
  mutating func read(_ tag: Substring, isText: Bool) {
    line += tag.count { $0 == "\n" }
    if isText { hasText = true }
  }

  /// Text between tags, with a mark before each end of a line.
  mutating func marked(_ text: Substring) -> String {
    guard let path else { return String(text) }
    var result = ""
    for character in text {
      if character == "\n" {
        if hasText { result += "\(Self.open)\(path):\(line)\(Self.close)" }
        hasText = false
        line += 1
      } else if !character.isWhitespace {
        hasText = true
      }
      result.append(character)
    }
    return result
  }
}
