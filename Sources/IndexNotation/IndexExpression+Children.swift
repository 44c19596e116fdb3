/// Walking an expression: the one place that knows which parts each case has.
extension IndexExpression {
  /// The expressions directly inside.
  public var children: [IndexExpression] {
    switch self {
    case .number, .constant, .element, .delta: return []
    case .sum(_, let body): return [body]
    case .addition(let terms): return terms
    case .product(let factors): return factors
    case .power(let base, _): return [base]
    case .function(_, let argument): return [argument]
    case .indicator(let argument): return [argument]
    case .derivative(let body, _): return [body]
    }
  }

  /// The same expression with each part replaced, built tidily.
  func mapChildren(_ transform: (IndexExpression) throws -> IndexExpression) rethrows
    -> IndexExpression
  {
    switch self {
    case .number, .constant, .element: return self
    case .delta(let a, let b): return .deltaOf(a, b)
    case .sum(let index, let body): return .summed(over: index, try transform(body))
    case .addition(let terms): return .plus(try terms.map(transform))
    case .product(let factors): return .times(try factors.map(transform))
    case .power(let base, let exponent): return .raised(try transform(base), exponent)
    case .function(let function, let argument): return .function(function, try transform(argument))
    case .indicator(let argument): return .indicator(try transform(argument))
    case .derivative(let body, let element):
      return .derivative(of: try transform(body), withRespectTo: element)
    }
  }

  /// The same expression, flat and with its numbers folded.
  public var tidied: IndexExpression { mapChildren(\.tidied) }

  /// Rewrites from the inside out: each node, once its parts are done, as long as `rule` fits it.
  func rewritten(_ rule: (IndexExpression) throws -> IndexExpression?) rethrows -> IndexExpression {
    var result = try mapChildren { try $0.rewritten(rule) }
    // A rule that keeps fitting its own result would run on: it may fit again a few times only.
    for _ in 0..<16 {
      guard let next = try rule(result), next != result else { break }
      result = next
    }
    return result
  }

  /// Rewrites the outermost nodes that the rule fits, and not what it made of them.
  func rewrittenOutermost(_ rule: (IndexExpression) throws -> IndexExpression?) rethrows
    -> IndexExpression
  {
    if let result = try rule(self) { return result }
    return try mapChildren { try $0.rewrittenOutermost(rule) }
  }

  /// Whether any node, this one included, satisfies a condition.
  func contains(_ condition: (IndexExpression) -> Bool) -> Bool {
    condition(self) || children.contains { $0.contains(condition) }
  }

  /// Whether an entry of the tensor occurs.
  public func mentions(tensor: String) -> Bool {
    contains {
      if case .element(let element) = $0 { return element.tensor == tensor }
      return false
    }
  }

  /// The names of all tensors that occur.
  public var tensors: Set<String> {
    if case .element(let element) = self { return [element.tensor] }
    return children.reduce(into: []) { $0.formUnion($1.tensors) }
  }
}
