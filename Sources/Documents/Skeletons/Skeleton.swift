/// A filled template with its values still out: all structure, no value.
///
/// Made once for each distinct text, written once for each page: the bytes in between are copied,
/// and a value is written at each place for what that place turned out to be.
struct Skeleton: Sendable {
  struct Place: Hashable, Sendable {
    /// Where in `bytes` the value goes.
    let offset: Int
    /// Which of the filled template's places it is; a heading's number for an anchor.
    let number: Int
    let context: Context
  }

  private(set) var bytes: [UInt8] = []
  private(set) var places: [Place] = []

  mutating func append(_ byte: UInt8) { bytes.append(byte) }
  mutating func append(_ part: some Sequence<UInt8>) { bytes.append(contentsOf: part) }

  /// Takes bytes off the end.
  /// - Precondition: no place stands among them.
  mutating func dropLast(_ count: Int) { bytes.removeLast(count) }

  init() {}

  /// A text whose tokens are places of known contexts; others are running text.
  init(_ text: [UInt8], contexts: [Int: Context]) {
    var end = 0
    for token in Token.all(in: text) {
      bytes.append(contentsOf: text[end..<token.range.lowerBound])
      append(place: token.number, contexts[token.number] ?? .text)
      end = token.range.upperBound
    }
    bytes.append(contentsOf: text[end...])
  }

  mutating func append(place number: Int, _ context: Context) {
    places.append(Place(offset: bytes.count, number: number, context: context))
  }

  /// Appends the text with its values.
  func write(
    to output: inout [UInt8], value: (Place, inout [UInt8]) throws -> Void
  ) rethrows {
    output.reserveCapacity(output.count + bytes.count + 64 * places.count)
    var written = 0
    try bytes.withUnsafeBufferPointer { bytes in
      for place in places {
        output.append(contentsOf: UnsafeBufferPointer(rebasing: bytes[written..<place.offset]))
        try value(place, &output)
        written = place.offset
      }
      output.append(contentsOf: UnsafeBufferPointer(rebasing: bytes[written...]))
    }
  }
}

/// What a place in a template turned out to be.
enum Context: Hashable, Sendable {
  /// A paragraph of its own: a formula is displayed, a listing keeps its lines.
  case block
  /// Running text.
  case text
  /// Text that can hold no markup: a page's title, an attribute in quotes.
  case plain
  /// Code, inline or a block of it.
  case code
  /// Code in the cell of a table.
  case cellCode
  /// Part of a formula that the author wrote, and how what is around it binds.
  case formula(Binding)
  /// Words within a formula of the author's.
  case formulaWords
  /// A formula that is this value alone.
  case wholeFormula(isDisplay: Bool)
  /// What a screen reader says of an author's formula.
  case speech
  /// Part of an address, behind its scheme or before none.
  case address
  /// The identifier of a heading.
  case anchor
}

/// How tightly what stands beside a value in a formula binds it.
enum Binding: Hashable, Sendable {
  case loose
  /// A term behind a plus: brackets around what begins with a minus.
  case term
  /// A factor, or a term behind a minus: brackets around a sum as well.
  case factor
  /// A factor right behind another value: brackets around what begins with a digit as well.
  case beside
  /// The base of a power: brackets around all but an atom.
  case base
  /// All that a script holds.
  case script
}
