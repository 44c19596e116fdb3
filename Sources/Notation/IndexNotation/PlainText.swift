import IndexNotation
import WorkedExamples

/// Index notation as one line of plain text that reads well in a terminal:
/// `-Σ_c y_c log S_c`, `x_a (S_b - y_b)`.
public struct PlainText: Sendable {
  /// What stands between the factors of a product.
  private let joint: String
  /// How an entry is written, where it is not by its name and subscripts.
  private let symbol: @Sendable (Element) -> String?

  public init(
    joint: String = " ", symbol: @escaping @Sendable (Element) -> String? = { _ in nil }
  ) {
    self.joint = joint
    self.symbol = symbol
  }

  public func text(_ expression: IndexExpression) -> String { sum(expression) }

  /// `dL/dW_ab`, `∂S_t/∂z_i`.
  public func derivative(
    _ kind: Derivation.Kind, of: Element, withRespectTo element: Element
  ) -> String {
    "\(kind.sign)\(text(of))/\(kind.sign)\(text(element))"
  }

  public func text(_ element: Element) -> String {
    symbol(element) ?? element.tensor + PlainText.subscripts(element.subscripts)
  }

  /// Single letters run together (`_ti`); anything longer is separated (`_t,12`).
  static func subscripts(_ subscripts: [Subscript]) -> String {
    if subscripts.isEmpty { return "" }
    let names = subscripts.map(name)
    return "_" + names.joined(separator: names.allSatisfy { $0.count == 1 } ? "" : ",")
  }

  /// Fixed places are counted from 1.
  static func name(_ axis: Subscript) -> String {
    switch axis {
    case .index(let index): return index.name
    case .fixed(let place): return "\(place + 1)"
    }
  }

  // MARK: By strength of binding: sum of terms, product, power, atom

  private func sum(_ expression: IndexExpression) -> String {
    guard case .addition(let terms) = expression else { return product(expression) }
    if terms.isEmpty { return "0" }
    var text = ""
    for (place, term) in terms.enumerated() {
      let isNegative = term.isNegative
      if place > 0 { text += isNegative ? " - " : " + " } else if isNegative { text += "-" }
      text += product(isNegative ? absolute(term) : term, isLast: place == terms.count - 1)
    }
    return text
  }

  private func absolute(_ term: IndexExpression) -> IndexExpression {
    let (coefficient, factors) = term.coefficientAndFactors
    return factors.isEmpty
      ? .number(coefficient.negated)
      : coefficient == Rational(-1)
        ? (factors.count == 1 ? factors[0] : .product(factors))
        : .product([.number(coefficient.negated)] + factors)
  }

  private func product(_ expression: IndexExpression, isLast: Bool = true) -> String {
    switch expression {
    case .number, .product, .power:
      break
    case .sum(let index, let body):
      let text = "Σ_\(index.name) \(factor(body, isLast: true, of: 1))"
      return isLast ? text : "(\(text))"
    case .element, .delta, .addition, .function, .indicator, .derivative:
      return power(expression)
    }
    let (coefficient, factors) = expression.coefficientAndFactors
    var above = factors.filter { !$0.baseAndExponent.1.isNegative || $0.baseAndExponent.0 == .zero }
    let below = factors.filter { $0.baseAndExponent.1.isNegative && $0.baseAndExponent.0 != .zero }
      .map { factor -> IndexExpression in
        let (base, exponent) = factor.baseAndExponent
        return exponent == Rational(-1) ? base : .power(base, exponent.negated)
      }
    let size = coefficient.isNegative ? coefficient.negated : coefficient
    if size != .one || above.isEmpty { above.insert(.number(size), at: 0) }
    let minus = coefficient.isNegative ? "-" : ""
    let numerator = above.enumerated().map { place, item in
      factor(item, isLast: isLast && below.isEmpty && place == above.count - 1, of: above.count)
    }.joined(separator: joint)
    if below.isEmpty { return minus + numerator }
    let denominator =
      below.count == 1
      ? factor(below[0], isLast: false, of: 2)
      : "(" + below.map { factor($0, isLast: false, of: 2) }.joined(separator: joint) + ")"
    let slash = above.count > 1 ? " / " : "/"
    return minus + numerator + slash + denominator
  }

  private func factor(_ expression: IndexExpression, isLast: Bool, of count: Int) -> String {
    switch expression {
    case .addition: return "(\(sum(expression)))"
    case .sum: return product(expression, isLast: isLast)
    case .product:
      if count == 1 && !expression.isNegative { return product(expression, isLast: isLast) }
      return "(\(product(expression)))"
    case .number(let value):
      return value.isInteger && !value.isNegative || count == 1
        ? power(expression) : "(\(power(expression)))"
    case .power(_, let exponent) where exponent.isNegative: return "(\(product(expression)))"
    case .element, .delta, .power, .function, .indicator, .derivative: return power(expression)
    }
  }

  private func power(_ expression: IndexExpression) -> String {
    switch expression {
    case .number(let value):
      return value.isInteger
        ? "\(value.numerator)" : "\(value.numerator)/\(value.denominator)"
    case .element(let element): return text(element)
    case .delta(let a, let b): return "δ" + PlainText.subscripts([a, b])
    case .function(.exp, let argument): return "e^" + exponent(argument)
    case .function(let function, let argument): return "\(function.rawValue) \(atom(argument))"
    case .indicator(let argument): return "[\(sum(argument)) > 0]"
    case .derivative(let body, let element): return "∂/∂\(text(element)) (\(sum(body)))"
    case .power(let base, let exponent):
      if exponent.isNegative { return product(expression) }
      if exponent == Rational(1, 2) { return "√\(closed(base))" }
      let isWhole = exponent.isInteger
      let digits = "\(exponent.numerator)"
      return closed(base)
        + (isWhole
          ? PlainText.superscript(digits) : "^(\(exponent.numerator)/\(exponent.denominator))")
    case .addition, .product, .sum: return "(\(sum(expression)))"
    }
  }

  /// The base of a power.
  private func closed(_ base: IndexExpression) -> String {
    switch base {
    case .element, .delta, .indicator: return power(base)
    case .number(let value) where value.isInteger && !value.isNegative: return power(base)
    case .number, .function, .power, .addition, .product, .sum, .derivative:
      return "(\(sum(base)))"
    }
  }

  /// The argument of a function.
  private func atom(_ expression: IndexExpression) -> String {
    switch expression {
    case .element: return power(expression)
    case .number(let value) where value.isInteger && !value.isNegative: return power(expression)
    case .number, .delta, .indicator, .function, .power, .addition, .product, .sum, .derivative:
      return "(\(sum(expression)))"
    }
  }

  private func exponent(_ expression: IndexExpression) -> String {
    if case .element(let element) = expression, element.subscripts.isEmpty { return element.tensor }
    if case .number(let value) = expression, value.isInteger, !value.isNegative {
      return power(expression)
    }
    return "{\(sum(expression))}"
  }

  static func superscript(_ digits: String) -> String {
    let raised: [Character] = ["⁰", "¹", "²", "³", "⁴", "⁵", "⁶", "⁷", "⁸", "⁹"]
    return String(digits.compactMap { $0.wholeNumberValue.map { raised[$0] } })
  }
}
