/// Marks at the ends of a template's lines, which tell for each line of the filled text where in
/// the template it comes from. Only used once something is wrong with the filled text.
struct LineMarks {
  /// From the private use area: no text that could be written into a document has them.
  static let open: Character = "\u{F8F0}"
  static let close: Character = "\u{F8F1}"

  let isOn: Bool
  private var line = 1
  /// Whether the line has anything but tags that leave nothing behind: a mark on a line without
  /// would keep it from vanishing.
  private var hasText = false

  init(isOn: Bool) { self.isOn = isOn }

  mutating func sawText() { hasText = true }

  /// Text between tags, with a mark before each end of a line.
  mutating func marked(_ text: Substring) -> String {
    guard isOn else { return String(text) }
    var result = ""
    for character in text {
      if character == "\n" {
        if hasText { result += "\(Self.open)\(line)\(Self.close)" }
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
