/// Text in HTML: what an author or an example says is never markup.
public enum HTMLText {
  /// Appends a text so that it reads the same within an element and within an attribute in double
  /// quotes.
  public static func append(_ text: String, to bytes: inout [UInt8]) {
    guard text.utf8.contains(where: isMarkup) else { return bytes.append(text: text) }
    for byte in text.utf8 {
      switch byte {
      case UInt8(ascii: "&"): bytes.append("&amp;")
      case UInt8(ascii: "<"): bytes.append("&lt;")
      case UInt8(ascii: ">"): bytes.append("&gt;")
      case UInt8(ascii: "\""): bytes.append("&quot;")
      default: bytes.append(byte)
      }
    }
  }

  /// The text so written.
  public static func escaped(_ text: some StringProtocol) -> String {
    var bytes: [UInt8] = []
    append(String(text), to: &bytes)
    return String(decoding: bytes, as: UTF8.self)
  }

  /// The text that such HTML shows.
  package static func read(_ html: some StringProtocol) -> String {
    String(html).replacing("&lt;", with: "<").replacing("&gt;", with: ">")
      .replacing("&quot;", with: "\"").replacing("&amp;", with: "&")
  }

  private static func isMarkup(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "&"), UInt8(ascii: "<"), UInt8(ascii: ">"), UInt8(ascii: "\""): true
    default: false
    }
  }
}
