import IndexNotation

/// What the model defines, arranged by what a definition begins with, so that it is found where it
/// may be folded back.
struct Definitions {
  struct InSum {
    let terms: [MatrixExpression.Term]
    let quantity: MatrixExpression
  }

  struct InProduct {
    let coefficient: Rational
    let powers: [MatrixExpression.Power]
    let quantity: MatrixExpression
  }

  struct InChain {
    let links: [MatrixExpression.Link]
    let quantity: MatrixExpression
    /// Whether it is the transpose that is met.
    let isTransposed: Bool
  }

  /// `A B` where S = A B / τ: it is S τ.
  struct Core {
    let coefficient: Rational
    let powers: [MatrixExpression.Power]
    let quantity: MatrixExpression
  }

  /// `h` where q = c h^k Π b^j: it is (q / (c Π b^j))^(1/k).
  struct Heart {
    let exponent: MatrixExpression.Exponent
    let coefficient: Rational
    let others: [MatrixExpression.Power]
    let quantity: MatrixExpression
  }

  struct Idle {
    let quantity: MatrixExpression
    let value: MatrixExpression
  }

  /// The definition of each computed quantity.
  private(set) var bodies: [MatrixExpression: MatrixExpression] = [:]
  private(set) var whole: [MatrixExpression: MatrixExpression] = [:]
  private(set) var sums: [MatrixExpression: [InSum]] = [:]
  private(set) var products: [MatrixExpression: [InProduct]] = [:]
  private(set) var chains: [MatrixExpression.Link: [InChain]] = [:]
  private(set) var cores: [MatrixExpression: Core] = [:]
  private(set) var hearts: [MatrixExpression: [Heart]] = [:]
  /// The gradients that have names, by what they are: a number times this; in the order in which
  /// they were found.
  private(set) var deltas:
    [MatrixExpression: (coefficient: Rational, delta: MatrixExpression, place: Int)] = [:]
  /// For a mask, what quantities are where it does not hold.
  var idle: [MatrixExpression: [Idle]] = [:]

  /// Takes a quantity's definition.
  mutating func define(_ quantity: MatrixExpression, as body: MatrixExpression) {
    bodies[quantity] = body
  }

  /// Takes a form of a quantity's definition that its name may stand for.
  mutating func register(
    _ body: MatrixExpression, _ quantity: MatrixExpression, _ algebra: Algebra
  ) {
    switch body.node {
    case .symbol, .constant, .one, .zero, .ones, .identity, .unit: return
    default: break
    }
    guard body.number == nil, whole[body] == nil else { return }
    whole[body] = quantity
    if case .chain(let links) = body.node, body.rank > 0 {
      chains[links[0], default: []].append(
        InChain(links: links, quantity: quantity, isTransposed: false))
      let turned = links.reversed().map(algebra.transposed)
      chains[turned[0], default: []].append(
        InChain(links: turned, quantity: quantity, isTransposed: true))
    }
    guard let single = body.single else {
      let first = body.terms[0].expression
      sums[first, default: []].append(InSum(terms: body.terms, quantity: quantity))
      return
    }
    let term = single.expression
    if case .product(let powers) = term.node {
      products[powers[0].base, default: []].append(
        InProduct(coefficient: single.coefficient, powers: powers, quantity: quantity))
      addCore(single.coefficient, powers, quantity)
      addHeart(single.coefficient, powers, quantity)
    } else if single.coefficient != .one, !term.isOne {
      products[term, default: []].append(
        InProduct(
          coefficient: single.coefficient, powers: [.init(base: term, exponent: .one)],
          quantity: quantity))
      if term.symbol == nil, cores[term] == nil {
        cores[term] = Core(
          coefficient: single.coefficient.reciprocal, powers: [], quantity: quantity)
      }
    }
  }

  /// Takes the gradient that a name stands for: a number times an expression.
  mutating func name(
    _ delta: MatrixExpression, _ coefficient: Rational, _ rest: MatrixExpression
  ) {
    guard rest.symbol == nil, rest.number == nil, !rest.isOnes, deltas[rest] == nil,
      rest.shape == delta.shape
    else { return }
    deltas[rest] = (coefficient.reciprocal, delta, deltas.count)
  }

  private mutating func addHeart(
    _ coefficient: Rational, _ powers: [MatrixExpression.Power], _ quantity: MatrixExpression
  ) {
    for power in powers where power.base.isSum {
      hearts[power.base, default: []].append(
        Heart(
          exponent: power.exponent, coefficient: coefficient,
          others: powers.filter { $0.base !== power.base }, quantity: quantity))
    }
  }

  private mutating func addCore(
    _ coefficient: Rational, _ powers: [MatrixExpression.Power], _ quantity: MatrixExpression
  ) {
    let arrays = powers.filter { $0.base.rank > 0 }
    guard arrays.count == 1, arrays[0].exponent.isOne, case .chain = arrays[0].base.node,
      cores[arrays[0].base] == nil
    else { return }
    let scalars = powers.filter { $0.base !== arrays[0].base }
    // Only what divides: what is taken away comes back above the line.
    guard scalars.allSatisfy({ $0.exponent.isNegative }) else { return }
    cores[arrays[0].base] = Core(
      coefficient: coefficient.reciprocal,
      powers: scalars.map {
        .init(base: $0.base, exponent: .number(($0.exponent.number ?? .zero).negated))
      }, quantity: quantity)
  }
}
