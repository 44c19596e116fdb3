/// Tokens in a filled text: a private-use character, a number, another private-use character.
///
/// A place's token stands where a value goes (U+F0000 17 U+F0001), a heading's where its identifier
/// goes (U+F0002 3 U+F0003). A template holds none of these characters itself.
struct Token: Hashable {
  enum Kind: Hashable { case place, anchor }
  let kind: Kind
  let number: Int
  /// Where it stands, in bytes.
  let range: Range<Int>

  /// The token that begins at an offset, if one does.
  init?(in bytes: [UInt8], at offset: Int) {
    guard offset + 8 < bytes.count, bytes[offset] == Self.lead, bytes[offset + 1] == 0xB0,
      bytes[offset + 2] == 0x80
    else { return nil }
    let kind: Kind
    switch bytes[offset + 3] {
    case 0x80: kind = .place
    case 0x82: kind = .anchor
    default: return nil
    }
    var end = offset + 4
    var number = 0
    while end < bytes.count, isDigit(bytes[end]) {
      number = number * 10 + Int(bytes[end] - 0x30)
      end += 1
    }
    guard end > offset + 4, end + 4 <= bytes.count else { return nil }
    self.kind = kind
    self.number = number
    range = offset..<(end + 4)
  }

  /// The first byte of every token, which no other character of a template has before these.
  static let lead: UInt8 = 0xF3

  static func text(_ kind: Kind, _ number: Int) -> String {
    switch kind {
    case .place: "\u{F0000}\(number)\u{F0001}"
    case .anchor: "\u{F0002}\(number)\u{F0003}"
    }
  }

  /// All tokens of a text, in order.
  static func all(in bytes: [UInt8]) -> [Token] {
    var tokens: [Token] = []
    var offset = 0
    while offset < bytes.count {
      if bytes[offset] == lead, let token = Token(in: bytes, at: offset) {
        tokens.append(token)
        offset = token.range.upperBound
      } else {
        offset += 1
      }
    }
    return tokens
  }

  /// A text with something else for each of its tokens of a kind.
  static func replacing(_ kind: Kind, in text: String, with piece: (Int) -> String) -> String {
    let bytes = Array(text.utf8)
    var result: [UInt8] = []
    var end = 0
    for token in all(in: bytes) where token.kind == kind {
      result += bytes[end..<token.range.lowerBound]
      result += piece(token.number).utf8
      end = token.range.upperBound
    }
    return String(decoding: result + bytes[end...], as: UTF8.self)
  }

  static func all(in text: String) -> [Token] { all(in: Array(text.utf8)) }
}
