import Formulas
import Reports

/// One format's way to write values.
protocol ValueWriter: Sendable {
  /// Appends a value for what its place turned out to be; of a record its whole is in the place.
  func append(_ value: Value, _ context: Context, to output: inout [UInt8])
}

extension Value {
  /// The value at a place of a formula, in brackets where what stands beside it binds tighter.
  func formula(in binding: Binding) -> Formula {
    let formula = formula ?? .words(plainText ?? "")
    let needsBrackets =
      switch binding {
      case .loose, .script: false
      case .term: formula.startsWithMinus
      case .factor: formula.startsWithMinus || formula.binding == .sum
      case .beside: formula.startsWithMinus || formula.binding == .sum || formula.beginsWithDigit
      case .base: formula.binding != .atom
      }
    return needsBrackets ? .fence(.parentheses, formula) : formula
  }

  /// The value on one line, without control characters.
  var line: String { plainText.map(oneLine) ?? "" }
}

/// Appends a text as it stands in an address, so that it can end nothing and begin no scheme.
///
/// Source: RFC 3986, section 2.3: all but unreserved characters are percent-encoded.
func appendAddress(_ text: String, to output: inout [UInt8]) {
  let digits = Array("0123456789ABCDEF".utf8)
  for byte in text.utf8 {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."),
      UInt8(ascii: "_"), UInt8(ascii: "~"):
      output.append(byte)
    default:
      output.append(UInt8(ascii: "%"))
      output.append(digits[Int(byte >> 4)])
      output.append(digits[Int(byte & 15)])
    }
  }
}

/// An integer with a thin space between its thousands.
func grouped(_ number: Int, by separator: String) -> String {
  var groups: [Substring] = []
  var rest = Substring(String(number))
  while rest.count > 3 {
    groups.insert(rest.suffix(3), at: 0)
    rest = rest.dropLast(3)
  }
  return ([rest] + groups).joined(separator: separator)
}

/// Appends a value's formula in TeX.
func appendTeX(_ value: Value, dialect: TeX.Dialect, to output: inout [UInt8]) {
  if case .shared(let shared) = value {
    shared.appendTeX(dialect: dialect, to: &output)
  } else {
    TeX.append(value.formula(in: .loose), dialect: dialect, to: &output)
  }
}
