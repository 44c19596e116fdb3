import Foundation

/// The one place where a number becomes text.
///
/// Numbers are rounded half-even at a fixed number of digits after the point, from the exact value
/// of the Double. The entries of one tensor are shown alike: with the fewest digits that show all
/// of them as exactly as the full number would, whole numbers plainly.
///
///     [0.354 0.418 0.482 0.546 0.160]      three digits show all there is
///     [0 0 -4.60864897 0 0]                whole numbers have no decimals
///
/// Where the digits would show nothing but zeros, or where there are more than 15 before the point,
/// a number is shown in scientific form.
public struct NumberFormat: Hashable, Sendable {
  /// Digits after the point, from 0 to 17.
  public let digits: Int

  /// - Precondition: `digits` is from 0 to 17, all that a Double has.
  public init(digits: Int) {
    precondition((0...17).contains(digits), "\(digits) digits")
    self.digits = digits
  }

  /// How the entries of one tensor are shown.
  public enum Style: Hashable, Sendable {
    /// As the author typed them: the shortest text that reads back as the same number.
    case asTyped
    /// With this many digits after the point.
    case fixed(Int)
    /// With digits times a power of ten: the fixed digits would all be 0.
    case scientific
  }

  /// The style in which all of these numbers are shown alike.
  public func style(for values: some Sequence<Double>) -> Style {
    var needed = 0
    var isAllZeros = true
    var hasNonZero = false
    for value in values where value != 0 && value.isFinite && abs(value) < Self.largestFixed {
      hasNonZero = true
      let scaled = Self.scaled(abs(value), digits: digits)
      if scaled == 0 { continue }
      isAllZeros = false
      if needed < digits { needed = max(needed, significantDecimals(of: scaled)) }
    }
    if hasNonZero, isAllZeros { return .scientific }
    return .fixed(needed)
  }

  /// One number on its own.
  public func numeral(_ value: Double) -> Numeral {
    numeral(value, style: style(for: CollectionOfOne(value)))
  }

  /// One number of several that share a style.
  public func numeral(_ value: Double, style: Style) -> Numeral {
    if value == 0 { return Numeral("0") }
    if !value.isFinite { return Numeral(value.isNaN ? "nan" : value < 0 ? "-inf" : "inf") }
    switch style {
    case .asTyped: return Self.typed(value)
    case .scientific: return Self.scientific(value, digits: digits)
    case .fixed(let places):
      if abs(value) >= Self.largestFixed { return Self.scientific(value, digits: digits) }
      let isWhole = value == value.rounded(.towardZero)
      return Numeral(Self.fixed(value, digits: isWhole ? 0 : places))
    }
  }

  /// From here on numbers are shown in scientific form.
  private static let largestFixed = 1e15

  private static let powersOfTen: [UInt128] = {
    var powers: [UInt128] = [1]
    for _ in 0..<17 { powers.append((powers.last ?? 1) * 10) }
    return powers
  }()

  /// `value * 10^digits`, rounded half-even from the exact value.
  /// - Precondition: `value` is positive and below 1e15, so that nothing overflows.
  static func scaled(_ value: Double, digits: Int) -> UInt128 {
    // value = significand * 2^exponent, exactly.
    let significand = UInt128(value.significandBitPattern | (value.isNormal ? 1 << 52 : 0))
    let exponent = (value.isNormal ? Int(value.exponentBitPattern) : 1) - 1075
    let product = significand * powersOfTen[digits]
    if exponent >= 0 { return product << UInt128(exponent) }
    let shift = -exponent
    if shift >= 127 { return 0 }  // The product has at most 53 + 57 bits.
    let quotient = product >> UInt128(shift)
    let rest = product & ((1 << UInt128(shift)) - 1)
    let half: UInt128 = 1 << UInt128(shift - 1)
    let roundsUp = rest > half || (rest == half && quotient & 1 == 1)
    return roundsUp ? quotient + 1 : quotient
  }

  /// How many of the decimals are left when the zeros at the end are dropped.
  private func significantDecimals(of scaled: UInt128) -> Int {
    var places = digits
    guard scaled <= UInt128(UInt64.max) else {
      var rest = scaled
      while places > 0, rest % 10 == 0 { (rest, places) = (rest / 10, places - 1) }
      return places
    }
    var rest = UInt64(scaled)
    while places > 0, rest % 10 == 0 { (rest, places) = (rest / 10, places - 1) }
    return places
  }

  /// The number with exactly this many decimals, rounded half-even, zeros at the end kept: to be
  /// compared with one that was printed so.
  public static func rounded(_ value: Double, digits: Int) -> String {
    precondition((0...17).contains(digits), "\(digits) digits")
    guard value.isFinite, abs(value) < largestFixed else {
      return NumberFormat(digits: digits).numeral(value).plain
    }
    return fixed(value, digits: digits)
  }

  /// Sign, whole part, point and exactly `digits` decimals; never `-0`.
  private static func fixed(_ value: Double, digits: Int) -> String {
    let scaled = scaled(abs(value), digits: digits)
    let (whole, decimals) = scaled.quotientAndRemainder(dividingBy: powersOfTen[digits])
    var text = value < 0 && scaled != 0 ? "-" : ""
    text += String(UInt64(whole))
    guard digits > 0 else { return text }
    text += "."
    let tail = String(UInt64(decimals))
    for _ in tail.utf8.count..<digits { text += "0" }
    return text + tail
  }

  /// Digits without zeros at the end, and the exponent. Rare, so it may take its time.
  private static func scientific(_ value: Double, digits: Int) -> Numeral {
    // Without a locale this is the C library's conversion, which rounds the exact value half-even.
    split(String(format: "%.\(digits)e", value))
  }

  private static func typed(_ value: Double) -> Numeral {
    split(value.description)
  }

  /// Splits `1.50e-12` into `1.5` and -12, and drops decimals that are 0.
  private static func split(_ text: String) -> Numeral {
    let parts = text.split(separator: "e", maxSplits: 1)
    var digits = parts[0]
    if digits.contains(".") {
      while digits.last == "0" { digits.removeLast() }
      if digits.last == "." { digits.removeLast() }
    }
    return Numeral(String(digits), exponent: parts.count > 1 ? Int(parts[1]) : nil)
  }
}
