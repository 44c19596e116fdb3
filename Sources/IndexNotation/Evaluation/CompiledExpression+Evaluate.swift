/// The entries of every quantity, in the order of the model.
struct Environment<Number: RealNumber>: Sendable {
  var tensors: [[BoundedNumber<Number>]]
}

extension CompiledExpression {
  /// The value at given places of the free indices.
  func value<Number>(
    at position: [Int], in environment: Environment<Number>
  ) -> BoundedNumber<Number> {
    var evaluator = Evaluator(self, environment)
    return evaluator.value(at: position)
  }
}

/// Evaluates one expression at many places; what is kept of inner sums serves all of them.
struct Evaluator<Number: RealNumber> {
  private let root: CompiledExpression.Node
  private var run: Run<BoundedNumber<Number>>

  init(_ expression: CompiledExpression, _ environment: Environment<Number>) {
    root = expression.root
    run = Run(
      slots: [Int](repeating: 0, count: expression.slotCount), environment: environment,
      variable: nil, tables: Array(repeating: [], count: expression.tableCount))
  }

  /// The value at given places of the free indices.
  mutating func value(at position: [Int]) -> BoundedNumber<Number> {
    for (slot, place) in position.enumerated() { run.slots[slot] = place }
    return run.evaluate(root)
  }
}

/// One evaluation: where each index stands, and which entry is the variable.
struct Run<S: Scalar> {
  var slots: [Int]
  let environment: Environment<S.Number>
  let variable: (tensor: Int, offset: Int)?
  /// Results of inner sums, by table; empty where none are kept.
  var tables: [[S?]] = []

  func offset(_ address: CompiledExpression.Address) -> Int {
    address.terms.reduce(address.base) { $0 + slots[$1.slot] * $1.stride }
  }

  func place(_ place: CompiledExpression.Place) -> Int {
    place.terms.reduce(place.base) { $0 + slots[$1.slot] * $1.coefficient }
  }

  private mutating func sum(
    _ slot: Int, _ range: Int, _ pinned: CompiledExpression.Place?,
    _ body: CompiledExpression.Node
  ) -> S {
    if let pinned {
      slots[slot] = place(pinned)
      return (0..<range).contains(slots[slot]) ? evaluate(body) : S(.zero)
    }
    var total = S(.zero)
    for value in 0..<range {
      slots[slot] = value
      total = total + evaluate(body)
    }
    return total
  }

  mutating func evaluate(_ node: CompiledExpression.Node) -> S {
    switch node {
    case .number(let value): return S(BoundedNumber(value))
    case .constant(let constant): return S(BoundedNumber(constant))
    case .entry(let address):
      let offset = offset(address)
      let value = environment.tensors[address.tensor][offset]
      if let variable, variable.tensor == address.tensor, variable.offset == offset {
        return S(variable: value)
      }
      return S(value)
    case .delta(let a, let b): return S(place(a) == place(b) ? .one : .zero)
    case .sum(let slot, let range, let pinned, let memory, let body):
      guard let memory, !tables.isEmpty else { return sum(slot, range, pinned, body) }
      let place = memory.terms.reduce(0) { $0 + slots[$1.slot] * $1.stride }
      if tables[memory.table].isEmpty {
        tables[memory.table] = Array(repeating: nil, count: memory.size)
      }
      if let known = tables[memory.table][place] { return known }
      let total = sum(slot, range, pinned, body)
      tables[memory.table][place] = total
      return total
    case .addition(let terms):
      var total = S(.zero)
      for term in terms { total = total + evaluate(term) }
      return total
    case .product(let factors):
      var product = S(.one)
      for factor in factors {
        product = product * evaluate(factor)
        if product.isExactZero { return product }
      }
      return product
    case .power(let base, let exponent): return evaluate(base).raised(to: exponent)
    case .function(let function, let argument): return evaluate(argument).applying(function)
    case .indicator(let argument): return evaluate(argument).positivity
    case .derivative(let body, let address):
      var inner = Run<DualNumber<S.Number>>(
        slots: slots, environment: environment, variable: (address.tensor, offset(address)))
      // A derivative of a derivative has no value here: no line holds one.
      if variable != nil { return S(BoundedNumber(.nan)) }
      return S(inner.evaluate(body).tangent)
    }
  }
}
