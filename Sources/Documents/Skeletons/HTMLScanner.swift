/// Finds out where in an HTML text its tokens stand, as a browser's tokenizer would.
///
/// Source: https://html.spec.whatwg.org/multipage/parsing.html#tokenization, as far as it matters
/// for what may stand at a place. Linear in the length of the text.
struct HTMLScanner {
  private let bytes: [UInt8]
  /// What is known of places from the Markdown: those that stand alone, those in formulas.
  private let known: [Int: Context]
  private var offset = 0
  /// How deep in elements that show code, and in formulas.
  private var code = 0
  private var formula = 0
  private(set) var skeleton = Skeleton()
  /// Places where no value can stand, and why.
  private(set) var refused: [(place: Int, reason: String)] = []

  /// Scans a text.
  init(_ bytes: [UInt8], known: [Int: Context] = [:]) {
    self.bytes = bytes
    self.known = known
    scanText()
  }

  // MARK: Text

  private mutating func scanText() {
    while offset < bytes.count {
      if bytes[offset] == UInt8(ascii: "<"), scanMarkup() { continue }
      if let token = token() {
        let context = formula > 0 ? .formulaWords : code > 0 ? .code : alone(token) ?? .text
        let isWhole = context == .block && dropParagraph(around: token)
        append(token, context)
        if isWhole { offset += 4 }
      } else {
        copy()
      }
    }
  }

  /// A tag, a comment or a declaration; `false` where the `<` is text.
  private mutating func scanMarkup() -> Bool {
    let next = offset + 1 < bytes.count ? bytes[offset + 1] : 0
    if starts(with: "<!--") {
      copyRaw(until: endOfComment(), "a comment")
      return true
    }
    if next == UInt8(ascii: "!") || next == UInt8(ascii: "?") {
      let end = find(">", from: offset).map { $0 + 1 } ?? bytes.count
      copyRaw(until: end, "a declaration")
      return true
    }
    if isLetter(next) {
      scanTag(isEnd: false)
      return true
    }
    if next == UInt8(ascii: "/"), offset + 2 < bytes.count, isLetter(bytes[offset + 2]) {
      scanTag(isEnd: true)
      return true
    }
    return false
  }

  // MARK: Tags

  private mutating func scanTag(isEnd: Bool) {
    let start = offset
    offset += isEnd ? 2 : 1
    while offset < bytes.count, !isSpace(bytes[offset]), bytes[offset] != UInt8(ascii: "/"),
      bytes[offset] != UInt8(ascii: ">")
    { offset += 1 }
    let name = lowered((start + (isEnd ? 2 : 1))..<offset)
    skeleton.append(bytes[start..<offset])
    refuseTokens(in: start..<offset, "the name of a tag")
    scanAttributes()
    switch name {
    case "code", "pre", "kbd", "samp": code = max(0, code + (isEnd ? -1 : 1))
    case "math": formula = max(0, formula + (isEnd ? -1 : 1))
    case "mtext" where !isEnd && formula > 0: scanFormulaText()
    case "script", "style", "xmp", "iframe", "noembed", "noframes", "noscript", "plaintext":
      if !isEnd { copyRaw(until: endTag(name), "<\(name)>") }
    case "title", "textarea":
      if !isEnd { scanPlain(until: endTag(name)) }
    default: break
    }
  }

  private mutating func scanAttributes() {
    while offset < bytes.count {
      let byte = bytes[offset]
      if byte == UInt8(ascii: ">") { return copy() }
      if isSpace(byte) || byte == UInt8(ascii: "/") {
        copy()
        continue
      }
      scanAttribute()
    }
  }

  private mutating func scanAttribute() {
    let start = offset
    // A name may begin with an equals sign, and with nothing else that ends it.
    offset += 1
    while offset < bytes.count, !isSpace(bytes[offset]), bytes[offset] != UInt8(ascii: "="),
      bytes[offset] != UInt8(ascii: ">"), bytes[offset] != UInt8(ascii: "/")
    { offset += 1 }
    let name = lowered(start..<offset)
    refuseTokens(in: start..<offset, "the name of an attribute")
    skeleton.append(bytes[start..<offset])
    var next = offset
    while next < bytes.count, isSpace(bytes[next]) { next += 1 }
    guard next < bytes.count, bytes[next] == UInt8(ascii: "=") else { return }
    next += 1
    while next < bytes.count, isSpace(bytes[next]) { next += 1 }
    skeleton.append(bytes[offset..<next])
    offset = next
    guard offset < bytes.count else { return }
    let quote = bytes[offset]
    if quote == UInt8(ascii: "\"") {
      copy()
      scanValue(of: name, until: bytes[offset...].firstIndex(of: quote) ?? bytes.count)
      if offset < bytes.count { copy() }
    } else if quote == UInt8(ascii: "'") {
      // A value is written so that it ends no double quotes; an apostrophe would end these.
      let end = bytes[(offset + 1)...].firstIndex(of: quote).map { $0 + 1 } ?? bytes.count
      let isScript = Self.isScript(name)
      copyRaw(until: end, isScript ? "the attribute '\(name)'" : "an attribute in single quotes")
    } else {
      var end = offset
      while end < bytes.count, !isSpace(bytes[end]), bytes[end] != UInt8(ascii: ">") { end += 1 }
      copyRaw(until: end, "an attribute without quotes")
    }
  }

  private static let addresses: Set<String> = [
    "href", "src", "action", "formaction", "data", "poster", "background", "cite", "xlink:href",
    "longdesc", "manifest", "ping", "srcset",
  ]

  /// Whether an attribute holds another language.
  private static func isScript(_ name: String) -> Bool {
    name.hasPrefix("on") || name == "style" || name == "srcdoc"
  }

  private mutating func scanValue(of name: String, until end: Int) {
    if Self.isScript(name) {
      return copyRaw(until: end, "the attribute '\(name)'")
    }
    let isAddress = Self.addresses.contains(name)
    let start = offset
    while offset < end {
      guard let token = token() else {
        copy()
        continue
      }
      if isAddress, endsAScheme(start..<end, at: token.range) {
        refused.append((token.number, "the scheme of a link"))
      }
      append(token, isAddress ? .address : name == "alttext" ? .speech : .plain)
    }
  }

  /// Whether a token stands before the colon that ends an address's scheme.
  private func endsAScheme(_ value: Range<Int>, at token: Range<Int>) -> Bool {
    let marks: Set<UInt8> = [UInt8(ascii: "/"), UInt8(ascii: "?"), UInt8(ascii: "#")]
    if bytes[value.lowerBound..<token.lowerBound].contains(where: marks.contains) { return false }
    for byte in bytes[token.upperBound..<value.upperBound] {
      if marks.contains(byte) { return false }
      if byte == UInt8(ascii: ":") { return true }
    }
    return false
  }

  // MARK: What holds no tags

  /// The text of an `<mtext>`: a token alone is the value's formula in its place.
  private mutating func scanFormulaText() {
    let (opening, closing) = (Array("<mtext>".utf8), Array("</mtext>".utf8))
    guard offset < bytes.count, let token = token(), skeleton.bytes.suffix(7) == opening[...],
      bytes[token.range.upperBound...].starts(with: closing)
    else { return }
    skeleton.dropLast(opening.count)
    let context = known[token.number] ?? .formula(.loose)
    append(token, context)
    offset += closing.count
  }

  private mutating func scanPlain(until end: Int) {
    while offset < end {
      if let token = token() { append(token, .plain) } else { copy() }
    }
  }

  private mutating func copyRaw(until end: Int, _ what: String) {
    refuseTokens(in: offset..<end, what)
    skeleton.append(bytes[offset..<end])
    offset = end
  }

  private mutating func refuseTokens(in range: Range<Int>, _ what: String) {
    var place = range.lowerBound
    while place < range.upperBound {
      if bytes[place] == Token.lead, let token = Token(in: bytes, at: place) {
        refused.append((token.number, what))
        place = token.range.upperBound
      } else {
        place += 1
      }
    }
  }

  // MARK: Bytes

  /// What a token in running text is, where it is a block or a formula of its own.
  private func alone(_ token: Token) -> Context? {
    switch known[token.number] {
    case .block: .block
    case .wholeFormula(let isDisplay): .wholeFormula(isDisplay: isDisplay)
    default: nil
    }
  }

  private func token() -> Token? {
    bytes[offset] == Token.lead ? Token(in: bytes, at: offset) : nil
  }

  /// Takes the tags of a paragraph away around the block that it is: a block writes its own.
  private mutating func dropParagraph(around token: Token) -> Bool {
    guard skeleton.bytes.suffix(3) == Array("<p>".utf8)[...],
      bytes[token.range.upperBound...].starts(with: "</p>".utf8)
    else { return false }
    skeleton.dropLast(3)
    return true
  }

  private mutating func append(_ token: Token, _ context: Context) {
    skeleton.append(place: token.number, token.kind == .anchor ? .anchor : context)
    offset = token.range.upperBound
  }

  private mutating func copy() {
    skeleton.append(bytes[offset])
    offset += 1
  }

  private func starts(with text: String) -> Bool { bytes[offset...].starts(with: text.utf8) }

  /// Where a text stands next, letters of either case.
  private func find(_ text: String, from start: Int) -> Int? {
    let sought = Array(text.utf8)
    guard bytes.count >= sought.count else { return nil }
    var place = start
    while place <= bytes.count - sought.count {
      var length = 0
      while length < sought.count, lowered(bytes[place + length]) == sought[length] { length += 1 }
      if length == sought.count { return place }
      place += 1
    }
    return nil
  }

  /// Where a comment that begins here ends: `-->` or `--!>`, or at once as `<!-->` and `<!--->` do.
  private func endOfComment() -> Int {
    if starts(with: "<!-->") { return offset + 5 }
    if starts(with: "<!--->") { return offset + 6 }
    var place = offset + 4
    while let dashes = find("--", from: place) {
      let rest = bytes[(dashes + 2)...]
      if rest.first == UInt8(ascii: ">") { return dashes + 3 }
      if rest.starts(with: "!>".utf8) { return dashes + 4 }
      place = dashes + 1
    }
    return bytes.count
  }

  /// Where the next end tag of this name begins; the end of the text where there is none.
  private func endTag(_ name: String) -> Int {
    var place = offset
    while let start = find("</" + name, from: place) {
      let next = start + 2 + name.utf8.count
      guard next < bytes.count else { return start }
      if isSpace(bytes[next]) || bytes[next] == UInt8(ascii: "/")
        || bytes[next] == UInt8(ascii: ">")
      {
        return start
      }
      place = next
    }
    return bytes.count
  }

  private func lowered(_ range: Range<Int>) -> String {
    String(decoding: bytes[range].map(lowered), as: UTF8.self)
  }

  private func lowered(_ byte: UInt8) -> UInt8 {
    (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte) ? byte | 0x20 : byte
  }
}
