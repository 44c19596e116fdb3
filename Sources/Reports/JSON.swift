import Formulas
import Synchronization

/// JSON to be written: keys stay in the order given, numbers in their shortest form that reads back
/// as the same number. Arrays are row-major; positions count from 1, as everywhere a reader sees them.
///
/// Objects and lists of them take a line an entry; lists of plain values stand on one line.
public enum JSON {
  /// A record's data members as an object, ending in a line feed.
  public static func bytes(_ record: any Record) -> [UInt8] {
    var bytes: [UInt8] = []
    append(record, 0, to: &bytes)
    bytes.append(UInt8(ascii: "\n"))
    return bytes
  }

  // MARK: Values

  private static func append(_ value: Value, _ depth: Int, to bytes: inout [UInt8]) {
    switch value {
    case .text(let text), .code(let text), .listing(let text, _), .name(let text):
      append(text, to: &bytes)
    case .count(let count): append(decimal: count, to: &bytes)
    case .number(let number): append(number.value, to: &bytes)
    case .tensor(let tensor): append(tensor.values, to: &bytes)
    case .formula(let formula): append(SharedFormula(formula), depth, to: &bytes)
    case .shared(let shared): append(shared, depth, to: &bytes)
    case .flag(let flag): bytes += flag ? Literal.yes : Literal.no
    case .list(let values): append(values, depth, to: &bytes)
    case .record(let record): append(record, depth, to: &bytes)
    case .missing, .page: bytes += Literal.null
    }
  }

  private static func append(_ record: any Record, _ depth: Int, to bytes: inout [UInt8]) {
    if let memory = record.memory {
      bytes += memory.bytes(depth) { appendObject(record, depth, to: &$0) }
    } else {
      appendObject(record, depth, to: &bytes)
    }
  }

  /// An object. What is missing is null, and the reason stands beside it.
  private static func appendObject(_ record: any Record, _ depth: Int, to bytes: inout [UInt8]) {
    var object = Braces(depth: depth, bytes: &bytes)
    record.forEachDatum { name, value in
      object.key(name, to: &bytes)
      append(value, depth + 1, to: &bytes)
      if case .missing(let reason) = value {
        object.key(name + "_missing_because", to: &bytes)
        append(reason, to: &bytes)
      }
    }
    object.close(to: &bytes)
  }

  private static func append(_ formula: SharedFormula, _ depth: Int, to bytes: inout [UInt8]) {
    var object = Braces(depth: depth, bytes: &bytes)
    var text: [UInt8] = []
    object.key("text", to: &bytes)
    formula.appendPlainText(to: &text)
    append(text, to: &bytes)
    object.key("latex", to: &bytes)
    text.removeAll(keepingCapacity: true)
    formula.appendTeX(dialect: .latex, to: &text)
    append(text, to: &bytes)
    object.close(to: &bytes)
  }

  private static func append(_ values: [Value], _ depth: Int, to bytes: inout [UInt8]) {
    let isOnOneLine = values.allSatisfy(\.isPlain)
    bytes.append(UInt8(ascii: "["))
    for (place, value) in values.enumerated() {
      if place > 0 { bytes.append(UInt8(ascii: ",")) }
      if isOnOneLine {
        if place > 0 { bytes.append(UInt8(ascii: " ")) }
      } else {
        newline(depth + 1, to: &bytes)
      }
      append(value, depth + 1, to: &bytes)
    }
    if !isOnOneLine { newline(depth, to: &bytes) }
    bytes.append(UInt8(ascii: "]"))
  }

  private static func append(_ values: ArraySlice<Double>, to bytes: inout [UInt8]) {
    bytes.append(UInt8(ascii: "["))
    for (place, value) in zip(0..., values) {
      if place > 0 { bytes += ", ".utf8 }
      append(value, to: &bytes)
    }
    bytes.append(UInt8(ascii: "]"))
  }

  // MARK: Objects

  private struct Braces {
    let depth: Int
    var isEmpty = true

    init(depth: Int, bytes: inout [UInt8]) {
      self.depth = depth
      bytes.append(UInt8(ascii: "{"))
    }

    mutating func key(_ name: String, to bytes: inout [UInt8]) {
      if !isEmpty { bytes.append(UInt8(ascii: ",")) }
      isEmpty = false
      newline(depth + 1, to: &bytes)
      JSON.append(name, to: &bytes)
      bytes.append(UInt8(ascii: ":"))
      bytes.append(UInt8(ascii: " "))
    }

    func close(to bytes: inout [UInt8]) {
      if !isEmpty { newline(depth, to: &bytes) }
      bytes.append(UInt8(ascii: "}"))
    }
  }

  private static func newline(_ depth: Int, to bytes: inout [UInt8]) {
    bytes.append(UInt8(ascii: "\n"))
    for _ in 0..<(2 * depth) { bytes.append(UInt8(ascii: " ")) }
  }

  // MARK: Texts and numbers

  private enum Literal {
    static let yes = Array("true".utf8)
    static let no = Array("false".utf8)
    static let null = Array("null".utf8)
  }

  private static func append(decimal number: Int, to bytes: inout [UInt8]) {
    bytes += String(number).utf8
  }

  /// JSON has no infinity and no "not a number": they are written as strings.
  private static func append(_ number: Double, to bytes: inout [UInt8]) {
    if number == 0 {
      bytes.append(UInt8(ascii: "0"))
    } else if !number.isFinite {
      bytes += "\"\(number)\"".utf8
    } else if number == number.rounded(.towardZero), abs(number) < 1e15 {
      append(decimal: Int(number), to: &bytes)
    } else {
      bytes += number.description.utf8
    }
  }

  private static func append(_ text: String, to bytes: inout [UInt8]) {
    append(Array(text.utf8), to: &bytes)
  }

  /// A string; control characters, and those that some readers take for line ends, are spelled out.
  private static func append(_ text: [UInt8], to bytes: inout [UInt8]) {
    bytes.append(UInt8(ascii: "\""))
    var start = 0
    var place = 0
    while place < text.count {
      let byte = text[place]
      guard
        byte < 0x20 || byte == 0x22 || byte == 0x5C || byte == 0x7F || byte == 0xC2
          || byte == 0xE2
      else {
        place += 1
        continue
      }
      let length = byte == 0xC2 ? 2 : byte == 0xE2 ? 3 : 1
      let character = text[place..<min(place + length, text.count)]
      if let escape = escape(character) {
        bytes += text[start..<place]
        bytes += escape.utf8
        start = place + length
      }
      place += length
    }
    bytes += text[start...]
    bytes.append(UInt8(ascii: "\""))
  }

  /// How a character is spelled out, where it has to be.
  private static func escape(_ character: ArraySlice<UInt8>) -> String? {
    let code: Int
    switch (character.count, character.first) {
    case (1, UInt8(ascii: "\"")): return "\\\""
    case (1, UInt8(ascii: "\\")): return "\\\\"
    case (1, UInt8(ascii: "\n")): return "\\n"
    case (1, UInt8(ascii: "\t")): return "\\t"
    case (1, UInt8(ascii: "\r")): return "\\r"
    case (1, let byte?): code = Int(byte)
    case (2, _):
      guard let second = character.last, second < 0xA0 else { return nil }
      code = Int(second)
    case (3, _):
      guard
        character.elementsEqual([0xE2, 0x80, 0xA8]) || character.elementsEqual([0xE2, 0x80, 0xA9])
      else { return nil }
      code = character.last == 0xA8 ? 0x2028 : 0x2029
    default: return nil
    }
    let hex = String(code, radix: 16)
    return "\\u" + String(repeating: "0", count: 4 - hex.count) + hex
  }
}

/// The JSON of a record that many pages have: written once for each depth that it stands at.
public final class JSONMemory: Sendable {
  private let written = Mutex<[Int: [UInt8]]>([:])

  func bytes(_ depth: Int, _ write: (inout [UInt8]) -> Void) -> [UInt8] {
    written.remembered(depth) {
      var bytes: [UInt8] = []
      write(&bytes)
      return bytes
    }
  }
}

extension Value {
  /// Whether it takes no line of its own in a list.
  fileprivate var isPlain: Bool {
    switch self {
    case .text, .code, .listing, .name, .count, .number, .flag, .missing, .page: true
    case .tensor(let tensor): tensor.shape.rank == 0
    case .formula, .shared, .list, .record: false
    }
  }
}
