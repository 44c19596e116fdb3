import Foundation

/// Letters, names and words: none of them can break a formula.
extension TeXWriter {
  func appendLetter(_ letter: String, to bytes: inout [UInt8]) {
    if letter.utf8.count == 1, let byte = letter.utf8.first, Self.isLetter(byte) {
      bytes.append(byte)
    } else if let command = Self.symbol(letter) {
      bytes.append(command)
    } else {
      appendText(letter, to: &bytes)
    }
  }

  /// Appends an upright word.
  func appendWord(_ word: String, _ command: StaticString, to bytes: inout [UInt8]) {
    let isPlain = word.utf8.allSatisfy { Self.isLetter($0) || Self.isDigit($0) || $0 == 0x5F }
    guard isPlain else { return appendText(word, to: &bytes) }
    bytes.append(command)
    for byte in word.utf8 {
      if byte == UInt8(ascii: "_") { bytes.append(underscore) } else { bytes.append(byte) }
    }
    bytes.append("}")
  }

  /// A Markdown reader would take the backslash of `\_`, so there a line is drawn below a space.
  private var underscore: StaticString {
    dialect == .latex ? "\\_" : "\\underline{\\enspace}"
  }

  /// Appends words within a formula; what text cannot hold stands between two texts.
  func appendText(_ text: String, to bytes: inout [UInt8]) {
    if text.utf8.allSatisfy(Self.isPlain) {
      bytes.append("\\text{")
      bytes.append(text: text)
      return bytes.append("}")
    }
    var isOpen = false
    func open(_ isToBeOpen: Bool) {
      if isToBeOpen != isOpen { bytes.append(isToBeOpen ? "\\text{" : "}") }
      isOpen = isToBeOpen
    }
    for character in text.precomposedStringWithCanonicalMapping {
      if let command = textCommand(character) {
        open(true)
        bytes.append(command)
      } else if let command = Self.symbol(String(character)) ?? mathCommand(character) {
        open(false)
        bytes.append("{")
        bytes.append(command)
        bytes.append("}")
      } else if character.isNewline || character == "\t" {
        open(true)
        bytes.append(" ")
      } else if let ascii = character.asciiValue, ascii < 0x20 || ascii == 0x7F {
        continue
      } else {
        open(true)
        if dialect == .latex {
          for scalar in character.unicodeScalars { bytes.append(text: TeX.text(of: scalar)) }
        } else {
          bytes.append(text: String(character))
        }
      }
    }
    open(false)
  }

  private func textCommand(_ character: Character) -> StaticString? {
    guard dialect == .latex else {
      // Wide forms of what a Markdown reader leaves no way to write.
      switch character {
      case "%": return "％"
      case "$": return "＄"
      case "#": return "＃"
      case "&": return "＆"
      default: return nil
      }
    }
    switch character {
    case "%": return "\\%"
    case "$": return "\\$"
    case "#": return "\\#"
    case "&": return "\\&"
    case "_": return "\\_"
    default: return nil
    }
  }

  private func mathCommand(_ character: Character) -> StaticString? {
    switch character {
    case "_": "\\underline{\\enspace}"
    case "{": "\\lbrace "
    case "}": "\\rbrace "
    case "\\": "\\backslash "
    case "^": "\\wedge "
    case "~": "\\sim "
    case "<": dialect == .latex ? "<" : "\\lt "
    case ">": dialect == .latex ? ">" : "\\gt "
    case "|": "\\vert "
    case "*": "\\ast "
    case "`": "\\prime "
    default: nil
    }
  }

  /// What a symbol is called.
  static func symbol(_ letter: String) -> StaticString? {
    Greek.byLetter[letter]?.tex ?? symbols[letter]
  }

  private static let symbols: [String: StaticString] = [
    "∂": "\\partial ", "∇": "\\nabla ", "∞": "\\infty ", "∗": "\\ast ", "′": "\\prime ",
    "ℓ": "\\ell ", "∑": "\\Sigma ", "≤": "\\leq ", "≥": "\\geq ", "≠": "\\neq ",
    "≈": "\\approx ", "→": "\\to ", "←": "\\leftarrow ", "⇒": "\\Rightarrow ", "∈": "\\in ",
    "−": "-", "√": "\\surd ", "·": "\\cdot ", "⋅": "\\cdot ", "×": "\\times ", "⊙": "\\odot ",
    "∘": "\\circ ", "…": "\\ldots ", "²": "^{2}", "³": "^{3}", "⟨": "\\langle ",
    "⟩": "\\rangle ", "𝟏": "\\mathbf{1}",
  ]

  private static func isLetter(_ byte: UInt8) -> Bool {
    (97...122).contains(byte) || (65...90).contains(byte)
  }

  /// Whether it means nothing but itself, in text as TeX and Markdown read it.
  private static func isPlain(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: " "), UInt8(ascii: ","), UInt8(ascii: "."), UInt8(ascii: "("),
      UInt8(ascii: ")"), UInt8(ascii: "-"), UInt8(ascii: "="), UInt8(ascii: "'"):
      true
    default: isLetter(byte) || isDigit(byte)
    }
  }

  private static func isDigit(_ byte: UInt8) -> Bool { (48...57).contains(byte) }
}

extension TeX {
  /// A character in LaTeX's text: itself, where the usual fonts of pdflatex lack it a symbol of
  /// mathematics, and where there is none its number.
  package static func text(of scalar: Unicode.Scalar) -> String {
    switch scalar.value {
    case 0x20...0x7E, 0xA1...0xFF, 0x100...0x107, 0x10C...0x111, 0x118...0x11B, 0x139...0x13A,
      0x13D...0x13E, 0x141...0x144, 0x147...0x148, 0x150...0x155, 0x158...0x15B, 0x15E...0x165,
      0x16E...0x171, 0x178...0x17E, 0x2013...0x2014, 0x2018...0x201E, 0x2020...0x2022, 0x2026,
      0x20AC:
      return String(scalar)
    case 0xA0: return "~"
    default:
      guard let symbol = TeXWriter.symbol(String(scalar)) else {
        return "[U+\(String(scalar.value, radix: 16, uppercase: true))]"
      }
      return "\\ensuremath{\("\(symbol)".trimmingCharacters(in: .whitespaces))}"
    }
  }
}
