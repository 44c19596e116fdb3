import IndexNotation
import Tensors

/// The pullbacks of the operations: from the gradient `d` of a result to the gradients of its
/// operands. Each is stated once, here or with its function, and proved as a lemma in index
/// notation.
///
/// Source: M. Giles, Collected matrix derivative results for forward and reverse mode algorithmic
/// differentiation, 2008, https://doi.org/10.1007/978-3-540-68942-3_4
extension Algebra {
  /// Each operand of an expression with its share of the gradient.
  func pullback(
    of expression: MatrixExpression, _ d: MatrixExpression
  ) -> [(operand: MatrixExpression, gradient: MatrixExpression)] {
    switch expression.node {
    case .symbol, .constant, .one, .zero, .ones, .identity, .unit, .comparison: return []
    case .sum(let terms):
      return terms.filter { !$0.expression.isOne }.map {
        ($0.expression, summed(scaled($0.coefficient, d), to: $0.expression.shape))
      }
    case .product(let powers): return powers.flatMap { pullback(of: $0, in: expression, powers, d) }
    case .chain(let links): return pullback(of: links, d)
    case .transpose(let inner): return [(inner, transpose(d))]
    case .inverse(let inner):
      // d(X^-1) = -X^-1 dX X^-1
      let turned = transpose(inverse(folded(inner)))
      return [(inner, negative(chain([Link(turned), Link(d), Link(turned)])))]
    case .reduction(let axes, let keeps, let inner):
      return [(inner, filled(repeated(d, axes, keeps, inner.rank), inner.shape))]
    case .expanded(let inner, let axis): return [(inner, reduction([axis], d))]
    case .part(let inner, let places): return [(inner, scattered(d, inner.shape, places))]
    case .apply(let function, let arguments):
      let gradients = function.pullback(
        self, d, arguments.map(folded), folded(expression))
      return zip(arguments, gradients).map { ($0, summed($1, to: $0.shape)) }
    case .scattered(let inner, let places): return [(inner, part(d, places))]
    case .mean, .either: preconditionFailure("a view is not differentiated")
    }
  }

  /// The sum over what broadcasting repeated.
  func summed(_ d: MatrixExpression, to shape: Shape) -> MatrixExpression {
    var d = d
    let more = d.rank - shape.rank
    if more > 0 { d = reduction(Array(-d.rank..<(-shape.rank)), d) }
    let axes = (0..<shape.rank).filter { axis in
      shape[axis] == 1 && axis < d.rank && d.shape[axis] != 1
    }.map { $0 - shape.rank }
    return axes.isEmpty ? d : reduction(axes, keeps: true, d)
  }

  /// The gradient of a sum, with the axes that were summed; first axes come back by broadcasting.
  private func repeated(
    _ d: MatrixExpression, _ axes: [Int], _ keeps: Bool, _ rank: Int
  ) -> MatrixExpression {
    if keeps { return d }
    var leading = -rank
    while axes.contains(leading) { leading += 1 }
    return axes.filter { $0 >= leading }.sorted(by: >).reduce(d) { expanded($0, axis: $1) }
  }

  /// `b^k` in a product: d k b^(k-1) times the others, and by the exponent d b^k log b.
  private func pullback(
    of power: Power, in expression: MatrixExpression, _ powers: [Power], _ d: MatrixExpression
  ) -> [(operand: MatrixExpression, gradient: MatrixExpression)] {
    // As it is in the definition first: a part of that may be a quantity as a whole.
    let others = powers.filter { $0.base !== power.base }
    let dPower = Power(base: d, exponent: .one)
    func gradient(_ factors: [Power], _ coefficient: Rational = .one) -> MatrixExpression {
      folded(product([dPower] + factors + others, coefficient: coefficient, shape: d.shape))
    }
    switch power.exponent {
    case .number(let exponent):
      let lowered = Power(base: power.base, exponent: .number(add(exponent, Rational(-1))))
      return [(power.base, summed(gradient([lowered], exponent), to: power.base.shape))]
    case .expression(let exponent):
      let lowered = Power(
        base: power.base,
        exponent: add(self.exponent(exponent), .number(Rational(-1))))
      let byBase = gradient([Power(base: exponent, exponent: .one), lowered])
      let byExponent = product(
        of: [d, folded(expression), logarithm(folded(power.base))], shape: d.shape)
      return [
        (power.base, summed(byBase, to: power.base.shape)),
        (exponent, summed(byExponent, to: exponent.shape)),
      ]
    }
  }

  private func logarithm(_ base: MatrixExpression) -> MatrixExpression {
    guard let logarithm else {
      fail(.notSaid("a power whose exponent is a quantity"))
      return base
    }
    return apply(logarithm, [base])
  }

  /// Each link of a chain: the transposed links at its left, d, the transposed links at its right.
  private func pullback(
    of links: [Link], _ d: MatrixExpression
  ) -> [(operand: MatrixExpression, gradient: MatrixExpression)] {
    let own = links.map { Link(folded($0.expression), isRow: $0.isRow) }
    guard let first = links.first, let last = links.last else { return [] }
    // Where the chain is a row, so is the gradient.
    let isRow = extents(first).rows == nil && extents(last).columns != nil
    return links.indices.map { place in
      let left = own[..<place].reversed().map(transposed)
      let right = own[(place + 1)...].reversed().map(transposed)
      let gradient = chain(left + [Link(d, isRow: isRow)] + right)
      let operand = links[place].expression
      return (operand, summed(filled(gradient, grown(gradient, operand)), to: operand.shape))
    }
  }

  /// The shape a chain's gradient has to have before it is summed: at least the operand's.
  private func grown(_ gradient: MatrixExpression, _ operand: MatrixExpression) -> Shape {
    broadcast([gradient.shape, operand.shape])
  }
}
