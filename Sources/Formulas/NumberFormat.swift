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
      let places = significantDecimals(of: abs(value))
      guard let places else { continue }
      isAllZeros = false
      needed = max(needed, places)
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
    switch shown(value, style: style) {
    case .decimal(let decimal): decimal.numeral
    case .other(let numeral): numeral
    }
  }

  /// Appends a number as plain text: `-4.60864897`, `1.5e-12`; never `-0`.
  public func append(_ value: Double, style: Style, to bytes: inout [UInt8]) {
    switch shown(value, style: style) {
    case .decimal(let decimal):
      if decimal.isNegative { bytes.append(UInt8(ascii: "-")) }
      decimal.appendDigits(to: &bytes)
    case .other(let numeral): bytes.append(text: numeral.plain)
    }
  }

  /// The number with exactly this many decimals, rounded half-even, zeros at the end kept: to be
  /// compared with one that was printed so.
  public static func rounded(_ value: Double, digits: Int) -> String {
    precondition((0...17).contains(digits), "\(digits) digits")
    guard value.isFinite, abs(value) < largestFixed else {
      return NumberFormat(digits: digits).numeral(value).plain
    }
    switch fixed(value, digits: digits) {
    case .decimal(let decimal): return decimal.numeral.plain
    case .other(let numeral): return numeral.plain
    }
  }
}

// MARK: The digits of a number

extension NumberFormat {
  /// A number as it is shown: nearly always a few digits with a point among them, which a writer
  /// writes without making a string of it.
  enum Shown {
    case decimal(Decimal)
    case other(Numeral)
  }

  /// `scaled / 10^places`, with a sign.
  struct Decimal {
    let isNegative: Bool
    let scaled: UInt64
    let places: Int

    var numeral: Numeral {
      var bytes: [UInt8] = isNegative ? [UInt8(ascii: "-")] : []
      appendDigits(to: &bytes)
      return Numeral(String(decoding: bytes, as: UTF8.self))
    }

    /// Appends the number without its sign.
    func appendDigits(to bytes: inout [UInt8]) {
      withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 24) { buffer in
        var (rest, place, start) = (scaled, 0, 24)
        repeat {
          if place == places, places > 0 {
            start -= 1
            buffer[start] = UInt8(ascii: ".")
          }
          let (quotient, digit) = rest.quotientAndRemainder(dividingBy: 10)
          start -= 1
          buffer[start] = UInt8(ascii: "0") + UInt8(truncatingIfNeeded: digit)
          (rest, place) = (quotient, place + 1)
        } while rest != 0 || place <= places
        bytes.append(contentsOf: UnsafeBufferPointer(rebasing: buffer[start...]))
      }
    }
  }

  /// What stands on the page for a number of several that share a style.
  func shown(_ value: Double, style: Style) -> Shown {
    if value == 0 { return .decimal(Decimal(isNegative: false, scaled: 0, places: 0)) }
    if !value.isFinite {
      return .other(Numeral(value.isNaN ? "nan" : value < 0 ? "-inf" : "inf"))
    }
    switch style {
    case .asTyped: return .other(Self.typed(value))
    case .scientific: return .other(Self.scientific(value, digits: digits))
    case .fixed(let places):
      if abs(value) >= Self.largestFixed { return .other(Self.scientific(value, digits: digits)) }
      let isWhole = value == value.rounded(.towardZero)
      return Self.fixed(value, digits: isWhole ? 0 : places)
    }
  }

  /// From here on numbers are shown in scientific form.
  private static let largestFixed = 1e15

  private static func fixed(_ value: Double, digits: Int) -> Shown {
    if let scaled = scaledQuickly(abs(value), digits: digits) {
      return .decimal(Decimal(isNegative: value < 0 && scaled != 0, scaled: scaled, places: digits))
    }
    let scaled = scaled(abs(value), digits: digits)
    if scaled <= UInt128(UInt64.max) {
      return .decimal(
        Decimal(isNegative: value < 0 && scaled != 0, scaled: UInt64(scaled), places: digits))
    }
    let (whole, decimals) = scaled.quotientAndRemainder(dividingBy: powersOfTen[digits])
    let tail = String(UInt64(decimals))
    let zeros = String(repeating: "0", count: digits - tail.utf8.count)
    return .other(Numeral("\(value < 0 ? "-" : "")\(UInt64(whole)).\(zeros)\(tail)"))
  }

  /// `value * 10^digits` rounded half-even from the exact value, where one multiplication and its
  /// exact remainder decide it; `nil` for ties and where the product is large.
  ///
  /// The remainder is rounded once, which keeps its order to 1/2: below 1/2, it was below.
  static func scaledQuickly(_ value: Double, digits: Int) -> UInt64? {
    let power = exactPowers[digits]
    let product = value * power
    guard product < 0x1p52 else { return nil }
    let whole = product.rounded(.toNearestOrEven)
    let remainder = (-whole).addingProduct(value, power)
    return abs(remainder) < 0.5 ? UInt64(whole) : nil
  }

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

  private static let powersOfTen: [UInt128] = {
    var powers: [UInt128] = [1]
    for _ in 0..<17 { powers.append((powers.last ?? 1) * 10) }
    return powers
  }()

  /// The same powers as Doubles: all of them exact.
  private static let exactPowers = powersOfTen.map { Double($0) }

  /// How many of the decimals are left when the zeros at the end are dropped; `nil` where all
  /// digits are 0.
  private func significantDecimals(of value: Double) -> Int? {
    var places = digits
    if let quick = Self.scaledQuickly(value, digits: digits) {
      if quick == 0 { return nil }
      var rest = quick
      while places > 0, rest % 10 == 0 { (rest, places) = (rest / 10, places - 1) }
      return places
    }
    var rest = Self.scaled(value, digits: digits)
    if rest == 0 { return nil }
    while places > 0, rest % 10 == 0 { (rest, places) = (rest / 10, places - 1) }
    return places
  }

  /// Digits without zeros at the end, and the exponent. Rare, so it may take its time.
  private static func scientific(_ value: Double, digits: Int) -> Numeral {
    // Without a locale this is the C library's conversion, which rounds the exact value half-even.
    split(String(format: "%.\(digits)e", value))
  }

  private static func typed(_ value: Double) -> Numeral { split(value.description) }

  /// Splits `1.50e-12` into `1.5` and -12, and drops decimals that are 0.
  private static func split(_ text: String) -> Numeral {
    let bytes = text.utf8
    var end = bytes.firstIndex(of: UInt8(ascii: "e")) ?? bytes.endIndex
    let exponent = Int(text[end...].dropFirst())
    if bytes[..<end].contains(UInt8(ascii: ".")) {
      while case let last = bytes.index(before: end), bytes[last] == UInt8(ascii: "0") {
        end = last
      }
      if case let last = bytes.index(before: end), bytes[last] == UInt8(ascii: ".") { end = last }
    }
    return Numeral(String(text[..<end]), exponent: exponent)
  }
}
