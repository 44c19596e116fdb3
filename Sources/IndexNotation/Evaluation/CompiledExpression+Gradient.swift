extension CompiledExpression {
  /// Adds to `gradients` the derivative of `weight` times the value at `position` with respect to
  /// every entry of every tensor that occurs directly (reverse-mode differentiation).
  ///
  /// It shares nothing with the rules of differentiation: the referee of the chain rule.
  func accumulateGradient<Number>(
    of weight: BoundedNumber<Number>, at position: [Int], in environment: Environment<Number>,
    into gradients: inout [[BoundedNumber<Number>]]
  ) {
    var pass = ReversePass(
      slots: position + [Int](repeating: 0, count: slotCount - position.count),
      environment: environment, gradients: gradients)
    gradients = []
    pass.spread(weight, over: root)
    gradients = pass.gradients
  }
}

private struct ReversePass<Number: RealNumber> {
  typealias Value = BoundedNumber<Number>
  var slots: [Int]
  let environment: Environment<Number>
  var gradients: [[Value]]

  func value(_ node: CompiledExpression.Node) -> Value {
    var run = Run<Value>(slots: slots, environment: environment, variable: nil)
    return run.evaluate(node)
  }

  mutating func spread(_ weight: Value, over node: CompiledExpression.Node) {
    if weight.isExactZero { return }
    switch node {
    case .number, .constant, .delta, .indicator, .derivative: break
    case .entry(let address):
      let offset = address.terms.reduce(address.base) { $0 + slots[$1.slot] * $1.stride }
      gradients[address.tensor][offset] = gradients[address.tensor][offset] + weight
    case .sum(let slot, let range, _, _, let body):
      for value in 0..<range {
        slots[slot] = value
        spread(weight, over: body)
      }
    case .addition(let terms):
      for term in terms { spread(weight, over: term) }
    case .product(let factors):
      let values = factors.map { value($0) }
      for (place, factor) in factors.enumerated() {
        var rest = weight
        for (other, value) in values.enumerated() where other != place { rest = rest * value }
        spread(rest, over: factor)
      }
    case .power(let base, let exponent):
      let slope = value(base).raised(to: exponent.adding(Rational(-1)) ?? exponent)
      spread(weight * Value(exponent) * slope, over: base)
    case .function(let function, let argument):
      let inner = value(argument)
      spread(
        weight * inner.slope(of: function, result: inner.applying(function)), over: argument)
    }
  }
}
