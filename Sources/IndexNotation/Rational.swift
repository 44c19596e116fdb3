/// An exact fraction in lowest terms with a positive denominator.
///
/// Arithmetic traps on overflow; use the `...ReportingOverflow` forms where input is untrusted.
public struct Rational: Hashable, Sendable, Codable {
  /// Carries the sign.
  public let numerator: Int
  /// At least 1, without a common factor with the numerator.
  public let denominator: Int

  /// - Precondition: the denominator is not 0.
  public init(_ numerator: Int, _ denominator: Int = 1) {
    precondition(denominator != 0, "\(numerator)/0")
    var (a, b) = (abs(numerator), abs(denominator))
    while b != 0 { (a, b) = (b, a % b) }
    let divisor = max(a, 1) * (denominator < 0 ? -1 : 1)
    self.numerator = numerator / divisor
    self.denominator = denominator / divisor
  }

  /// The number 0.
  public static let zero = Rational(0)
  /// The number 1.
  public static let one = Rational(1)

  /// The nearest double.
  public var double: Double { Double(numerator) / Double(denominator) }
  /// Whether the denominator is 1.
  public var isInteger: Bool { denominator == 1 }
}
