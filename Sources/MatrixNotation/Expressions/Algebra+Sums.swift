import IndexNotation
import Tensors

extension Algebra {
  /// The sum of two.
  public func plus(_ a: MatrixExpression, _ b: MatrixExpression) -> MatrixExpression {
    sum([Term(coefficient: .one, expression: a), Term(coefficient: .one, expression: b)])
  }

  /// The difference of two.
  public func minus(_ a: MatrixExpression, _ b: MatrixExpression) -> MatrixExpression {
    sum([Term(coefficient: .one, expression: a), Term(coefficient: Rational(-1), expression: b)])
  }

  /// An expression with the other sign.
  public func negative(_ a: MatrixExpression) -> MatrixExpression { scaled(Rational(-1), a) }

  /// A number times an expression.
  public func scaled(_ coefficient: Rational, _ a: MatrixExpression) -> MatrixExpression {
    coefficient == .one ? a : sum([Term(coefficient: coefficient, expression: a)])
  }

  public func sum(of expressions: [MatrixExpression], shape: Shape? = nil) -> MatrixExpression {
    sum(expressions.map { Term(coefficient: .one, expression: $0) }, shape: shape)
  }

  /// `Σ c t` in normal form: sums within it opened, equal terms put together, in order.
  ///
  /// - Parameter shape: the least shape of the result.
  func sum(_ terms: [Term], shape leastShape: Shape? = nil) -> MatrixExpression {
    var collected = Collected()
    for term in terms { open(term, into: &collected) }
    let shape = broadcast([leastShape ?? .scalar] + terms.map(\.expression.shape))
    var found = collected.nonzero
    if found.contains(where: { bare($0.expression) !== $0.expression }) {
      var bareTerms = Collected()
      for term in found { add(term.coefficient, bare(term.expression), into: &bareTerms) }
      found = bareTerms.nonzero
    }
    if found.isEmpty { return zero(shape) }
    for rule in rules.sums where rules.isOn(rule.name) {
      if let result = rule.apply(self, found, shape) { return result }
    }
    found.sort { precedes($0.expression, $1.expression) }
    if broadcast(found.map(\.expression.shape)) != shape {
      // Something has to carry the shape: the term of the lowest rank does.
      let place = found.indices.min { found[$0].expression.rank < found[$1].expression.rank } ?? 0
      let carrier = found.remove(at: place)
      var factors = Factors(carrier.expression.powers)
      factors.set(ones(shape), .one)
      found.append(
        Term(coefficient: carrier.coefficient, expression: rawProduct(factors)))
      found.sort { precedes($0.expression, $1.expression) }
    }
    if found.count == 1, found[0].coefficient == .one { return found[0].expression }
    return make(.sum(found), shape)
  }

  /// Terms by what is in them.
  private struct Collected {
    var terms: [Term] = []
    var places: [MatrixExpression: Int] = [:]
    var nonzero: [Term] { terms.filter { $0.coefficient != .zero } }
  }

  private func open(_ term: Term, into collected: inout Collected) {
    switch term.expression.node {
    case .sum(let inner):
      for part in inner {
        add(multiply(term.coefficient, part.coefficient), part.expression, into: &collected)
      }
    case .zero: break
    default: add(term.coefficient, term.expression, into: &collected)
    }
  }

  private func add(
    _ coefficient: Rational, _ expression: MatrixExpression, into collected: inout Collected
  ) {
    if expression.isZero { return }
    if let place = collected.places[expression] {
      collected.terms[place].coefficient = add(collected.terms[place].coefficient, coefficient)
    } else {
      collected.places[expression] = collected.terms.count
      collected.terms.append(Term(coefficient: coefficient, expression: expression))
    }
  }

  /// A term without factors of ones: the sum's shape says what they said.
  private func bare(_ term: MatrixExpression) -> MatrixExpression {
    if term.isOnes { return one }
    guard case .product(let powers) = term.node, powers.contains(where: { $0.base.isOnes }) else {
      return term
    }
    return rawProduct(Factors(powers.filter { !$0.base.isOnes }))
  }

  /// The order in which terms and factors stand: δ's, then names, then the rest as they were made,
  /// numbers last.
  func precedes(_ a: MatrixExpression, _ b: MatrixExpression) -> Bool {
    (orderClass(a), a.id) < (orderClass(b), b.id)
  }

  private func orderClass(_ expression: MatrixExpression) -> Int {
    if expression.isDelta { return 0 }
    if expression.symbol != nil { return 1 }
    return expression.isOne ? 9 : 2
  }

  /// `e = c r`, where c is the number that all terms share and the rest's number, or else its first
  /// term, is positive.
  func content(_ expression: MatrixExpression) -> (coefficient: Rational, rest: MatrixExpression) {
    let terms = expression.terms
    let sizes = terms.map { $0.coefficient.isNegative ? $0.coefficient.negated : $0.coefficient }
    var content = Rational.one
    if sizes.allSatisfy({ $0 == sizes[0] }) {
      content = sizes[0]
    } else if sizes.allSatisfy({ $0.denominator <= 64 }) {
      var (divisor, multiple) = (0, 1)
      for size in sizes {
        divisor = greatestCommonDivisor(divisor, size.numerator)
        multiple = multiple / greatestCommonDivisor(multiple, size.denominator) * size.denominator
        if multiple > 1 << 20 { return (.one, expression) }
      }
      content = Rational(divisor, multiple)
    }
    let lead = terms.first { $0.expression.isOne } ?? terms[0]
    if lead.coefficient.isNegative { content = content.negated }
    if content == .one { return (.one, expression) }
    return (
      content,
      sum(
        terms.map {
          Term(coefficient: divide($0.coefficient, content), expression: $0.expression)
        }, shape: expression.shape)
    )
  }
}

func greatestCommonDivisor(_ a: Int, _ b: Int) -> Int {
  var (a, b) = (abs(a), abs(b))
  while b != 0 { (a, b) = (b, a % b) }
  return max(a, 1)
}
