import Tensors

extension MatrixExpression {
  /// How many multiplications and divisions it takes; for `x (S - y)^T` with shapes 3 and 5: 15.
  /// A product with a diagonal matrix counts as scaling rows or columns; signs count nothing.
  /// - Parameter shapes: the quantities' shapes.
  public func multiplications(_ shapes: [String: Shape]) -> Int { cost(shapes).count }

  private func cost(_ shapes: [String: Shape]) -> (shape: Shape, count: Int) {
    switch self {
    case .number: return (.scalar, 0)
    case .name(let name): return (shapes[name] ?? .scalar, 0)
    case .identity(let count): return ([count, count], 0)
    case .ones(let count): return ([count], 0)
    case .transpose(let inner):
      let (shape, count) = inner.cost(shapes)
      return (Shape(shape.dimensions.reversed()), count)
    case .negation(let inner), .function(_, let inner), .indicator(let inner):
      return inner.cost(shapes)
    case .product(.diagonal(let vector), let matrix), .product(let matrix, .diagonal(let vector)):
      let (a, b) = (vector.cost(shapes), matrix.cost(shapes))
      return (b.shape, a.count + b.count + b.shape.count)
    case .product(let left, let right):
      let (a, b) = (left.cost(shapes), right.cost(shapes))
      let rows = a.shape.rank == 2 ? [a.shape[0]] : []
      let columns = b.shape.rank == 2 ? [b.shape[1]] : []
      let shape = Shape(rows + columns)
      return (shape, a.count + b.count + shape.count * (b.shape.dimensions.first ?? 1))
    case .outer(let left, let right):
      let (a, b) = (left.cost(shapes), right.cost(shapes))
      let shape = Shape(a.shape.dimensions + b.shape.dimensions)
      // With a vector of ones there is nothing to multiply.
      if case .ones = left { return (shape, b.count) }
      if case .ones = right { return (shape, a.count) }
      return (shape, a.count + b.count + shape.count)
    case .addition(let terms):
      let costs = terms.map { $0.cost(shapes) }
      return (MatrixExpression.largest(costs), costs.reduce(0) { $0 + $1.count })
    case .elementwise(let factors):
      let costs = factors.map { $0.cost(shapes) }
      let shape = MatrixExpression.largest(costs)
      return (shape, costs.reduce(0) { $0 + $1.count } + (costs.count - 1) * shape.count)
    case .scaled(let a, let b), .quotient(let a, let b):
      let costs = [a.cost(shapes), b.cost(shapes)]
      let shape = MatrixExpression.largest(costs)
      return (shape, costs[0].count + costs[1].count + shape.count)
    case .power(let inner, let exponent):
      let (shape, count) = inner.cost(shapes)
      let times = exponent.isInteger ? max(abs(exponent.numerator) - 1, 1) : 1
      return (shape, count + times * shape.count)
    case .sum(let inner, let axis):
      let (shape, count) = inner.cost(shapes)
      guard let axis, shape.rank == 2 else { return (.scalar, count) }
      return ([shape[1 - axis]], count)
    case .diagonal(let inner):
      let (shape, count) = inner.cost(shapes)
      return ([shape.count, shape.count], count)
    }
  }

  private static func largest(_ costs: [(shape: Shape, count: Int)]) -> Shape {
    costs.map(\.shape).max { $0.count < $1.count } ?? .scalar
  }
}

extension IndexExpression {
  /// How many multiplications and divisions one entry takes as it is written, every sum in full.
  public var multiplications: Int {
    switch self {
    case .number, .element, .delta, .indicator: return 0
    case .sum(let index, let body):
      let (count, overflow) = body.multiplications.multipliedReportingOverflow(by: index.range)
      return overflow ? .max : count
    case .product(let factors):
      let inner = children.reduce(0) { $0.addingReportingOverflow($1.multiplications).partialValue }
      let (coefficient, rest) = coefficientAndFactors
      let hidden = coefficient == Rational(-1) ? 1 : 0
      return inner + max(0, (rest.isEmpty ? 1 : factors.count - hidden) - 1)
    case .power(let base, let exponent):
      return base.multiplications
        + (exponent.isInteger && exponent != Rational(-1)
          ? max(abs(exponent.numerator) - 1, 0) + (exponent.isNegative ? 1 : 0) : 0)
    case .addition, .function, .derivative: return children.reduce(0) { $0 + $1.multiplications }
    }
  }
}
