import IndexNotation
import Tensors

extension Algebra {
  /// The product entry by entry, after broadcasting.
  public func times(_ factors: MatrixExpression...) -> MatrixExpression { product(of: factors) }

  /// The quotient entry by entry.
  public func quotient(_ a: MatrixExpression, _ b: MatrixExpression) -> MatrixExpression {
    product([Power(base: a, exponent: .one), Power(base: b, exponent: .number(Rational(-1)))])
  }

  /// A power entry by entry.
  public func power(_ base: MatrixExpression, _ exponent: Rational) -> MatrixExpression {
    product([Power(base: base, exponent: .number(exponent))])
  }

  /// A power entry by entry, for a base above 0.
  public func power(
    _ base: MatrixExpression, _ exponent: MatrixExpression
  ) -> MatrixExpression {
    product([Power(base: base, exponent: self.exponent(exponent))], shape: exponent.shape)
  }

  func product(of factors: [MatrixExpression], shape: Shape? = nil) -> MatrixExpression {
    product(factors.map { Power(base: $0, exponent: .one) }, shape: shape)
  }

  /// `c Π b^k` in normal form: products within it opened, equal bases put together, numbers out.
  ///
  /// - Parameter shape: the least shape of the result.
  func product(
    _ factors: [Power], coefficient: Rational = .one, shape leastShape: Shape? = nil
  ) -> MatrixExpression {
    var shape = leastShape ?? .scalar
    var gathered = Gathered(coefficient: coefficient)
    for factor in factors {
      shape = broadcast([shape, self.shape(factor)])
      gather(factor.base, factor.exponent, into: &gathered)
    }
    if gathered.isZero { return zero(shape) }
    var found = gathered.factors
    found.removeAll { $0.exponent.number == .zero }
    for power in found.powers where power.base.isComparison { found.set(power.base, .one) }
    let product = Product(coefficient: gathered.coefficient, factors: found, shape: shape)
    for rule in rules.products where rules.isOn(rule.name) {
      if let result = rule.apply(self, product) { return result }
    }
    return scaled(product.coefficient, rawProduct(shaped(found, shape)))
  }

  /// A product before its rules.
  struct Product {
    var coefficient: Rational
    var factors: Factors
    var shape: Shape
  }

  /// Factors of ones only where the shape needs them, and then one.
  func shaped(_ factors: Factors, _ shape: Shape) -> Factors {
    var bare = factors
    bare.removeAll { $0.base.isOnes }
    let own = broadcast(bare.powers.map(self.shape))
    if own != shape { bare.set(ones(shape), .one) }
    return bare
  }

  /// A product of clean factors, in order.
  func rawProduct(_ factors: Factors) -> MatrixExpression { ordered(factors, make) }

  /// A product of views, in order.
  func rawView(_ factors: Factors) -> MatrixExpression { ordered(factors, raw) }

  private func ordered(
    _ factors: Factors, _ make: (MatrixExpression.Node, Shape) -> MatrixExpression
  ) -> MatrixExpression {
    let powers = factors.powers.filter { $0.exponent.number != .zero }
      .sorted { precedes($0.base, $1.base) }
    if powers.isEmpty { return one }
    if powers.count == 1, powers[0].exponent.isOne { return powers[0].base }
    return make(.product(powers), broadcast(powers.map(shape)))
  }

  /// The shape that a power has by itself.
  private func shape(_ power: Power) -> Shape {
    broadcast([power.base.shape] + (power.exponent.expression.map { [$0.shape] } ?? []))
  }

  // MARK: Gathering

  private struct Gathered {
    var coefficient: Rational
    var factors = Factors()
    var isZero = false
  }

  private func gather(
    _ base: MatrixExpression, _ exponent: Exponent, into found: inout Gathered
  ) {
    switch base.node {
    case .zero:
      if exponent.number != .zero { found.isZero = true }
    case .one: break
    case .ones: found.factors.set(base, .one)
    case .product(let powers)
    where exponent.isInteger
      || exponent.expression != nil && powers.allSatisfy { isPositive($0.base) }:
      for power in powers {
        gather(power.base, multiply(power.exponent, exponent), into: &found)
      }
    case .product(let powers) where powers.count == 1:
      // (x^j)^k = x^(j k), except that sqrt(x^2) is |x|.
      if let inner = powers[0].exponent.number, let outer = exponent.number,
        multiply(inner, outer).denominator <= 2,
        !(inner.isInteger && inner.numerator % 2 == 0) || isNeverNegative(powers[0].base)
      {
        gather(powers[0].base, .number(multiply(inner, outer)), into: &found)
      } else {
        put(base, exponent, into: &found)
      }
    case .sum:
      guard let power = exponent.number else { return put(base, exponent, into: &found) }
      let (coefficient, rest) =
        base.single.map { ($0.coefficient, $0.expression) } ?? content(base)
      guard let root = root(coefficient, power) else { return put(base, exponent, into: &found) }
      found.coefficient = multiply(found.coefficient, root)
      if case .sum = rest.node {
        put(rest, exponent, into: &found)
      } else {
        gather(rest, exponent, into: &found)
      }
    default: put(base, exponent, into: &found)
    }
  }

  private func put(
    _ base: MatrixExpression, _ exponent: Exponent, into found: inout Gathered
  ) {
    found.factors.set(base, found.factors[base].map { add($0, exponent) } ?? exponent)
  }

  // MARK: Exponents

  func exponent(_ expression: MatrixExpression) -> Exponent {
    expression.number.map { .number($0) } ?? .expression(expression)
  }

  private func expression(_ exponent: Exponent) -> MatrixExpression {
    switch exponent {
    case .number(let number): self.number(number)
    case .expression(let expression): expression
    }
  }

  func add(_ a: Exponent, _ b: Exponent) -> Exponent {
    if case .number(let a) = a, case .number(let b) = b { return .number(add(a, b)) }
    return exponent(plus(expression(a), expression(b)))
  }

  func multiply(_ a: Exponent, _ b: Exponent) -> Exponent {
    if case .number(let a) = a, case .number(let b) = b { return .number(multiply(a, b)) }
    return exponent(times(expression(a), expression(b)))
  }

  func divide(_ a: Exponent, _ b: Exponent) -> Exponent {
    switch b {
    case .number(let number): multiply(a, .number(number.reciprocal))
    case .expression(let expression):
      // Term by term: (1 - r) / r is 1 / r - 1.
      exponent(
        sum(
          self.expression(a).terms.map { term in
            Term(
              coefficient: term.coefficient,
              expression: quotient(term.expression, expression))
          }))
    }
  }

  func subtract(_ a: Exponent, _ b: Exponent) -> Exponent {
    add(a, multiply(b, .number(Rational(-1))))
  }

  /// `c^k`, where it is rational.
  func root(_ value: Rational, _ exponent: Rational) -> Rational? {
    if exponent.isInteger { return value == .zero ? nil : value.raised(to: exponent.numerator) }
    guard exponent.denominator == 2, value > .zero, let top = exactRoot(value.numerator),
      let bottom = exactRoot(value.denominator)
    else { return value == .one ? .one : nil }
    return Rational(top, bottom).raised(to: exponent.numerator)
  }

  private func exactRoot(_ value: Int) -> Int? {
    let root = Int(Double(value).squareRoot().rounded())
    return root.multipliedReportingOverflow(by: root) == (value, false) ? root : nil
  }

  /// Whether every entry is above 0, whatever the names stand for.
  func isPositive(_ expression: MatrixExpression) -> Bool {
    switch expression.node {
    case .one, .ones, .constant: true
    case .apply(let function, let arguments):
      function.isPositive
        || function.isPositiveOnDefinite && definiteness(of: arguments[0]) == .definite
    case .symbol:
      facts[expression]?.contains(.positive) ?? false
        || definitions.bodies[expression].map(isPositive) ?? false
    default: false
    }
  }
}
