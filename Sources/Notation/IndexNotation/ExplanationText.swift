import Foundation
import IndexNotation
import Tensors

/// An explanation as lines of plain text:
///
///     dL/dW[2,3] = x_2 (S_3 - y_3) = 0.5 * (0.21698333 - 1) ≈ -0.39150833   (the digits shown give -0.391508335)
public struct ExplanationText: Sendable {
  public let format: NumberFormat
  /// Sums of more terms are shown with dots in the middle.
  static let longest = 7

  public init(_ format: NumberFormat) { self.format = format }

  /// The explanation of an entry and, down to `depth` levels, of those it came from; each once.
  /// - Throws: `DerivationError` for an entry there is none of.
  public func lines(
    _ subject: Explanation.Subject, plan: DerivationPlan, values: [String: Tensor], depth: Int
  ) throws(DerivationError) -> [String] {
    var lines: [String] = []
    var seen: Set<Explanation.Subject> = []
    func add(_ subject: Explanation.Subject, _ level: Int) throws(DerivationError) {
      guard seen.insert(subject).inserted else { return }
      let explanation = try plan.explain(subject, on: values)
      lines.append(String(repeating: "  ", count: level) + line(explanation))
      guard level < depth else { return }
      // Givens need no line of their own: their numbers stand in the line above.
      for part in explanation.parts where plan.model[part.tensor]?.definition != nil {
        try add(.entry(part), level + 1)
      }
    }
    try add(subject, 0)
    return lines
  }

  /// Symbol = formula at these places = numbers put in = result.
  public func line(_ explanation: Explanation) -> String {
    let name = ExplanationText.name(explanation.subject)
    let result = format.numeral(explanation.value).plain
    guard let symbols = explanation.symbols else { return "\(name) = \(result)" }
    let formula = PlainText(longestSum: Self.longest).text(symbols)
    let numbers = sum(explanation.numbers)
    if formula == result { return "\(name) = \(result)" }
    if numbers == result { return "\(name) = \(formula) = \(result)" }
    let (agrees, shown) = compare(explanation.numbers, with: result)
    let note = agrees ? "" : "   (the digits shown give \(shown))"
    return "\(name) = \(formula) = \(numbers) \(agrees ? "=" : "≈") \(result)\(note)"
  }

  /// Whether the numbers as shown give the result as shown, and what they give with one digit more.
  private func compare(_ numbers: Arithmetic, with result: String) -> (Bool, String) {
    let more = NumberFormat(digits: min(format.digits + 1, 17))
    if isFixed(result), let exact = decimal(numbers), let wanted = Decimal(string: result) {
      return (
        rounded(exact, format.digits) == wanted,
        "\(rounded(exact, more.digits))"
      )
    }
    let shown = numbers.value { Double(format.numeral($0).plain) ?? $0 }
    return (format.numeral(shown).plain == result, more.numeral(shown).plain)
  }

  /// The calculation in decimal arithmetic, with the digits shown; `nil` for roots.
  private func decimal(_ arithmetic: Arithmetic) -> Decimal? {
    switch arithmetic {
    case .number(let value):
      let text = format.numeral(value).plain
      return isFixed(text) ? Decimal(string: text) : nil
    case .exact(let value): return Decimal(value.numerator) / Decimal(value.denominator)
    case .addition(let terms):
      return terms.reduce(Decimal(0)) { total, term in
        total.flatMap { total in decimal(term).map { total + $0 } }
      }
    case .product(let factors):
      return factors.reduce(Decimal(1)) { product, factor in
        product.flatMap { product in decimal(factor).map { product * $0 } }
      }
    case .power(let base, let exponent):
      guard exponent.isInteger, abs(exponent.numerator) <= 8, let base = decimal(base), base != 0
      else { return nil }
      let power = pow(base, abs(exponent.numerator))
      return exponent.isNegative ? Decimal(1) / power : power
    }
  }

  /// Whether a number is shown without a power of ten.
  private func isFixed(_ text: String) -> Bool {
    text.allSatisfy { $0.isNumber || $0 == "." || $0 == "-" }
  }

  private func rounded(_ value: Decimal, _ digits: Int) -> Decimal {
    var (value, result) = (value, Decimal())
    NSDecimalRound(&result, &value, digits, .bankers)
    return result
  }

  /// `S_3`, `W_23`; `dL/dW[2,3]`, `dS_3/dz_1`.
  public static func name(_ subject: Explanation.Subject) -> String {
    let plain = PlainText()
    switch subject {
    case .entry(let element): return plain.text(element)
    case .derivative(let of, let variable):
      guard of.subscripts.isEmpty, !variable.subscripts.isEmpty else {
        return "d\(plain.text(of))/d\(plain.text(variable))"
      }
      let places = variable.subscripts.map(PlainText.name).joined(separator: ",")
      return "d\(of.tensor)/d\(variable.tensor)[\(places)]"
    }
  }

  // MARK: Arithmetic

  private func sum(_ arithmetic: Arithmetic) -> String {
    guard case .addition(let terms) = arithmetic else { return product(arithmetic) }
    if terms.isEmpty { return "0" }
    var text = ""
    for (place, term) in terms.enumerated() {
      if terms.count > Self.longest, place >= Self.longest - 2, place < terms.count - 1 {
        if place == Self.longest - 2 { text += " + ..." }
        continue
      }
      let written = product(term)
      if place == 0 {
        text = written
      } else if written.hasPrefix("-") {
        text += " - " + written.dropFirst()
      } else {
        text += " + " + written
      }
    }
    return text
  }

  private func product(_ arithmetic: Arithmetic) -> String {
    guard case .product(let factors) = arithmetic else { return atom(arithmetic, isFirst: true) }
    var minus = ""
    var above: [Arithmetic] = []
    var below: [Arithmetic] = []
    for factor in factors {
      switch factor {
      case .exact(Rational(-1)): minus = "-"
      case .power(let base, let exponent) where exponent.isNegative:
        below.append(exponent == Rational(-1) ? base : .power(base, exponent.negated))
      case .number, .exact, .addition, .product, .power: above.append(factor)
      }
    }
    if above.isEmpty { above = [.exact(.one)] }
    var text = ""
    for (place, factor) in above.enumerated() {
      let written = atom(factor, isFirst: place == 0 && minus.isEmpty)
      text += (place == 0 ? "" : " * ") + written
    }
    for factor in below { text += " / " + atom(factor, isFirst: false) }
    return minus + text
  }

  private func atom(_ arithmetic: Arithmetic, isFirst: Bool) -> String {
    switch arithmetic {
    case .number(let value):
      let text = format.numeral(value).plain
      return text.hasPrefix("-") && !isFirst ? "(\(text))" : text
    case .exact(let value):
      let text =
        value.isInteger ? "\(value.numerator)" : "(\(value.numerator)/\(value.denominator))"
      return text.hasPrefix("-") && !isFirst ? "(\(text))" : text
    case .power(let base, let exponent):
      if exponent.isNegative {
        return isFirst ? product(.product([arithmetic])) : "(\(product(.product([arithmetic]))))"
      }
      if exponent == Rational(1, 2) { return "√" + atom(base, isFirst: false) }
      let inner = atom(base, isFirst: false)
      return exponent.isInteger
        ? inner + PlainText.superscript("\(exponent.numerator)")
        : inner + "^(\(exponent.numerator)/\(exponent.denominator))"
    case .addition, .product: return "(\(sum(arithmetic)))"
    }
  }
}
