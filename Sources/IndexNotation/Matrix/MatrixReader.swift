/// Reads an index expression as matrix notation.
///
/// A part with free indices a, b is a matrix, with one free index a vector, with none a scalar.
/// What has more, or an entry such as `W_aa` or `x_2`, has no matrix notation.
struct MatrixReader {
  /// The axes of the result in the order wanted: decides between a matrix and its transpose.
  let wanted: [Index]

  /// A part of the expression, and which index runs along each of its axes.
  struct Part {
    var matrix: MatrixExpression
    var axes: [Index]
  }

  func read(_ expression: IndexExpression) -> Part? {
    switch expression {
    case .number(let value): return Part(matrix: .number(value), axes: [])
    case .element(let element):
      let axes = element.indices
      guard axes.count == element.subscripts.count, axes.count <= 2, Set(axes).count == axes.count
      else { return nil }
      return Part(matrix: .name(element.tensor), axes: axes)
    case .delta(.index(let a), .index(let b)) where a.range == b.range && a != b:
      return Part(matrix: .identity(a.range), axes: [a, b])
    case .delta, .derivative: return nil
    case .function(let function, let argument):
      return read(argument).map { Part(matrix: .function(function, $0.matrix), axes: $0.axes) }
    case .indicator(let argument):
      return read(argument).map { Part(matrix: .indicator($0.matrix), axes: $0.axes) }
    case .power(let base, let exponent) where !exponent.isNegative:
      return read(base).map { Part(matrix: .power($0.matrix, exponent), axes: $0.axes) }
    case .addition(let terms): return addition(terms)
    case .product, .power: return product(expression.factors)
    case .sum(let index, let body): return sum(over: index, body.factors)
    }
  }

  // MARK: Terms

  private func addition(_ terms: [IndexExpression]) -> Part? {
    var parts: [Part] = []
    for term in terms {
      let positive = term.isNegative ? IndexExpression.negated(term) : term
      guard var part = read(positive) else { return nil }
      if term.isNegative { part.matrix = .negation(part.matrix) }
      parts.append(part)
    }
    guard let axes = union(parts) else { return nil }
    var aligned: [MatrixExpression] = []
    for part in parts {
      guard let matrix = part.axes.isEmpty ? part.matrix : align(part, to: axes) else { return nil }
      aligned.append(matrix)
    }
    return Part(matrix: .addition(aligned), axes: axes)
  }

  /// All axes that occur, the wanted ones in the wanted order first; `nil` for more than two.
  private func union(_ parts: [Part]) -> [Index]? {
    var axes: [Index] = []
    for axis in parts.flatMap(\.axes) where !axes.contains(axis) { axes.append(axis) }
    guard axes.count <= 2 else { return nil }
    // Where nothing in particular is wanted, a matrix stays as it is stored.
    if !axes.allSatisfy(wanted.contains), let matrix = parts.first(where: { $0.axes.count == 2 }) {
      return matrix.axes
    }
    return wanted.filter(axes.contains) + axes.filter { !wanted.contains($0) }
  }

  /// The part with its axes in this order; a missing axis is filled by repetition.
  func align(_ part: Part, to axes: [Index]) -> MatrixExpression? {
    if part.axes == axes { return part.matrix }
    guard axes.count <= 2, part.axes.allSatisfy(axes.contains) else { return nil }
    switch (part.axes.count, axes.count) {
    case (2, 2): return transposed(part.matrix)
    case (1, 2):
      return part.axes[0] == axes[0]
        ? .outer(part.matrix, .ones(axes[1].range)) : .outer(.ones(axes[0].range), part.matrix)
    case (0, 1): return .scaled(part.matrix, .ones(axes[0].range))
    case (0, 2): return .scaled(part.matrix, .outer(.ones(axes[0].range), .ones(axes[1].range)))
    default: return nil
    }
  }

  private func transposed(_ matrix: MatrixExpression) -> MatrixExpression {
    switch matrix {
    case .transpose(let inner): return inner
    case .outer(let left, let right): return .outer(right, left)
    case .scaled(let scalar, let inner): return .scaled(scalar, transposed(inner))
    case .identity: return matrix
    case .product(let left, let right):
      // (A B^T)^T is B A^T: the same, with fewer transposes.
      let turned = MatrixExpression.product(transposed(right), transposed(left))
      return turned.transposes <= matrix.transposes ? turned : .transpose(matrix)
    case .number, .name, .addition, .negation, .elementwise, .quotient, .power,
      .function, .indicator, .sum, .diagonal, .ones:
      return .transpose(matrix)
    }
  }

  // MARK: Factors

  /// Factors above and below the line, read.
  private func parts(_ factors: [IndexExpression]) -> (above: [Part], below: [Part])? {
    var above: [Part] = []
    var below: [Part] = []
    for factor in factors {
      let (base, exponent) = factor.baseAndExponent
      if exponent.isNegative {
        guard let part = read(.raised(base, exponent.negated)) else { return nil }
        below.append(part)
      } else {
        guard let part = read(factor) else { return nil }
        above.append(part)
      }
    }
    return (above, below)
  }

  private func product(_ factors: [IndexExpression]) -> Part? {
    guard let (above, below) = parts(factors) else { return nil }
    return combine(above, below)
  }

  private func combine(_ above: [Part], _ below: [Part]) -> Part? {
    guard let axes = union(above + below) else { return nil }
    func group(_ wanted: Set<Index>) -> MatrixExpression? {
      let order = axes.filter(wanted.contains)
      let over = above.filter { Set($0.axes) == wanted }
      let under = below.filter { Set($0.axes) == wanted }
      let top = over.compactMap { align($0, to: order) }
      let bottom = under.compactMap { align($0, to: order) }
      if top.isEmpty && bottom.isEmpty { return nil }
      let numerator = top.isEmpty ? .number(.one) : elementwise(top)
      return bottom.isEmpty ? numerator : .quotient(numerator, elementwise(bottom))
    }
    let body: MatrixExpression?
    switch axes.count {
    case 0: body = nil
    case 1: body = group([axes[0]])
    default:
      let (rows, columns) = (group([axes[0]]), group([axes[1]]))
      if var matrix = group([axes[0], axes[1]]) {
        if case .identity = matrix {
          let vectors = [rows, columns].compactMap { $0 }
          body = vectors.isEmpty ? matrix : .diagonal(elementwise(vectors))
        } else {
          if let rows { matrix = .product(.diagonal(rows), matrix) }
          if let columns { matrix = .product(matrix, .diagonal(columns)) }
          body = matrix
        }
      } else if let rows, let columns {
        body = .outer(rows, columns)
      } else {
        return nil
      }
    }
    return Part(
      matrix: scaled(
        body, by: above.filter(\.axes.isEmpty).map(\.matrix),
        over: below.filter(\.axes.isEmpty).map(\.matrix)), axes: axes)
  }

  private func elementwise(_ matrices: [MatrixExpression]) -> MatrixExpression {
    matrices.count == 1 ? matrices[0] : .elementwise(matrices)
  }

  private func scaled(
    _ body: MatrixExpression?, by above: [MatrixExpression], over below: [MatrixExpression]
  ) -> MatrixExpression {
    var result = body
    for scalar in above.reversed() {
      switch (result, scalar) {
      case (nil, _): result = scalar
      case (let inner?, .number(Rational(-1))): result = .negation(inner)
      case (let inner?, _): result = .scaled(scalar, inner)
      }
    }
    let numerator = result ?? .number(.one)
    guard let first = below.first else { return numerator }
    return .quotient(numerator, below.dropFirst().reduce(first) { .scaled($0, $1) })
  }

  // MARK: Sums

  private func sum(over index: Index, _ factors: [IndexExpression]) -> Part? {
    let outside = factors.filter { !$0.mentions(index) }
    let inside = factors.filter { $0.mentions(index) }
    guard !inside.isEmpty, let (above, below) = parts(inside),
      let summed = sum(over: index, above, below)
    else { return nil }
    if outside.isEmpty { return summed }
    guard let (more, under) = parts(outside) else { return nil }
    return combine(more + [summed], under)
  }

  private func sum(over index: Index, _ above: [Part], _ below: [Part]) -> Part? {
    var others: [Index] = []
    for axis in (above + below).flatMap(\.axes) where axis != index && !others.contains(axis) {
      others.append(axis)
    }
    others = wanted.filter(others.contains) + others.filter { !wanted.contains($0) }
    func group(_ axes: [Index]) -> Part? {
      let over = above.filter { Set($0.axes) == Set(axes) }
      let under = below.filter { Set($0.axes) == Set(axes) }
      return over.isEmpty && under.isEmpty
        ? nil : MatrixReader(wanted: axes).combine(over, under)
    }
    let weights = group([index])
    switch others.count {
    case 0:
      let vectors = above.filter { $0.axes == [index] }.map(\.matrix)
      guard let weights else { return nil }
      if vectors.count >= 2, below.isEmpty {
        return Part(
          matrix: .product(
            .transpose(vectors[0]), elementwise(Array(vectors.dropFirst()))), axes: [])
      }
      return Part(matrix: .sum(weights.matrix, axis: nil), axes: [])
    case 1:
      guard let matrix = group([others[0], index]),
        let aligned = align(matrix, to: [others[0], index])
      else { return nil }
      if let weights { return Part(matrix: .product(aligned, weights.matrix), axes: others) }
      if case .transpose(let inner) = aligned {
        return Part(matrix: .sum(inner, axis: 0), axes: others)
      }
      return Part(matrix: .sum(aligned, axis: 1), axes: others)
    case 2:
      guard let left = group([others[0], index]).flatMap({ align($0, to: [others[0], index]) }),
        var right = group([index, others[1]]).flatMap({ align($0, to: [index, others[1]]) })
      else { return nil }
      if let weights { right = .product(.diagonal(weights.matrix), right) }
      return Part(matrix: .product(left, right), axes: others)
    default: return nil
    }
  }
}

extension MatrixExpression {
  /// How many transposes a product is written with.
  fileprivate var transposes: Int {
    switch self {
    case .transpose(let inner): return 1 + inner.transposes
    case .product(let left, let right): return left.transposes + right.transposes
    case .number, .name, .outer, .addition, .negation, .scaled, .elementwise, .quotient, .power,
      .function, .indicator, .sum, .diagonal, .identity, .ones:
      return 0
    }
  }

  /// The matrix notation of an expression with these free indices (the rows' first), or `nil`
  /// where it has none.
  public init?(_ expression: IndexExpression, indices: [Index]) {
    guard indices.count <= 2 else { return nil }
    let reader = MatrixReader(wanted: indices)
    guard let part = reader.read(expression), let matrix = reader.align(part, to: indices) else {
      return nil
    }
    self = matrix
  }
}
