import IndexNotation
import Tensors

extension Algebra {
  /// The last two axes exchanged. Transposes stand at names: everything else is turned inside.
  public func transpose(_ expression: MatrixExpression) -> MatrixExpression {
    guard expression.rank >= 2 else { return expression }
    let shape = exchanged(expression.shape)
    if facts[expression]?.contains(.symmetric) ?? false {
      if expression.symbol != nil {
        note(
          Reason(
            "symmetric", [.form(form(expression)), " is its own transpose"],
            because: "It equals its transpose."))
      }
      return expression
    }
    switch expression.node {
    case .transpose(let inner): return inner
    case .identity: return expression
    case .ones: return ones(shape)
    case .zero: return zero(shape)
    case .sum(let terms):
      return sum(
        terms.map { Term(coefficient: $0.coefficient, expression: flipped($0.expression)) },
        shape: shape)
    case .product(let powers):
      return product(
        powers.map { power in
          Power(
            base: flipped(power.base),
            exponent: power.exponent.expression.map { .expression(flipped($0)) } ?? power.exponent)
        }, shape: shape)
    case .chain(let links): return chain(links.reversed().map(transposed))
    case .inverse(let inner): return inverse(transpose(inner))
    case .comparison(let relation, let a, let b):
      return make(.comparison(relation, flipped(a), flipped(b)), shape)
    case .expanded(let inner, axis: -1) where expression.rank == 2:
      return raw(.expanded(inner, axis: -2), shape)
    case .expanded(let inner, axis: -2) where expression.rank == 2 && inner.rank == 1:
      return expanded(inner, axis: -1)
    case .reduction(let axes, keeps: true, let inner)
    where axes.count == 1 && axes[0] >= -2 && inner.rank >= 2:
      return reduction([-3 - axes[0]], keeps: true, transpose(inner))
    case .apply(let function, let arguments) where function.kind == .entrywise:
      return apply(function, arguments.map(flipped))
    case .apply(let function, _) where function.isSymmetric: return expression
    default: return make(.transpose(expression), shape)
    }
  }

  func exchanged(_ shape: Shape) -> Shape {
    var dimensions = shape.dimensions
    dimensions.swapAt(dimensions.count - 1, dimensions.count - 2)
    return Shape(dimensions)
  }

  /// An operand of a matrix's entries, turned: a row that was repeated becomes a column.
  private func flipped(_ expression: MatrixExpression) -> MatrixExpression {
    switch expression.rank {
    case 0: expression
    case 1: expanded(expression, axis: -1)
    default: transpose(expression)
    }
  }

  /// The inverse of a square matrix.
  public func inverse(_ expression: MatrixExpression) -> MatrixExpression {
    if let single = expression.single, single.coefficient != .one,
      single.expression.shape == expression.shape
    {
      return scaled(single.coefficient.reciprocal, inverse(single.expression))
    }
    switch expression.node {
    case .inverse(let inner): return inner
    case .identity: return expression
    case .chain(let links)
    where links.allSatisfy({ link in
      let shape = link.expression.shape
      return shape.rank == 2 && shape[0] == shape[1]
    }):
      return chain(links.reversed().map { Link(inverse($0.expression)) })
    case .product(let powers) where powers.contains(where: \.isScalar):
      // A number in front of a matrix.
      let scalars = powers.filter(\.isScalar)
      let rest = product(powers.filter { !scalars.contains($0) }, shape: expression.shape)
      return product(
        scalars.map {
          Power(base: $0.base, exponent: multiply($0.exponent, .number(Rational(-1))))
        } + [Power(base: inverse(rest), exponent: .one)])
    default:
      return transposeOfOrthogonal(expression) ?? make(.inverse(expression), expression.shape)
    }
  }

  // MARK: Masks

  /// 1 where `a > b`, else 0.
  public func greater(_ a: MatrixExpression, _ b: MatrixExpression) -> MatrixExpression {
    comparison(.greater, a, b)
  }

  /// 1 where `a >= b`, else 0.
  public func greaterOrEqual(_ a: MatrixExpression, _ b: MatrixExpression) -> MatrixExpression {
    comparison(.greaterOrEqual, a, b)
  }

  /// A difference of one term is compared with 0, without factors that are above 0 anyway.
  func comparison(
    _ relation: MatrixExpression.Relation, _ a: MatrixExpression, _ b: MatrixExpression
  ) -> MatrixExpression {
    let difference = minus(a, b)
    let shape = difference.shape
    if difference.isZero { return relation == .greaterOrEqual ? ones(shape) : zero(shape) }
    guard let single = difference.single, !single.expression.isOne else {
      // What is subtracted stands on the other side: m < 1 for 1 - m > 0.
      let added = difference.terms.filter { !$0.coefficient.isNegative }
      let subtracted = difference.terms.filter(\.coefficient.isNegative).map {
        Term(coefficient: $0.coefficient.negated, expression: $0.expression)
      }
      return make(.comparison(relation, sum(added), sum(subtracted)), shape)
    }
    let rest = rawProduct(
      Factors(single.expression.powers.filter { !isPositive($0.base) }))
    if rest.isOne { return single.coefficient.isNegative ? zero(shape) : ones(shape) }
    guard rest.shape == shape else { return make(.comparison(relation, a, b), shape) }
    if relation == .greater, !single.coefficient.isNegative,
      case .apply(let function, let arguments) = rest.node, function.isPositiveWithArgument
    {
      return comparison(.greater, arguments[0], zero())
    }
    return single.coefficient.isNegative
      ? make(.comparison(relation, zero(), rest), shape)
      : make(.comparison(relation, rest, zero()), shape)
  }

  /// The mask that holds where another does not.
  func negation(_ mask: MatrixExpression) -> MatrixExpression {
    guard case .comparison(let relation, let a, let b) = mask.node else { return mask }
    return make(
      .comparison(relation == .greater ? .greaterOrEqual : .greater, b, a), mask.shape)
  }

  // MARK: Functions

  /// A function of the catalogue at some arguments.
  /// - Parameter shape: that of the result, where it does not follow from the function's kind.
  public func apply(
    _ function: MatrixFunction, _ arguments: [MatrixExpression], shape stated: Shape? = nil
  ) -> MatrixExpression {
    if let simplified = function.simplified?(self, arguments) { return simplified }
    let shape =
      switch function.kind {
      case .entrywise: broadcast(arguments.map(\.shape))
      case .rowwise: arguments[0].shape
      case .number: Shape.scalar
      case .shaped: stated ?? arguments[0].shape
      }
    if arguments.count == 1, let single = arguments[0].single, single.coefficient != .one,
      single.coefficient != .zero, single.expression.shape == arguments[0].shape
    {
      let (coefficient, inner) = (single.coefficient, single.expression)
      let size = coefficient.isNegative ? coefficient.negated : coefficient
      let scale = function.isHomogeneous ? size : .one
      let kept = function.isHomogeneous || function.ignoresScale ? Rational.one : size
      let isTurned = coefficient.isNegative && function.parity != nil
      let sign = isTurned && function.parity == .odd ? Rational(-1) : .one
      if scale != .one || kept != size || isTurned {
        let argument = scaled(
          coefficient.isNegative && !isTurned ? kept.negated : kept, inner)
        return scaled(
          multiply(sign, scale), apply(function, [argument], shape: stated))
      }
    }
    let made = make(.apply(function, arguments), shape)
    return foldedCall(made) ?? made
  }

  /// log(1 + e^u) = softplus(u): a call that is another function's definition.
  private func foldedCall(_ made: MatrixExpression) -> MatrixExpression? {
    guard folds, rules.isOn(ProductRules.foldFunction.name),
      case .apply(let head, let arguments) = made.node
    else { return nil }
    for function in recognised {
      guard let definition = function.definition, definition.head == head.name else { continue }
      for argument in candidates(definition.seed, in: arguments)
      where withoutFolding({ definition.body(self, argument) }) === made {
        noteDefinition(of: function)
        return apply(function, [argument])
      }
    }
    return nil
  }

  /// Says that a function was recognised.
  func noteDefinition(of function: MatrixFunction) {
    note(
      Reason(
        "recognise", ["this is ", .function(function.name), ", by its definition"],
        because: "This is what the function is defined as."))
  }

  /// The argument of a call of a function of one argument; `nil` for anything else.
  public func argument(
    of expression: MatrixExpression, calling function: MatrixFunction
  ) -> MatrixExpression? {
    guard case .apply(function, let arguments) = expression.node else { return nil }
    return arguments.first
  }

  /// Whether something is known of a quantity.
  public func has(_ expression: MatrixExpression, _ fact: MatrixFact) -> Bool {
    facts[expression]?.contains(fact) ?? false
  }

  /// Whether no entry is below 0, whatever the names stand for.
  public func isNeverNegative(_ expression: MatrixExpression) -> Bool {
    switch expression.node {
    case .zero, .unit, .identity, .comparison: true
    case .sum(let terms):
      terms.allSatisfy { !$0.coefficient.isNegative && isNeverNegative($0.expression) }
    case .product(let powers):
      powers.allSatisfy { power in
        isNeverNegative(power.base)
          || power.exponent.number.map { $0.numerator % 2 == 0 || $0.denominator == 2 } ?? false
      }
    case .reduction(_, _, let inner), .expanded(let inner, _), .part(let inner, _),
      .transpose(let inner):
      isNeverNegative(inner)
    case .apply(let function, _): function.isNeverNegative || isPositive(expression)
    case .chain(let links) where expression.isScalar: definiteness(of: links) != .unknown
    case .symbol:
      !(facts[expression] ?? []).isDisjoint(with: [.zeroOrOne, .notNegative, .positive])
    default: isPositive(expression)
    }
  }
}
