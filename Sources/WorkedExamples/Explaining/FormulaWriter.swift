import Calculus
import IndexNotation
import Tensors

/// Writes the formula of one entry out: sums term by term, zeros dropped, and the numbers to put in.
struct FormulaWriter {
  let tensors: [String: Tensor]
  private(set) var values: [String: Double] = [:]
  private(set) var parts: [EntryReference] = []
  /// Sums written out so far: their dots need to be told apart.
  private var dots = 0

  init(tensors: [String: Tensor]) { self.tensors = tensors }

  private func value(_ expression: IndexExpression) -> Double {
    evaluate(expression, on: tensors.merging(hidden) { first, _ in first })
  }

  /// What the dots of long sums stand for.
  private var hidden: [String: Tensor] = [:]

  // MARK: Sums

  /// Sums become their terms, but for those below a fraction line and within another sum: these
  /// stay one number.
  mutating func writtenOut(_ expression: IndexExpression) -> IndexExpression {
    switch expression {
    case .number, .constant, .element, .delta, .derivative, .indicator: return expression
    case .sum(let index, let body): return terms(of: body, over: index)
    case .addition(let terms): return .plus(terms.map { writtenOut($0) })
    case .product(let factors): return .times(factors.map { writtenOut($0) })
    case .power(let base, let exponent):
      return exponent < .zero ? expression : .raised(writtenOut(base), exponent)
    case .function(let function, let argument):
      return function == .exp ? expression : .function(function, writtenOut(argument))
    }
  }

  private mutating func terms(of body: IndexExpression, over index: Index) -> IndexExpression {
    var terms: [(expression: IndexExpression, value: Double)] = []
    for place in 0..<index.range {
      let term = body.substituting([index: .fixed(place)])
      let value = value(term)
      if value != 0 { terms.append((term, value)) }
    }
    guard terms.count > Explainer.longestSum else { return .plus(terms.map(\.expression)) }
    let shown = Explainer.longestSum - 1
    let left = terms[(shown - 1)..<(terms.count - 1)]
    let name = Explanation.dots + String(repeating: " ", count: dots)
    dots += 1
    hidden[name] = Tensor(scalar: left.reduce(0) { $0 + $1.value })
    return .plus(
      terms.prefix(shown - 1).map(\.expression) + [.element(Element(name, []))]
        + terms.suffix(1).map(\.expression))
  }

  // MARK: Numbers

  /// Puts a placeholder for every number: entries, exponentials, and sums that stay one number.
  mutating func numbers(_ expression: IndexExpression) -> IndexExpression {
    switch expression {
    case .number, .constant, .delta: return expression
    case .element(let element):
      if hidden[element.tensor] != nil {
        values[element.tensor] = value(expression)
        return expression
      }
      note(element)
      return placeholder(for: expression)
    case .sum, .derivative, .indicator, .function(.exp, _):
      for element in inner(expression) { note(element) }
      return placeholder(for: expression)
    case .addition(let terms): return .addition(terms.map { numbers($0) })
    case .product(let factors): return .product(factors.map { numbers($0) })
    case .power(let base, let exponent): return .power(numbers(base), exponent)
    case .function(let function, let argument): return .function(function, numbers(argument))
    }
  }

  private mutating func placeholder(for expression: IndexExpression) -> IndexExpression {
    let name = "#\(values.count)"
    values[name] = value(expression)
    return .element(Element(name, []))
  }

  private mutating func note(_ element: Element) {
    let position = element.subscripts.compactMap { place -> Int? in
      if case .fixed(let place) = place { place } else { nil }
    }
    guard position.count == element.subscripts.count else { return }
    let entry = EntryReference(element.tensor, position)
    if !parts.contains(entry) { parts.append(entry) }
  }

  /// The entries within, a sum taken at its first places.
  private func inner(_ expression: IndexExpression) -> [Element] {
    guard case .sum(let index, let body) = expression else { return expression.elements }
    return (0..<min(index.range, Explainer.longestSum)).flatMap {
      inner(body.substituting([index: .fixed($0)]))
    }
  }
}
