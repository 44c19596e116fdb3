import Problems
import Reports

/// A filled template: a text with a token for every value, and the values.
///
/// A token is U+F0000, the number of the place in decimal digits, U+F0001. Equal texts have the
/// same structure: what is made from the text alone can be kept for all values.
public struct Filled: Sendable {
  /// In UTF-8.
  public internal(set) var text: [UInt8] = []
  /// What goes where the tokens stand, by their numbers, from 0.
  public internal(set) var places: [Place] = []
  /// The claims that do not hold, each once, in the order of the text.
  public internal(set) var falseClaims: [FalseClaim] = []

  /// What begins a token.
  public static let tokenStart: Unicode.Scalar = "\u{F0000}"
  /// What ends a token.
  public static let tokenEnd: Unicode.Scalar = "\u{F0001}"

  let files: [TemplateFile]
  private var segments: [Segment] = []

  /// A value, and the tag that asks for it.
  public struct Place: Sendable {
    /// Not yet written: its writer knows the format and the context.
    public let value: Value
    let source: Source
  }

  /// Where a stretch of the text comes from; it ends where the next one begins.
  private struct Segment {
    let offset: Int
    let source: Source
    /// How many bytes of the source it follows byte by byte; the rest belongs to the last of them.
    let length: Int
  }

  /// - Parameter nodes: about how many nodes will be filled.
  init(files: [TemplateFile], nodes: Int) {
    self.files = files
    text.reserveCapacity(2 * files[0].bytes.count)
    segments.reserveCapacity(nodes)
    places.reserveCapacity(nodes / 2)
  }

  /// A problem at a byte of the text, placed where that came from: in the template or a partial.
  /// - Precondition: the text has such a byte, or ends there.
  public func problem(at offset: Int, message: String, suggestion: String? = nil) -> Problem {
    precondition((0...text.count).contains(offset), "byte \(offset) of \(text.count)")
    var (low, high) = (0, segments.count)
    while low < high {
      let middle = (low + high) / 2
      if segments[middle].offset <= offset { low = middle + 1 } else { high = middle }
    }
    guard low > 0 else { return files[0].problem(at: 0, message, suggestion: suggestion) }
    let segment = segments[low - 1]
    let source = segment.source.offset + min(offset - segment.offset, segment.length)
    return files[segment.source.file].problem(at: source, message, suggestion: suggestion)
  }

  /// A problem with the value of a place: at its tag.
  public func problem(with place: Place, message: String, suggestion: String? = nil) -> Problem {
    files[place.source.file].problem(at: place.source.offset, message, suggestion: suggestion)
  }

  // MARK: Filling

  mutating func append(_ value: Value, from source: Source) {
    segments.append(Segment(offset: text.count, source: source, length: 0))
    appendPrivateCharacter(0x80)
    appendDecimal(places.count)
    appendPrivateCharacter(0x81)
    places.append(Place(value: value, source: source))
  }

  mutating func append(_ piece: Node.Text, indentation: [UInt8]) {
    if indentation.isEmpty {
      append(piece.bytes[...], from: piece.source)
      return
    }
    var start = 0
    for place in piece.lineStarts {
      append(piece.bytes[start..<place], from: piece.source)
      let source = Source(file: piece.source.file, offset: piece.source.offset + place)
      segments.append(Segment(offset: text.count, source: source, length: 0))
      text += indentation
      start = place
    }
    append(piece.bytes[start...], from: piece.source)
  }

  private mutating func append(_ bytes: ArraySlice<UInt8>, from source: Source) {
    if bytes.isEmpty { return }
    let source = Source(file: source.file, offset: source.offset + bytes.startIndex)
    segments.append(Segment(offset: text.count, source: source, length: bytes.count))
    text += bytes
  }

  /// The private-use character F3 B0 80 and the last byte: U+F0000, U+F0001.
  private mutating func appendPrivateCharacter(_ last: UInt8) {
    text.append(0xF3)
    text.append(0xB0)
    text.append(0x80)
    text.append(last)
  }

  private mutating func appendDecimal(_ number: Int) {
    if number > 9 { appendDecimal(number / 10) }
    text.append(UInt8(ascii: "0") + UInt8(number % 10))
  }
}
