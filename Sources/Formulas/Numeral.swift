/// A number as it is shown: its sign, its digits, and where those would be too many, a power of ten.
public struct Numeral: Hashable, Sendable {
  /// Whether a minus stands before the digits.
  public let isNegative: Bool
  /// Digits without a sign: `4.60864897`; `inf` and `nan` for what is no number.
  public let digits: String
  /// The power of ten that the digits are multiplied by, where there is one.
  public let exponent: Int?

  /// - Parameter text: digits, with a minus before them where the number is negative.
  public init(_ text: String, exponent: Int? = nil) {
    isNegative = text.utf8.first == UInt8(ascii: "-")
    digits = isNegative ? String(text.dropFirst()) : text
    self.exponent = exponent
  }

  /// A whole number.
  public init(_ integer: Int) { self.init(String(integer)) }

  /// A number as someone typed it: `1e-3` is a power of ten.
  public init(typed text: String) {
    let parts = text.split(whereSeparator: { $0 == "e" || $0 == "E" })
    guard parts.count == 2, let exponent = Int(parts[1]) else {
      self.init(text)
      return
    }
    self.init(String(parts[0]), exponent: exponent)
  }

  /// `-1.5e-12`
  public var plain: String {
    (isNegative ? "-" : "") + digits + (exponent.map { "e\($0)" } ?? "")
  }

  /// Whether the digits say nothing that their power of ten does not: `10^6`, not `1 × 10^6`.
  var isPowerOfTen: Bool { exponent != nil && digits == "1" }

  /// Whether it is no number but `inf` or `nan`.
  var isWord: Bool { digits.utf8.first.map { $0 > UInt8(ascii: "9") } ?? false }
}
