/// JSON to be written: keys stay in the order given, numbers in their shortest form that reads
/// back as the same number.
public indirect enum JSONValue: Sendable {
  case string(String)
  case integer(Int)
  case number(Double)
  case bool(Bool)
  case null
  case array([JSONValue])
  case object([(key: String, value: JSONValue)])

  /// An optional value, `null` where there is none.
  public static func optional<Value>(
    _ value: Value?, _ make: (Value) -> JSONValue
  ) -> JSONValue {
    value.map(make) ?? .null
  }

  public static func numbers(_ values: [Double]) -> JSONValue { .array(values.map { .number($0) }) }
  public static func strings(_ values: [String]) -> JSONValue { .array(values.map { .string($0) }) }

  /// The text, ending in a line feed. Objects and lists of them take a line an entry; lists of
  /// plain values stand on one line.
  public var text: String {
    var text = ""
    write(to: &text, indentation: "\n")
    return text + "\n"
  }

  private var isPlain: Bool {
    switch self {
    case .array, .object: false
    case .string, .integer, .number, .bool, .null: true
    }
  }

  private func write(to text: inout String, indentation: String) {
    switch self {
    case .string(let string): Self.write(string, to: &text)
    case .integer(let integer): text += String(integer)
    case .number(let number): Self.write(number, to: &text)
    case .bool(let bool): text += bool ? "true" : "false"
    case .null: text += "null"
    case .array(let items):
      let isOnOneLine = items.allSatisfy(\.isPlain)
      let inner = isOnOneLine ? " " : indentation + "  "
      text += "["
      for (number, item) in items.enumerated() {
        if number > 0 { text += "," }
        if number > 0 || !isOnOneLine { text += inner }
        item.write(to: &text, indentation: inner)
      }
      text += isOnOneLine || items.isEmpty ? "]" : indentation + "]"
    case .object(let entries):
      let inner = indentation + "  "
      text += "{"
      for (number, entry) in entries.enumerated() {
        text += number > 0 ? "," + inner : inner
        Self.write(entry.key, to: &text)
        text += ": "
        entry.value.write(to: &text, indentation: inner)
      }
      text += entries.isEmpty ? "}" : indentation + "}"
    }
  }

  /// JSON has no infinity and no "not a number": they are written as strings.
  private static func write(_ number: Double, to text: inout String) {
    if number == 0 {
      text += "0"
    } else if !number.isFinite {
      text += "\"\(number)\""
    } else {
      let description = number.description
      text += description.hasSuffix(".0") ? String(description.dropLast(2)) : description
    }
  }

  private static func write(_ string: String, to text: inout String) {
    text += "\""
    for scalar in string.unicodeScalars {
      switch scalar {
      case "\"": text += "\\\""
      case "\\": text += "\\\\"
      case "\n": text += "\\n"
      case "\t": text += "\\t"
      case "\r": text += "\\r"
      case _ where scalar.value < 0x20:
        let hex = String(scalar.value, radix: 16)
        text += "\\u" + String(repeating: "0", count: 4 - hex.count) + hex
      default: text.unicodeScalars.append(scalar)
      }
    }
    text += "\""
  }
}
