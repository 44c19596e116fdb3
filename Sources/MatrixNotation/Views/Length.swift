import IndexNotation
import Tensors

/// How long an expression is on paper: names, numbers and operations.
///
/// A sum or product counts its operations, and has one sign; a product has one coefficient. The
/// transpose of a vector is free, and so are the extents of an identity or of ones. This is the one
/// place where equal forms are weighed against one another.
extension Algebra {
  func length(_ expression: MatrixExpression) -> Int {
    let (isNegative, length) = measure(expression)
    return length + (isNegative ? 1 : 0)
  }

  /// Whether it needs a sign in front, and its length without that.
  func measure(_ expression: MatrixExpression) -> (isNegative: Bool, length: Int) {
    if let known = lengths[expression] { return known }
    let measured = measured(expression)
    lengths[expression] = measured
    return measured
  }

  private func measured(_ expression: MatrixExpression) -> (isNegative: Bool, length: Int) {
    if expression.isZero { return (false, 1) }
    let parts = expression.terms.map { measure($0) }
    return (
      parts.allSatisfy(\.isNegative), parts.reduce(parts.count - 1) { $0 + $1.length }
    )
  }

  func measure(_ term: Term) -> (isNegative: Bool, length: Int) {
    let isNegative = term.coefficient.isNegative && turned(term.expression) == nil
    if term.expression.isOne { return (isNegative, 1) }
    let size = term.coefficient.isNegative ? term.coefficient.negated : term.coefficient
    let powers = term.expression.powers
    if powers.count == 1, powers[0].exponent.isOne, size == .one {
      return (isNegative, atomLength(powers[0].base))
    }
    let isShown = size != .one || powers.allSatisfy(\.exponent.isNegative)
    let groups = grouped(powers)
    return (
      isNegative, groups.reduce(-1) { $0 + length($1) + 1 } + (isShown ? 2 : 0)
    )
  }

  /// Powers that are written under one exponent: x^2 / y^2 as (x / y)^2.
  struct PowerGroup {
    /// Bases with this exponent, and bases with its opposite.
    var above: [MatrixExpression]
    var below: [MatrixExpression]
    /// Not negative, where it is a number and something is above.
    var exponent: Exponent
  }

  func grouped(_ powers: [Power]) -> [PowerGroup] {
    var groups: [PowerGroup] = []
    for power in powers {
      let opposite = multiply(power.exponent, .number(Rational(-1)))
      let isAlone =
        power.exponent.number.map { $0.magnitude == .one } ?? false
        || squared(power.base) != nil
      if !isAlone,
        let place = groups.firstIndex(where: {
          ($0.exponent == power.exponent || $0.exponent == opposite)
            && squared($0.above.first ?? $0.below[0]) == nil
        })
      {
        if groups[place].exponent == power.exponent {
          groups[place].above.append(power.base)
        } else if power.exponent.isNegative || power.exponent.number == nil {
          groups[place].below.append(power.base)
        } else {
          // What is above the line decides the sign.
          groups[place] = PowerGroup(
            above: groups[place].below + [power.base], below: groups[place].above,
            exponent: power.exponent)
        }
      } else {
        groups.append(PowerGroup(above: [power.base], below: [], exponent: power.exponent))
      }
    }
    return groups
  }

  private func length(_ group: PowerGroup) -> Int {
    let bases = group.above + group.below
    if bases.count == 1 { return powerLength(Power(base: bases[0], exponent: group.exponent)) }
    let inner = bases.reduce(bases.count - 1) { $0 + atomLength($1) }
    switch group.exponent {
    case .number(let number): return inner + (number.magnitude == Rational(1, 2) ? 1 : 2)
    case .expression(let exponent): return inner + 1 + length(exponent)
    }
  }

  func powerLength(_ power: Power) -> Int {
    guard let exponent = power.exponent.number else {
      return 1 + atomLength(power.base) + (power.exponent.expression.map(length) ?? 0)
    }
    let size = exponent.isNegative ? exponent.negated : exponent
    if let root = squared(power.base), size != .one {
      return 1 + atomLength(root) + (size == Rational(1, 2) ? 0 : 2)
    }
    if size == .one { return atomLength(power.base) }
    if size == Rational(1, 2) { return 1 + length(power.base) }
    return atomLength(power.base) + 2
  }

  func atomLength(_ expression: MatrixExpression) -> Int {
    switch expression.node {
    case .symbol, .constant, .one, .zero, .ones, .identity, .unit: return 1
    case .sum, .product: return length(expression)
    case .chain(let links):
      if let halves = halves(links) { return 1 + length(halves.left) + length(halves.right) }
      return length(links)
    case .transpose(let inner): return atomLength(inner) + (expression.rank > 1 ? 1 : 0)
    case .inverse(let inner):
      if case .transpose(let name) = inner.node { return 2 + atomLength(name) }
      return 1 + length(inner)
    case .reduction(_, _, let inner):
      if let root = squared(expression) {
        let norm = atomLength(root) + 3
        return root.rank == 1 ? min(2 * atomLength(root) + 1, norm) : norm
      }
      if let (a, b) = dotted(inner) { return 1 + atomLength(a) + atomLength(b) }
      return 1 + length(inner)
    case .mean(_, _, let inner), .expanded(let inner, _), .part(let inner, _):
      return 1 + length(inner)
    case .scattered(let inner, _): return 2 + length(inner)
    case .comparison(_, let a, let b): return 1 + length(a) + length(b)
    case .either(let mask, let a, let b): return 1 + length(mask) + length(a) + length(b)
    case .apply(let function, let arguments):
      return arguments.reduce(1 + function.extraLength) { $0 + length($1) }
    }
  }

  private func length(_ links: [Link]) -> Int {
    links.reduce(links.count - 1) { $0 + length($1.expression) }
  }

  // MARK: What is written in a way of its own

  /// -e by turning a difference somewhere inside it; `nil` where there is none.
  func turned(_ expression: MatrixExpression) -> MatrixExpression? {
    switch expression.node {
    case .sum(let terms):
      guard terms.count > 1, terms.contains(where: \.coefficient.isNegative),
        terms.contains(where: { !$0.coefficient.isNegative })
      else { return nil }
      return raw(
        .sum(
          terms.map {
            Term(coefficient: $0.coefficient.negated, expression: $0.expression)
          }), expression.shape)
    case .product(let powers):
      for (place, power) in powers.enumerated() where power.exponent.isOne {
        guard let other = turned(power.base) else { continue }
        var changed = powers
        changed[place].base = other
        return raw(.product(changed), expression.shape)
      }
      return nil
    case .chain(let links):
      for (place, link) in links.enumerated() {
        guard let other = turned(link.expression) else { continue }
        var changed = links
        changed[place].expression = other
        return raw(.chain(changed), expression.shape)
      }
      return nil
    case .reduction(let axes, let keeps, let inner):
      return turned(inner).map {
        raw(.reduction(axes: axes, keeps: keeps, $0), expression.shape)
      }
    case .mean(let axes, let keeps, let inner):
      return turned(inner).map { raw(.mean(axes: axes, keeps: keeps, $0), expression.shape) }
    case .transpose(let inner):
      return turned(inner).map { raw(.transpose($0), expression.shape) }
    case .expanded(let inner, let axis):
      return turned(inner).map { raw(.expanded($0, axis: axis), expression.shape) }
    case .symbol, .constant, .one, .zero, .ones, .identity, .unit, .inverse, .part, .scattered,
      .comparison,
      .apply, .either:
      return nil
    }
  }

  /// u where an expression is the sum of the squares of all entries of u.
  func squared(_ expression: MatrixExpression) -> MatrixExpression? {
    guard case .reduction(let axes, keeps: false, let inner) = expression.node,
      axes.count == inner.rank, case .product(let powers) = inner.node, powers.count == 1,
      powers[0].exponent.number == Rational(2)
    else { return nil }
    return powers[0].base
  }

  /// u and v where an expression is the product of two vectors entry by entry.
  func dotted(
    _ expression: MatrixExpression
  ) -> (MatrixExpression, MatrixExpression)? {
    guard expression.rank == 1, case .product(let powers) = expression.node, powers.count == 2,
      powers.allSatisfy({ $0.exponent.isOne && $0.base.rank == 1 })
    else { return nil }
    return (powers[0].base, powers[1].base)
  }
}
