import IndexNotation

extension Rational {
  /// Reads a decimal literal of the model exactly: `0.1` is 1/10.
  ///
  /// - Returns: `nil` where it is no decimal number or needs more than 15 digits either side.
  init?(literal text: String) {
    let parts = text.lowercased().split(separator: "e", omittingEmptySubsequences: false)
    guard (1...2).contains(parts.count) else { return nil }
    let mantissa = parts[0].split(separator: ".", omittingEmptySubsequences: false)
    guard (1...2).contains(mantissa.count) else { return nil }
    var whole = String(mantissa[0])
    var fraction = mantissa.count == 2 ? String(mantissa[1]) : ""
    guard !(whole.isEmpty && fraction.isEmpty) else { return nil }
    var exponent = 0
    if parts.count == 2 {
      guard let value = Int(parts[1]), (-30...30).contains(value) else { return nil }
      exponent = value
    }
    while exponent > 0 {
      whole.append(fraction.isEmpty ? "0" : fraction.removeFirst())
      exponent -= 1
    }
    while exponent < 0 {
      fraction.insert(whole.popLast() ?? "0", at: fraction.startIndex)
      exponent += 1
    }
    while fraction.last == "0" { fraction.removeLast() }
    while whole.first == "0" { whole.removeFirst() }
    guard whole.count + fraction.count <= 15, let digits = Int("0" + whole + fraction) else {
      return nil
    }
    self.init(digits, fraction.reduce(1) { scale, _ in scale * 10 })
  }
}
