import MatrixNotation
import Tensors

/// The shapes of what matrix notation says, from those of the quantities in it.
public struct FormShapes {
  /// The shape of a quantity, where it is known; a δ has that of its quantity.
  public let quantity: (String) -> Shape?
  /// Those of parts that have names in a form.
  private var parts: [String: Shape] = [:]

  /// The shapes of quantities.
  public init(_ quantity: @escaping (String) -> Shape?) { self.quantity = quantity }

  /// The same, and the shape of a part under its name.
  public func naming(_ name: String, _ part: MatrixForm) -> FormShapes {
    var inner = self
    inner.parts[name] = shape(of: part)
    return inner
  }

  /// The shape of a form's value; `nil` where it does not follow, or shapes do not fit.
  public func shape(of form: MatrixForm) -> Shape? {
    switch form {
    case .quantity(let name), .delta(let name): return quantity(name)
    case .named(let name): return parts[name]
    case .number, .constant, .norm, .total(_, nil, _), .mean(_, nil, _): return .scalar
    case .zeros(let shape), .ones(let shape): return shape
    case .identity(let count): return [count, count]
    case .unit(_, of: let count): return [count]
    case .negative(let inner), .root(let inner), .inverse(let inner): return shape(of: inner)
    case .sum(let terms): return broadcast(terms.map(\.form))
    case .product(let factors): return broadcast(factors)
    case .quotient(let a, let b), .power(let a, let b), .greater(let a, let b, _):
      return broadcast([a, b])
    case .either(let mask, let a, let b): return broadcast([mask, a, b])
    case .chain(let factors):
      guard let first = factors.first, var result = shape(of: first) else { return nil }
      for factor in factors.dropFirst() {
        guard let own = shape(of: factor), let product = MatrixProduct(result, own) else {
          return nil
        }
        result = product.result
      }
      return result
    case .outer(let a, let b):
      guard let a = shape(of: a), let b = shape(of: b) else { return nil }
      return [a.count, b.count]
    case .transpose(let inner):
      guard let own = shape(of: inner) else { return nil }
      guard own.rank > 1 else { return own }
      var dimensions = own.dimensions
      dimensions.swapAt(own.rank - 1, own.rank - 2)
      return Shape(dimensions)
    case .total(let inner, let axes?, let keeps), .mean(let inner, let axes?, let keeps):
      guard let own = shape(of: inner) else { return nil }
      return Shape(
        own.dimensions.enumerated().compactMap { axis, extent in
          axes.contains(axis) ? (keeps ? 1 : nil) : extent
        })
    case .indexed(let inner, let places): return shape(of: inner).map { part(of: $0, places) }
    case .padded(let inner, let paddings):
      guard let own = shape(of: inner), own.rank == paddings.count else { return nil }
      return Shape(zip(own.dimensions, paddings).map { $0 + $1.before + $1.after })
    case .call(let name, let arguments):
      let shapes = arguments.compactMap(shape)
      guard shapes.count == arguments.count, let function = catalogueFunction(named: name) else {
        return nil
      }
      do {
        return try function.resultShape(shapes)
      } catch {
        // What does not fit has no shape.
        return nil
      }
    case .naming(let name, let part, in: let whole):
      return naming(name, part).shape(of: whole)
    }
  }

  private func part(of shape: Shape, _ places: [MatrixForm.Place]) -> Shape {
    var dimensions: [Int] = []
    var axis = 0
    for place in places {
      switch place {
      case .at: axis += 1
      case .new: dimensions.append(1)
      case .all:
        dimensions.append(shape[axis])
        axis += 1
      case .range(let start, let end, let step):
        dimensions.append(stride(from: start, to: end, by: step).map(\.self).count)
        axis += 1
      }
    }
    return Shape(dimensions + shape.dimensions.dropFirst(axis))
  }

  private func broadcast(_ forms: [MatrixForm]) -> Shape? {
    var result = Shape.scalar
    for form in forms {
      guard let own = shape(of: form), let both = result.broadcast(with: own) else { return nil }
      result = both
    }
    return result
  }
}
