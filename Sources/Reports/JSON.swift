import Formulas

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
    case .formula(let formula): append(formula, depth, to: &bytes)
    case .flag(let flag): bytes += flag ? Literal.yes : Literal.no
    case .list(let values): append(values, depth, to: &bytes)
    case .record(let record): append(record, depth, to: &bytes)
    case .missing, .page: bytes += Literal.null
    }
  }

  /// An object. What is missing is null, and the reason stands beside it.
  private static func append(_ record: any Record, _ depth: Int, to bytes: inout [UInt8]) {
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

  private static func append(_ formula: Formula, _ depth: Int, to bytes: inout [UInt8]) {
    var object = Braces(depth: depth, bytes: &bytes)
    object.key("text", to: &bytes)
    append(PlainText.text(formula), to: &bytes)
    object.key("latex", to: &bytes)
    var latex: [UInt8] = []
    TeX.append(formula, dialect: .latex, to: &latex)
    append(String(decoding: latex, as: UTF8.self), to: &bytes)
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
      append(name, to: &bytes)
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

  /// A string; control characters, and those that some readers take for line ends, are spelled out.
  public static func append(_ text: String, to bytes: inout [UInt8]) {
    bytes.append(UInt8(ascii: "\""))
    var isPlain = true
    for byte in text.utf8
    where byte < 0x20 || byte == 0x22 || byte == 0x5C || byte == 0x7F || byte >= 0xC2 {
      isPlain = false
      break
    }
    if isPlain {
      bytes += text.utf8
    } else {
      for scalar in text.unicodeScalars { append(scalar, to: &bytes) }
    }
    bytes.append(UInt8(ascii: "\""))
  }

  private static func append(_ scalar: Unicode.Scalar, to bytes: inout [UInt8]) {
    switch scalar {
    case "\"": bytes += "\\\"".utf8
    case "\\": bytes += "\\\\".utf8
    case "\n": bytes += "\\n".utf8
    case "\t": bytes += "\\t".utf8
    case "\r": bytes += "\\r".utf8
    case _ where scalar.value < 0x20 || (0x7F...0x9F).contains(scalar.value),
      "\u{2028}", "\u{2029}":
      let hex = String(scalar.value, radix: 16)
      bytes += ("\\u" + String(repeating: "0", count: 4 - hex.count) + hex).utf8
    default: bytes += Array(String(scalar).utf8)
    }
  }
}

extension Value {
  /// Whether it takes no line of its own in a list.
  fileprivate var isPlain: Bool {
    switch self {
    case .text, .code, .listing, .name, .count, .number, .flag, .missing, .page: true
    case .tensor(let tensor): tensor.shape.rank == 0
    case .formula, .list, .record: false
    }
  }
}
