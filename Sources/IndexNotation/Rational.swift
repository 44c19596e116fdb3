/// An exact fraction in lowest terms with a positive denominator.
///
/// Arithmetic traps on overflow; use the `...ReportingOverflow` forms where input is untrusted.
public struct Rational: Hashable, Sendable, Codable {
  public let numerator: Int
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

  public static let zero = Rational(0)
  public static let one = Rational(1)

  public var double: Double { Double(numerator) / Double(denominator) }
  public var isInteger: Bool { denominator == 1 }
}
