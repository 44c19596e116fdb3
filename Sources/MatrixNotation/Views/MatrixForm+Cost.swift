import IndexNotation
import Tensors

extension MatrixForm {
  /// How many multiplications and divisions it takes; for `outer(x, S - y)` with 3 and 5 entries: 15.
  /// Signs, masks and calls count nothing.
  /// - Parameter shapes: the quantities' shapes; a δ has that of its quantity.
  public func multiplications(_ shapes: [String: Shape]) -> Int { cost(shapes).count }

  private typealias Cost = (shape: Shape, count: Int)

  private func cost(_ shapes: [String: Shape]) -> Cost {
    switch self {
    case .quantity(let name), .delta(let name): return (shapes[name] ?? .scalar, 0)
    case .number, .constant, .named: return (.scalar, 0)
    case .zeros(let shape), .ones(let shape): return (shape, 0)
    case .identity(let count): return ([count, count], 0)
    case .unit(_, of: let count): return ([count], 0)
    case .negative(let inner): return inner.cost(shapes)
    case .transpose(let inner):
      let (shape, count) = inner.cost(shapes)
      return (shape.rank == 2 ? [shape[1], shape[0]] : shape, count)
    case .sum(let terms): return Self.together(terms.map { $0.form.cost(shapes) }, each: 0)
    case .call(_, let arguments): return Self.together(arguments.map { $0.cost(shapes) }, each: 0)
    case .either(let mask, let a, let b):
      return Self.together([mask, a, b].map { $0.cost(shapes) }, each: 0)
    case .greater(let a, let b, _):
      return Self.together([a, b].map { $0.cost(shapes) }, each: 0)
    case .product(let factors): return Self.together(factors.map { $0.cost(shapes) }, each: 1)
    case .quotient(let a, let b): return Self.together([a, b].map { $0.cost(shapes) }, each: 1)
    case .chain(let factors):
      guard let first = factors.first else { return (.scalar, 0) }
      return factors.dropFirst().reduce(first.cost(shapes)) { Self.product($0, $1.cost(shapes)) }
    case .outer(let a, let b):
      let (a, b) = (a.cost(shapes), b.cost(shapes))
      let shape: Shape = [a.shape.count, b.shape.count]
      return (shape, a.count + b.count + shape.count)
    case .inverse(let inner):
      let (shape, count) = inner.cost(shapes)
      return (shape, count + shape.count * (shape.dimensions.first ?? 1))
    case .power(let base, .number(let exponent, _)):
      let (shape, count) = base.cost(shapes)
      let times = exponent.isInteger ? max(abs(exponent.numerator) - 1, 1) : 1
      return (shape, count + times * shape.count)
    case .power(let a, let b): return Self.together([a, b].map { $0.cost(shapes) }, each: 1)
    case .root(let inner): return inner.cost(shapes)
    case .norm(let inner):
      let (shape, count) = inner.cost(shapes)
      return (.scalar, count + shape.count)
    case .total(let inner, let axes, let keeps):
      let (shape, count) = inner.cost(shapes)
      return (Self.reduced(shape, axes, keeps), count)
    case .mean(let inner, let axes, let keeps):
      let (shape, count) = inner.cost(shapes)
      let reduced = Self.reduced(shape, axes, keeps)
      return (reduced, count + reduced.count)
    case .indexed(let inner, let places):
      let (shape, count) = inner.cost(shapes)
      var dimensions: [Int] = []
      var axis = 0
      for place in places {
        let extent = axis < shape.rank ? shape[axis] : 1
        switch place {
        case .at: axis += 1
        case .new: dimensions.append(1)
        case .all:
          dimensions.append(extent)
          axis += 1
        case .range(let start, let end, let step):
          dimensions.append(stride(from: start, to: end, by: step).map(\.self).count)
          axis += 1
        }
      }
      return (Shape(dimensions + shape.dimensions.dropFirst(axis)), count)
    case .padded(let inner, let paddings):
      let (shape, count) = inner.cost(shapes)
      return (
        Shape(zip(shape.dimensions, paddings).map { $0 + $1.before + $1.after }), count
      )
    case .naming(_, let part, in: let whole):
      let (inner, outer) = (part.cost(shapes), whole.cost(shapes))
      return (outer.shape, inner.count + outer.count)
    }
  }

  private static func together(_ costs: [Cost], each: Int) -> Cost {
    let shape = costs.map(\.shape).reduce(Shape.scalar) { $0.broadcast(with: $1) ?? $0 }
    return (
      shape, costs.reduce(0) { $0 + $1.count } + each * (costs.count - 1) * shape.count
    )
  }

  private static func product(_ a: Cost, _ b: Cost) -> Cost {
    guard let plan = MatrixProduct(a.shape, b.shape) else { return a }
    return (plan.result, a.count + b.count + plan.result.count * plan.inner)
  }

  private static func reduced(_ shape: Shape, _ axes: [Int]?, _ keeps: Bool) -> Shape {
    guard let axes else { return .scalar }
    return Shape(
      shape.dimensions.enumerated().compactMap { axis, extent in
        axes.contains(axis) ? (keeps ? 1 : nil) : extent
      })
  }
}
