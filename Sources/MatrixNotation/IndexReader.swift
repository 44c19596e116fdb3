import IndexNotation
import Tensors

/// Reads index notation as operations on whole tensors, where there are such: sums of products as
/// matrix products, indices that stand alone as axes.
public struct IndexReader {
  private let algebra: Algebra
  private let elements: [String: MatrixExpression]
  private let function: (ElementaryFunction) -> MatrixFunction

  /// - Parameters:
  ///   - elements: what the tensors stand for.
  ///   - function: what an elementary function is in matrix notation.
  public init(
    _ algebra: Algebra, elements: [String: MatrixExpression],
    function: @escaping (ElementaryFunction) -> MatrixFunction
  ) {
    self.algebra = algebra
    self.elements = elements
    self.function = function
  }

  /// The whole tensor whose entries a definition gives.
  /// - Throws: `Algebra.Failure.notSaid` where there is no matrix notation for it.
  public func expression(_ definition: Definition) throws(Algebra.Failure) -> MatrixExpression {
    let part = try read(definition.body)
    let shape = Shape(definition.indices.map(\.range))
    return algebra.filled(try aligned(part, to: definition.indices), shape)
  }

  /// An expression and the index of each of its axes.
  private struct Part {
    var expression: MatrixExpression
    var axes: [Index]
  }

  private func read(_ expression: IndexExpression) throws(Algebra.Failure) -> Part {
    switch expression {
    case .number(let value): return Part(expression: algebra.number(value), axes: [])
    case .constant(let constant): return Part(expression: algebra.constant(constant), axes: [])
    case .element(let element): return try read(element)
    case .delta(let a, let b): return try read(a, b)
    case .sum(over: let index, let body): return try sum(over: [index], body)
    case .addition(let terms):
      var parts: [Part] = []
      for term in terms { parts.append(try read(term)) }
      return try combined(parts) { algebra.sum(of: $0) }
    case .product(let factors):
      var parts: [Part] = []
      for factor in factors { parts.append(try read(factor)) }
      return try combined(parts) { algebra.product(of: $0) }
    case .power(let base, let exponent):
      let part = try read(base)
      return Part(expression: algebra.power(part.expression, exponent), axes: part.axes)
    case .function(let function, let argument):
      let part = try read(argument)
      return Part(
        expression: algebra.apply(self.function(function), [part.expression]), axes: part.axes)
    case .indicator(let argument):
      let part = try read(argument)
      return Part(
        expression: algebra.greater(part.expression, algebra.zero()), axes: part.axes)
    case .derivative: throw .notSaid("a derivative in a definition")
    }
  }

  private func read(_ element: Element) throws(Algebra.Failure) -> Part {
    guard let whole = elements[element.tensor] else { throw .notSaid(element.tensor) }
    var axes: [Index] = []
    var places: [Algebra.Place] = []
    for subscript_ in element.subscripts {
      switch subscript_ {
      case .fixed(let place): places.append(.at(place))
      case .index(let index):
        if axes.contains(index) {
          throw .notSaid("a diagonal, \(element.tensor) with one index twice")
        }
        axes.append(index)
        places.append(.range(0, index.range, by: 1))
      case .affine(let place):
        guard place.terms.count == 1, let term = place.terms.first, term.coefficient == 1 else {
          throw .notSaid("a place that is more than an index and a number")
        }
        if axes.contains(term.index) {
          throw .notSaid("a diagonal, \(element.tensor) with one index twice")
        }
        axes.append(term.index)
        places.append(.range(place.constant, place.constant + term.index.range, by: 1))
      }
    }
    return Part(expression: algebra.part(whole, places), axes: axes)
  }

  private func read(_ a: Subscript, _ b: Subscript) throws(Algebra.Failure) -> Part {
    switch (a, b) {
    case (.index(let i), .index(let j)) where i != j && i.range == j.range:
      return Part(expression: algebra.identity(i.range), axes: [i, j])
    case (.index(let i), .fixed(let place)), (.fixed(let place), .index(let i)):
      return Part(expression: algebra.unit(place, i.range), axes: [i])
    default: throw .notSaid("a delta of equal or fixed places")
    }
  }

  // MARK: Axes

  private func combined(
    _ parts: [Part], _ combine: ([MatrixExpression]) -> MatrixExpression
  ) throws(Algebra.Failure) -> Part {
    // The part with the most axes says their order.
    var axes = parts.max { $0.axes.count < $1.axes.count }?.axes ?? []
    for axis in parts.flatMap(\.axes) where !axes.contains(axis) { axes.append(axis) }
    var expressions: [MatrixExpression] = []
    for part in parts { expressions.append(try aligned(part, to: axes)) }
    return Part(
      expression: algebra.filled(combine(expressions), Shape(axes.map(\.range))), axes: axes)
  }

  /// A part with its axes in this order; axes it does not have are new ones of length 1, or left to
  /// broadcasting where they come first.
  private func aligned(
    _ part: Part, to axes: [Index]
  ) throws(Algebra.Failure) -> MatrixExpression {
    if part.axes.isEmpty || part.axes == axes { return part.expression }
    let own = axes.filter(part.axes.contains)
    guard own.count == part.axes.count else { throw .notSaid("an index that is summed elsewhere") }
    var expression = part.expression
    if own != part.axes {
      var turned = part.axes
      turned.swapAt(turned.count - 1, turned.count - 2)
      guard turned == own else { throw .notSaid("axes in another order") }
      expression = algebra.transpose(expression)
    }
    var isPresent = false
    for (place, axis) in axes.enumerated() {
      if own.contains(axis) {
        isPresent = true
      } else if isPresent {
        // Counted from the end of what the expression has become by then.
        let later = axes[(place + 1)...].filter(own.contains).count
        expression = algebra.expanded(expression, axis: -1 - later)
      }
    }
    return expression
  }

  // MARK: Sums

  private func sum(
    over indices: [Index], _ body: IndexExpression
  ) throws(Algebra.Failure) -> Part {
    if case .sum(over: let index, let inner) = body {
      return try sum(over: indices + [index], inner)
    }
    guard case .product(let factors) = body else { return try reduced(indices, try read(body)) }
    var parts: [Part] = []
    for factor in factors { parts.append(try read(factor)) }
    return try sum(over: indices, of: parts)
  }

  /// The sum of a product: innermost indices first, each by a matrix product where it is one.
  private func sum(over indices: [Index], of parts: [Part]) throws(Algebra.Failure) -> Part {
    guard let index = indices.last else {
      return try combined(parts) { algebra.product(of: $0) }
    }
    let rest = Array(indices.dropLast())
    let outside = parts.filter { !$0.axes.contains(index) }
    let inside = parts.filter { $0.axes.contains(index) }
    guard let first = inside.first else {
      let count = Part(expression: algebra.number(Rational(index.range)), axes: [])
      return try sum(over: rest, of: parts + [count])
    }
    if inside.count == 2, let product = try contracted(first, inside[1], index) {
      return try sum(over: rest, of: outside + [product])
    }
    let together = try combined(inside) { algebra.product(of: $0) }
    return try sum(over: rest, of: outside + [try reduced([index], together)])
  }

  private func reduced(_ indices: [Index], _ part: Part) throws(Algebra.Failure) -> Part {
    var expression = part.expression
    let missing = indices.filter { !part.axes.contains($0) }
    for index in missing { expression = algebra.scaled(Rational(index.range), expression) }
    let axes = part.axes.enumerated().filter { indices.contains($0.element) }
      .map { $0.offset - part.axes.count }
    let left = part.axes.filter { !indices.contains($0) }
    return Part(expression: algebra.reduction(axes, expression), axes: left)
  }

  /// `Σ_k a_ik b_kj` as a matrix product, under common axes of a batch; `nil` where it is none.
  private func contracted(
    _ a: Part, _ b: Part, _ index: Index
  ) throws(Algebra.Failure) -> Part? {
    let batch = a.axes.filter { $0 != index && b.axes.contains($0) }
    let rows = a.axes.filter { $0 != index && !batch.contains($0) }
    let columns = b.axes.filter { $0 != index && !batch.contains($0) }
    guard rows.count <= 1, columns.count <= 1,
      batch.isEmpty || !rows.isEmpty && !columns.isEmpty,
      Array(a.axes.prefix(batch.count)) == batch, Array(b.axes.prefix(batch.count)) == batch
    else { return nil }
    let left = try aligned(a, to: batch + rows + [index])
    let right = try aligned(b, to: batch + [index] + columns)
    return Part(expression: algebra.matrixProduct(left, right), axes: batch + rows + columns)
  }
}
