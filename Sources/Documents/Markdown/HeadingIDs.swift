/// Gives headings identifiers as code hosts do: `Why it is one` becomes `why-it-is-one`.
///
/// Letters are lowered, spaces become hyphens, letters of any script, digits, `-` and `_` stay,
/// all else goes. The second of a name gets `-1`, the third `-2`. Nothing left gives `section`.
struct HeadingIDs {
  private var used: Set<String>
  private var next: [String: Int] = [:]

  init(reserved: Set<String>) { used = reserved }

  mutating func id(for text: String) -> String {
    var slug = ""
    for character in text.lowercased() {
      if character == "-" || character == "_" || character.isLetter || character.isNumber {
        slug.append(character)
      } else if character.isWhitespace {
        slug.append("-")
      }
    }
    if slug.allSatisfy({ $0 == "-" }) { slug = "section" }
    guard !used.insert(slug).inserted else { return slug }
    var number = next[slug, default: 1]
    while !used.insert("\(slug)-\(number)").inserted { number += 1 }
    next[slug] = number + 1
    return "\(slug)-\(number)"
  }

  /// What of a formula an identifier keeps: `\frac{\partial L}{\partial W}` gives `L W`.
  static func words(ofTeX tex: String) -> String {
    var words = ""
    var isCommand = false
    for character in tex {
      if character == "\\" {
        isCommand = true
        words.append(" ")
      } else if isCommand, character.isLetter {
        continue
      } else {
        isCommand = false
        // A value's token stays whole: the value comes in its place.
        let isToken = character.unicodeScalars.contains { $0.value >= 0xF0000 }
        let stays = character == "_" || character.isLetter || character.isNumber || isToken
        words.append(stays ? character : " ")
      }
    }
    return words.split(separator: " ").joined(separator: " ")
  }
}
