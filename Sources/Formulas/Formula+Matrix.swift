import IndexNotation
import Tensors

extension Formula {
  /// Matrix notation.
  ///
  /// - Parameter shape: the shape of a quantity, where it is known: a power of a matrix says by
  ///   `∘` that it is taken entry by entry, and a product with a single number has a dot.
  public init(_ matrix: MatrixExpression, shape: @escaping (String) -> Shape? = { _ in nil }) {
    self = MatrixLayout(shape: shape).whole(matrix)
  }
}

/// The layout of matrix notation. Juxtaposition is the matrix product; it binds as tightly as `⊙`
/// and stands, like it, for what is at its left first.
private struct MatrixLayout {
  let shape: (String) -> Shape?

  func whole(_ matrix: MatrixExpression) -> Formula {
    switch matrix {
    case .addition(let terms): return sum(terms)
    case .negation(let inner): return .flat([.sign(.minus, isPrefix: true), product(inner)])
    case .number(let value): return .rational(value)
    case .name, .transpose, .product, .outer, .scaled, .elementwise, .quotient, .power, .function,
      .indicator, .sum, .diagonal, .identity, .ones:
      return product(matrix)
    }
  }

  private func sum(_ terms: [MatrixExpression]) -> Formula {
    if terms.isEmpty { return .integer(0) }
    var parts: [Formula] = []
    for (place, expression) in terms.enumerated() {
      var (isNegative, size) = (false, expression)
      switch expression {
      case .negation(let inner): (isNegative, size) = (true, inner)
      case .number(let value) where value.isNegative:
        (isNegative, size) = (true, .number(value.negated))
      case .number, .name, .transpose, .product, .outer, .addition, .scaled, .elementwise,
        .quotient, .power, .function, .indicator, .sum, .diagonal, .identity, .ones:
        break
      }
      if isNegative || place > 0 {
        parts.append(.sign(isNegative ? .minus : .plus, isPrefix: place == 0))
      }
      parts.append(product(size))
    }
    return .flat(parts)
  }

  private func product(_ matrix: MatrixExpression) -> Formula {
    switch matrix {
    case .product(let a, let b): return juxtaposed(leading(a), trailing(b))
    case .outer(let a, let b): return juxtaposed(factor(a), factor(b).transposed)
    case .scaled(let a, let b):
      let shown = trailing(b)
      let sign: Formula.Sign = shown.startsWithDigit ? .dot : .invisibleTimes
      return .flat([factor(a), .sign(sign, isPrefix: false), shown])
    case .elementwise(let factors):
      if factors.isEmpty { return .integer(1) }
      let hasScalar = factors.contains { rank($0) == 0 }
      return .flat(
        Array(
          factors.enumerated().map { place, item in
            [place == 0 ? leading(item) : factor(item)]
          }.joined(separator: [.sign(hasScalar ? .dot : .entrywise, isPrefix: false)])))
    case .quotient(let a, let b): return .fraction(whole(a), whole(b))
    case .sum(let inner, 0?): return juxtaposed(factor(inner).transposed, .bold("1"))
    case .sum(let inner, .some): return juxtaposed(factor(inner), .bold("1"))
    case .number, .name, .transpose, .addition, .negation, .power, .function, .indicator,
      .sum(_, nil), .diagonal, .identity, .ones:
      return factor(matrix)
    }
  }

  private func juxtaposed(_ a: Formula, _ b: Formula) -> Formula {
    // A number before it would run into its digits; a dot would say that both are numbers.
    .flat([a, .sign(.invisibleTimes, isPrefix: false), b.startsWithDigit ? b.fenced : b])
  }

  /// The first factor: a product stands bare, since it is what is worked out first.
  private func leading(_ matrix: MatrixExpression) -> Formula {
    switch matrix {
    case .product, .outer, .scaled, .sum(_, .some): product(matrix)
    case .number, .name, .transpose, .addition, .negation, .elementwise, .quotient, .power,
      .function, .indicator, .sum(_, nil), .diagonal, .identity, .ones:
      factor(matrix)
    }
  }

  /// The right factor of a matrix product: another one stands bare, it is the same either way.
  private func trailing(_ matrix: MatrixExpression) -> Formula {
    switch matrix {
    case .product where !isAssociative(matrix): factor(matrix)
    case .product, .outer, .sum(_, .some): product(matrix)
    case .number, .name, .transpose, .addition, .negation, .scaled, .elementwise, .quotient,
      .power, .function, .indicator, .sum(_, nil), .diagonal, .identity, .ones:
      factor(matrix)
    }
  }

  /// Whether a product may lose its brackets behind another factor: not where its first factor is
  /// a number or a vector, which must not come between what stands at its sides.
  private func isAssociative(_ matrix: MatrixExpression) -> Bool {
    switch matrix {
    case .product(let a, _): isAssociative(a)
    case .outer, .sum(_, .some): true
    case .scaled: false
    case .number, .name, .transpose, .addition, .negation, .elementwise, .quotient, .power,
      .function, .indicator, .sum(_, nil), .diagonal, .identity, .ones:
      rank(matrix).map { $0 == 2 } ?? true
    }
  }

  private func factor(_ matrix: MatrixExpression) -> Formula {
    switch matrix {
    case .number(let value): return value.isNegative ? .rational(value).fenced : .rational(value)
    case .name(let name): return Formula(name: name)
    case .transpose(let inner): return factor(inner).transposed
    case .power(let inner, let exponent): return power(inner, exponent)
    case .function(let function, let inner):
      return .call(.word(function.rawValue), whole(inner).fenced)
    case .indicator(let inner):
      return .fence(
        .brackets, .flat([whole(inner), .sign(.greater, isPrefix: false), .integer(0)]))
    case .sum(let inner, nil): return .call(.word("sum"), whole(inner).fenced)
    case .diagonal(let inner): return .call(.word("diag"), whole(inner).fenced)
    case .identity: return .letter("I")
    case .ones: return .bold("1")
    case .quotient: return product(matrix)
    case .product, .outer, .addition, .negation, .scaled, .elementwise, .sum(_, .some):
      return whole(matrix).fenced
    }
  }

  private func power(_ inner: MatrixExpression, _ exponent: Rational) -> Formula {
    if exponent == Rational(1, 2) { return .root(whole(inner)) }
    let shown = Formula.exponent(exponent)
    // Of a matrix it could be taken for a product with itself.
    let isClear = rank(inner).map { $0 < 2 } ?? false
    return whole(inner).raised(
      to: isClear ? shown : .flat([.sign(.ring, isPrefix: true), shown]))
  }

  /// How many axes the value has, where the shapes of its names are known.
  private func rank(_ matrix: MatrixExpression) -> Int? {
    switch matrix {
    case .number, .sum(_, nil): return 0
    case .name(let name): return shape(name)?.rank
    case .sum, .ones: return 1
    case .outer, .diagonal, .identity: return 2
    case .transpose(let inner), .negation(let inner), .power(let inner, _),
      .function(_, let inner), .indicator(let inner), .scaled(_, let inner):
      return rank(inner)
    case .product(let a, let b):
      guard let left = rank(a), let right = rank(b) else { return nil }
      return left + right - 2
    case .addition(let terms), .elementwise(let terms):
      let ranks = terms.map(rank)
      return ranks.contains(nil) ? nil : ranks.compactMap { $0 }.max()
    case .quotient(let a, let b):
      guard let left = rank(a), let right = rank(b) else { return nil }
      return max(left, right)
    }
  }
}
