import IndexNotation

/// Index notation in LaTeX: `\sum_{k} e^{z_{k}}`, fractions for what stands below the line.
public struct LaTeXIndexNotation: Sendable {
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

  /// `\frac{\mathrm{d} L}{\mathrm{d} W_{ab}}`.
  public func derivative(
    _ kind: Derivation.Kind, of: Element, withRespectTo element: Element
  ) -> String {
    "\\frac{\(kind.latex) \(text(of))}{\(kind.latex) \(text(element))}"
  }

  public func text(_ element: Element) -> String {
    symbol(element) ?? latexName(element.tensor) + subscripts(element.subscripts)
  }

  private func subscripts(_ subscripts: [Subscript]) -> String {
    if subscripts.isEmpty { return "" }
    let names = subscripts.map(PlainText.name)
    return "_{" + names.joined(separator: names.allSatisfy { $0.count == 1 } ? "" : ",") + "}"
  }

  // MARK: By strength of binding: sum of terms, product, power, atom

  private func sum(_ expression: IndexExpression) -> String {
    guard case .addition(let terms) = expression else { return product(expression, isLast: true) }
    if terms.isEmpty { return "0" }
    var text = ""
    for (place, term) in terms.enumerated() {
      let isNegative = term.isNegative
      if place > 0 { text += isNegative ? " - " : " + " } else if isNegative { text += "-" }
      text += product(
        isNegative ? term.withoutMinus : term, isLast: place == terms.count - 1)
    }
    return text
  }

  private func product(_ expression: IndexExpression, isLast: Bool) -> String {
    switch expression {
    case .sum(let index, let body):
      let text = "\\sum_{\(index.name)} \(factor(body, isLast: true, isOnly: true))"
      return isLast ? text : parenthesised(text)
    case .element, .delta, .addition, .function, .indicator, .derivative: return power(expression)
    case .number, .product, .power: break
    }
    let fraction = Fraction(expression)
    let minus = fraction.isNegative ? "-" : ""
    if fraction.below.isEmpty {
      return minus + row(fraction.above, isLast: isLast)
    }
    return "\(minus)\\frac{\(row(fraction.above, isLast: true))}"
      + "{\(row(fraction.below, isLast: true))}"
  }

  private func row(_ factors: [IndexExpression], isLast: Bool) -> String {
    if factors.count == 1, case .addition = factors[0], isLast { return sum(factors[0]) }
    if factors.isEmpty { return "1" }
    var texts: [String] = []
    for (place, item) in factors.enumerated() {
      let text = factor(
        item, isLast: isLast && place == factors.count - 1, isOnly: factors.count == 1)
      if place > 0, joint == " ", case .number = item { texts.append("\\cdot") }
      texts.append(text)
    }
    return texts.joined(separator: joint)
  }

  private func factor(_ expression: IndexExpression, isLast: Bool, isOnly: Bool) -> String {
    switch expression {
    case .addition: return parenthesised(sum(expression))
    case .sum: return product(expression, isLast: isLast)
    case .product:
      return isOnly && !expression.isNegative
        ? product(expression, isLast: isLast) : parenthesised(product(expression, isLast: true))
    case .power(_, let exponent) where exponent.isNegative:
      return product(expression, isLast: isLast)
    case .number(let value) where value.isNegative: return parenthesised(power(expression))
    case .number, .element, .delta, .power, .function, .indicator, .derivative:
      return power(expression)
    }
  }

  private func power(_ expression: IndexExpression) -> String {
    switch expression {
    case .number(let value):
      if value.isInteger { return "\(value.numerator)" }
      let sign = value.isNegative ? "-" : ""
      return "\(sign)\\frac{\(abs(value.numerator))}{\(value.denominator)}"
    case .element(let element): return text(element)
    case .delta(let a, let b): return "\\delta" + subscripts([a, b])
    case .function(.exp, let argument): return "e^{\(sum(argument))}"
    case .function(let function, let argument): return "\\\(function.rawValue) \(atom(argument))"
    case .indicator(let argument): return "\\left[ \(sum(argument)) > 0 \\right]"
    case .derivative(let body, let element):
      return "\\frac{\\partial}{\\partial \(text(element))}" + parenthesised(sum(body))
    case .power(let base, let exponent):
      if exponent.isNegative { return product(expression, isLast: true) }
      if exponent == Rational(1, 2) { return "\\sqrt{\(sum(base))}" }
      if case .function(let function, let argument) = base, function != .exp, exponent.isInteger {
        return "\\\(function.rawValue)^{\(exponent.numerator)} \(atom(argument))"
      }
      let raised =
        exponent.isInteger
        ? "\(exponent.numerator)" : "\(exponent.numerator)/\(exponent.denominator)"
      return "\(closed(base))^{\(raised)}"
    case .addition, .product, .sum: return parenthesised(sum(expression))
    }
  }

  /// The base of a power.
  private func closed(_ base: IndexExpression) -> String {
    switch base {
    case .element, .delta, .indicator: return power(base)
    case .number(let value) where value.isInteger && !value.isNegative: return power(base)
    case .number, .function, .power, .addition, .product, .sum, .derivative:
      return parenthesised(sum(base))
    }
  }

  /// The argument of a function.
  private func atom(_ expression: IndexExpression) -> String {
    switch expression {
    case .element: return power(expression)
    case .number(let value) where value.isInteger && !value.isNegative: return power(expression)
    case .number, .delta, .indicator, .function, .power, .addition, .product, .sum, .derivative:
      return parenthesised(sum(expression))
    }
  }

  private func parenthesised(_ text: String) -> String { "\\left( \(text) \\right)" }
}

extension Derivation.Kind {
  /// The letter of its symbol in LaTeX.
  public var latex: String {
    switch self {
    case .local: "\\partial"
    case .total: "\\mathrm{d}"
    }
  }
}
