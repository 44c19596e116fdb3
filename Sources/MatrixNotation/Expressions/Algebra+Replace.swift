import IndexNotation
import Tensors

extension Algebra {
  /// An expression built anew with some of its parts replaced; without replacements it is built anew
  /// under the rules that hold now.
  func replacing(
    _ replacements: [MatrixExpression: MatrixExpression], in expression: MatrixExpression
  ) -> MatrixExpression {
    var known = replacements
    return rebuilt(expression, &known)
  }

  /// An expression with some of its parts replaced where an entry of the result depends on the same
  /// entry of the part only: not in what is multiplied or summed along an axis.
  func replacingEntries(
    _ replacements: [MatrixExpression: MatrixExpression], in expression: MatrixExpression
  ) -> MatrixExpression {
    var known = replacements
    func keepWhole(_ expression: MatrixExpression) {
      if known[expression] != nil { return }
      let isEntrywise =
        switch expression.node {
        case .sum, .product, .comparison, .either: true
        case .apply(let function, _): function.kind == .entrywise
        case .symbol, .constant, .one, .zero, .ones, .identity, .unit, .chain, .transpose, .inverse,
          .reduction, .expanded, .part, .scattered, .mean:
          false
        }
      if isEntrywise {
        expression.children.forEach(keepWhole)
      } else {
        known[expression] = expression
      }
    }
    keepWhole(expression)
    return rebuilt(expression, &known)
  }

  /// An expression with the model's definitions folded back.
  func folded(_ expression: MatrixExpression) -> MatrixExpression {
    replacing([:], in: expression)
  }

  private func rebuilt(
    _ expression: MatrixExpression, _ known: inout [MatrixExpression: MatrixExpression]
  ) -> MatrixExpression {
    if let result = known[expression] { return result }
    let result: MatrixExpression
    switch expression.node {
    case .symbol, .constant, .one, .zero, .ones, .identity, .unit: result = expression
    case .sum(let terms):
      result = sum(
        terms.map {
          Term(coefficient: $0.coefficient, expression: rebuilt($0.expression, &known))
        }, shape: expression.shape)
    case .product(let powers):
      result = product(
        powers.map { power in
          Power(
            base: rebuilt(power.base, &known),
            exponent: power.exponent.expression.map { exponent(rebuilt($0, &known)) }
              ?? power.exponent)
        }, shape: expression.shape)
    case .chain(let links):
      result = chain(links.map { Link(rebuilt($0.expression, &known), isRow: $0.isRow) })
    case .transpose(let inner): result = transpose(rebuilt(inner, &known))
    case .inverse(let inner): result = inverse(rebuilt(inner, &known))
    case .reduction(let axes, let keeps, let inner):
      result = reduction(axes, keeps: keeps, rebuilt(inner, &known))
    case .expanded(let inner, let axis): result = expanded(rebuilt(inner, &known), axis: axis)
    case .part(let inner, let places): result = part(rebuilt(inner, &known), places)
    case .scattered(let inner, let places):
      result = scattered(rebuilt(inner, &known), expression.shape, places)
    case .comparison(let relation, let a, let b):
      result = filled(
        comparison(relation, rebuilt(a, &known), rebuilt(b, &known)), expression.shape)
    case .apply(let function, let arguments):
      result = apply(
        function, arguments.map { rebuilt($0, &known) }, shape: expression.shape)
    case .mean(let axes, let keeps, let inner):
      result = mean(axes, keeps: keeps, rebuilt(inner, &known))
    case .either(let mask, let a, let b):
      let (mask, a, b) = (rebuilt(mask, &known), rebuilt(a, &known), rebuilt(b, &known))
      result = plus(times(mask, a), times(negation(mask), b))
    }
    known[expression] = result
    return result
  }

  /// An expression with its direct parts changed, no rule applied.
  func rawMap(
    _ expression: MatrixExpression, _ change: (MatrixExpression) -> MatrixExpression
  ) -> MatrixExpression {
    let shape = expression.shape
    switch expression.node {
    case .symbol, .constant, .one, .zero, .ones, .identity, .unit: return expression
    case .sum(let terms):
      return raw(
        .sum(
          terms.map { Term(coefficient: $0.coefficient, expression: change($0.expression)) }),
        shape)
    case .product(let powers):
      return raw(
        .product(
          powers.map { power in
            Power(
              base: change(power.base),
              exponent: power.exponent.expression.map { .expression(change($0)) }
                ?? power.exponent)
          }), shape)
    case .chain(let links):
      return raw(.chain(links.map { Link(change($0.expression), isRow: $0.isRow) }), shape)
    case .transpose(let inner): return raw(.transpose(change(inner)), shape)
    case .inverse(let inner): return raw(.inverse(change(inner)), shape)
    case .reduction(let axes, let keeps, let inner):
      return raw(.reduction(axes: axes, keeps: keeps, change(inner)), shape)
    case .expanded(let inner, let axis): return raw(.expanded(change(inner), axis: axis), shape)
    case .part(let inner, let places): return raw(.part(change(inner), places), shape)
    case .scattered(let inner, let places):
      return raw(.scattered(change(inner), places), shape)
    case .comparison(let relation, let a, let b):
      return raw(.comparison(relation, change(a), change(b)), shape)
    case .apply(let function, let arguments):
      return raw(.apply(function, arguments.map(change)), shape)
    case .mean(let axes, let keeps, let inner):
      return raw(.mean(axes: axes, keeps: keeps, change(inner)), shape)
    case .either(let mask, let a, let b):
      return raw(.either(mask: change(mask), change(a), change(b)), shape)
    }
  }
}

extension MatrixExpression {
  /// Every symbol in it, each once.
  var symbols: Set<MatrixExpression> {
    var found: Set<MatrixExpression> = []
    var seen: Set<MatrixExpression> = []
    var open = [self]
    while let next = open.popLast() {
      guard seen.insert(next).inserted else { continue }
      if next.symbol != nil { found.insert(next) }
      open += next.children
    }
    return found
  }

  /// The gradients in it that stand as names.
  var deltas: Set<MatrixExpression> { symbols.filter(\.isDelta) }
}
