import Tensors

/// Writes a formula out at given places, with the values at hand.
struct EntryWriter {
  let values: [String: Tensor]
  /// How many terms a sum is written out to at most; a longer one keeps its sigma.
  static let mostTerms = 1000

  /// The value of an expression without free indices.
  func value(of expression: IndexExpression, at places: [Index: Int] = [:]) -> Double {
    func place(_ axis: Subscript) -> Int {
      switch axis {
      case .fixed(let place): return place
      case .index(let index): return places[index] ?? 0
      }
    }
    switch expression {
    case .number(let value): return value.double
    case .element(let element):
      guard let tensor = values[element.tensor], tensor.shape.rank == element.subscripts.count
      else { return .nan }
      return tensor.values[tensor.shape.offset(of: element.subscripts.map(place))]
    case .delta(let a, let b): return place(a) == place(b) ? 1 : 0
    case .sum(let index, let body):
      var total = 0.0
      for place in 0..<index.range {
        total += value(of: body, at: places.merging([index: place]) { $1 })
      }
      return total
    case .addition(let terms): return terms.reduce(0) { $0 + value(of: $1, at: places) }
    case .product(let factors):
      var product = 1.0
      for factor in factors where product != 0 { product *= value(of: factor, at: places) }
      return product
    case .power(let base, let exponent):
      return value(of: base, at: places).raised(to: exponent)
    case .function(let function, let argument):
      return value(of: argument, at: places).applying(function)
    case .indicator(let argument): return value(of: argument, at: places) > 0 ? 1 : 0
    case .derivative: return .nan
    }
  }

  /// The expression with its sums written out, terms that are 0 dropped. Sums inside of functions
  /// and below a fraction's line keep their sigma.
  func writtenOut(_ expression: IndexExpression) -> IndexExpression {
    switch expression {
    case .sum(let index, let body):
      guard index.range <= EntryWriter.mostTerms else { return expression }
      var terms: [IndexExpression] = []
      for place in 0..<index.range {
        let term = writtenOut(body.substituting([index: .fixed(place)]).tidied)
        if isKept(term) { terms.append(term) }
        if terms.count > EntryWriter.mostTerms { return expression }
      }
      return .plus(terms)
    case .addition(let terms):
      // A term that is 0 by its delta is dropped; one that happens to be 0 (`S_3 - y_3`) stays.
      return .plus(terms.map(writtenOut))
    case .product(let factors): return .times(factors.map(writtenOut))
    case .number, .element, .delta, .power, .function, .indicator, .derivative:
      return expression
    }
  }

  private func isKept(_ term: IndexExpression) -> Bool {
    value(of: term) != 0
  }

  /// The expression with numbers put in: entries, functions and sums that keep their sigma.
  func numbers(_ expression: IndexExpression) -> Arithmetic {
    switch expression {
    case .number(let value): return .exact(value)
    case .addition(let terms): return .addition(terms.map(numbers))
    case .product(let factors): return .product(factors.map(numbers))
    case .power(let base, let exponent): return .power(numbers(base), exponent)
    case .element, .delta, .sum, .function, .indicator, .derivative:
      return .number(value(of: expression))
    }
  }

  /// The entries an expression without free indices is computed from, each once.
  func parts(of expression: IndexExpression) -> [Element] {
    var found: [Element] = []
    var seen: Set<Element> = []
    func walk(_ expression: IndexExpression) {
      switch expression {
      case .element(let element):
        if seen.insert(element).inserted { found.append(element) }
      case .sum(let index, let body):
        guard found.count <= EntryWriter.mostTerms else { return }
        for place in 0..<index.range { walk(body.substituting([index: .fixed(place)])) }
      case .number, .delta, .addition, .product, .power, .function, .indicator, .derivative:
        expression.children.forEach(walk)
      }
    }
    walk(expression)
    return found
  }
}
