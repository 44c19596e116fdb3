/// A number as it is shown: digits, and where those would be too many, a power of ten.
public struct Numeral: Hashable, Sendable {
  /// Sign and digits: `-4.60864897`.
  public let digits: String
  /// The power of ten that the digits are multiplied by, where there is one.
  public let exponent: Int?

  public init(_ digits: String, exponent: Int? = nil) {
    self.digits = digits
    self.exponent = exponent
  }

  /// `1.5 \times 10^{-12}`
  public var latex: String {
    guard let exponent else { return digits }
    if digits == "1" || digits == "-1" { return digits.dropLast() + "10^{\(exponent)}" }
    return "\(digits) \\times 10^{\(exponent)}"
  }

  /// `1.5e-12`
  public var plain: String {
    guard let exponent else { return digits }
    return "\(digits)e\(exponent)"
  }
}
