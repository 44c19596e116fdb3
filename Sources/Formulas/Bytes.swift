extension [UInt8] {
  /// Appends a text as UTF-8.
  mutating func append(text: String) {
    append(contentsOf: text.utf8)
  }

  /// Appends a text that is known when the program is built.
  mutating func append(_ text: StaticString) {
    append(contentsOf: UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount))
  }

  /// Appends an integer in decimal digits.
  mutating func append(integer: Int) {
    if integer < 0 { append(UInt8(ascii: "-")) }
    NumberFormat.Decimal(isNegative: false, scaled: UInt64(integer.magnitude), places: 0)
      .appendDigits(to: &self)
  }
}
