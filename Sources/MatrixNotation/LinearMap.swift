import IndexNotation
import Tensors

extension Algebra {
  /// The matrix M of an expression that is linear in a vector v: `M @ v` is the expression.
  ///
  /// - Returns: its shape is that of the expression and then v's; `nil` where the expression has more
  ///   axes than one, or where M has no matrix notation.
  func linearMap(_ expression: MatrixExpression, in v: MatrixExpression) -> MatrixExpression? {
    let extent = v.shape[0]
    guard expression.rank == 1 else { return nil }
    let shape: Shape = [expression.shape[0], extent]
    if expression === v { return identity(extent) }
    if expression.isZero { return zero(shape) }
    switch expression.node {
    case .sum(let terms):
      var parts: [Term] = []
      for term in terms {
        let whole = filled(term.expression, expression.shape)
        guard let part = linearMap(whole, in: v) else { return nil }
        parts.append(Term(coefficient: term.coefficient, expression: part))
      }
      return sum(parts, shape: shape)
    case .product(let powers):
      guard let place = only(powers.map(\.base), mentioning: v), powers[place].exponent.isOne else {
        return nil
      }
      let base = powers[place].base
      let rest = product(
        powers.enumerated().filter { $0.offset != place }.map(\.element),
        shape: base.rank == 0 ? expression.shape : .scalar)
      if base.rank == 0 {
        return linearFunctional(base, in: v).map { chain([Link(rest), Link($0, isRow: true)]) }
      }
      guard base.shape == expression.shape, let inner = linearMap(base, in: v) else { return nil }
      return rest.rank == 0 ? times(rest, inner) : times(expanded(rest, axis: -1), inner)
    case .chain(let links):
      guard let place = only(links.map(\.expression), mentioning: v) else { return nil }
      let (before, after) = (Array(links[..<place]), Array(links[(place + 1)...]))
      if !links[place].isRow {
        return after.isEmpty ? product(of: before, with: links[place].expression, in: v) : nil
      }
      let isNumber = after.last.map { $0.expression.rank == 1 && !$0.isRow } ?? false
      guard before.isEmpty != isNumber else { return nil }
      return product(
        of: before + after.reversed().map(transposed), with: links[place].expression, in: v)
    case .part(let inner, let places) where inner.rank == 1:
      return linearMap(inner, in: v).map { part($0, places) }
    case .scattered(let inner, let places) where inner.rank == 1:
      return linearMap(inner, in: v).map {
        scattered($0, shape, places + [.range(0, extent, by: 1)])
      }
    default: return nil
    }
  }

  /// A matrix product with the matrix of a vector that is linear in v; entries that v is only
  /// multiplied with scale the columns.
  private func product(
    of links: [Link], with vector: MatrixExpression, in v: MatrixExpression
  ) -> MatrixExpression? {
    let powers = vector.powers
    if !links.isEmpty, let place = powers.firstIndex(where: { $0.base === v && $0.exponent.isOne })
    {
      let rest = product(powers.enumerated().filter { $0.offset != place }.map(\.element))
      if !rest.symbols.contains(v), vector.single?.coefficient == .one {
        return times(chain(links), rest)
      }
    }
    return linearMap(vector, in: v).map { chain(links + [Link($0)]) }
  }

  /// The vector r of a number that is linear in a vector v: `r @ v` is the number.
  private func linearFunctional(
    _ expression: MatrixExpression, in v: MatrixExpression
  ) -> MatrixExpression? {
    switch expression.node {
    case .sum(let terms):
      var parts: [Term] = []
      for term in terms {
        guard let part = linearFunctional(term.expression, in: v) else { return nil }
        parts.append(Term(coefficient: term.coefficient, expression: part))
      }
      return sum(parts, shape: v.shape)
    case .product(let powers):
      guard let place = only(powers.map(\.base), mentioning: v), powers[place].exponent.isOne,
        let inner = linearFunctional(powers[place].base, in: v)
      else { return nil }
      let rest = powers.enumerated().filter { $0.offset != place }.map(\.element)
      return times(product(rest), inner)
    case .chain(let links):
      guard let place = only(links.map(\.expression), mentioning: v) else { return nil }
      // The others are a row; where v itself is the row, turned they are one.
      return product(
        of: links[place].isRow
          ? links[(place + 1)...].reversed().map(transposed) : Array(links[..<place]),
        with: links[place].expression, in: v)
    case .reduction(_, _, let inner) where inner.rank == 1:
      return linearMap(inner, in: v).map { reduction([-2], $0) }
    case .part(let inner, let places) where inner.rank == 1:
      return linearMap(inner, in: v).map { part($0, places + [.range(0, v.shape[0], by: 1)]) }
    default: return nil
    }
  }

  /// The only one of these that a name stands in; `nil` where there are more or none.
  private func only(_ expressions: [MatrixExpression], mentioning v: MatrixExpression) -> Int? {
    let places = expressions.indices.filter { expressions[$0].symbols.contains(v) }
    return places.count == 1 ? places[0] : nil
  }
}
