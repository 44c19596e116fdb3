/// Rules of ordinary algebra, one node at a time.
enum Algebra {
  static let cancel = Rule(
    "cancel",
    because: "A factor above and below the line of a fraction goes out.",
    example: "S_t / S_t = 1"
  ) { node, _ in
    guard case .product = node else { return nil }
    let factors = Factors(node)
    return factors.cancelled ? factors.expression : nil
  }

  static let combinePowers = Rule(
    "write repeated factors as a power",
    because: "Exponents of the same base add up.",
    example: "h h = h²"
  ) { node, _ in
    guard case .product = node else { return nil }
    let factors = Factors(node)
    return factors.combined ? factors.expression : nil
  }

  static let collect = Rule(
    "collect like terms",
    because: "Terms that differ in their number only are added by adding the numbers.",
    example: "2 x + x = 3 x"
  ) { node, _ in
    guard case .addition(let terms) = node else { return nil }
    var places: [IndexExpression: Int] = [:]
    var collected: [(coefficient: Rational, factors: [IndexExpression])] = []
    for term in terms {
      let (coefficient, factors) = term.coefficientAndFactors
      let key = IndexExpression.times(factors).canonical
      if let place = places[key], let sum = collected[place].coefficient.adding(coefficient) {
        collected[place].coefficient = sum
      } else {
        places[key] = collected.count
        collected.append((coefficient, factors))
      }
    }
    if collected.count == terms.count { return nil }
    return .plus(collected.map { .times([.number($0.coefficient)] + $0.factors) })
  }

  static let factor = Rule(
    "factor",
    because: "What all terms share is taken out in front.",
    example: "S_t δ_ti - S_t S_i = S_t (δ_ti - S_i)"
  ) { node, _ in
    guard case .addition(let terms) = node, terms.count <= 256 else { return nil }
    let parts = terms.map(Factors.init)
    if let whole = takenOut(of: parts) { return whole }
    return grouped(parts).flatMap { $0.weight < node.weight ? $0 : nil }
  }

  /// The terms with everything taken out that all of them share, or `nil` where that is nothing.
  private static func takenOut(of parts: [Factors]) -> IndexExpression? {
    guard parts.count > 1, let first = parts.first else { return nil }
    var shared: [IndexExpression] = []
    var rests = parts
    for (base, key, _) in first.powers {
      let exponents = parts.map { $0.exponent(of: key) }
      let sign = exponents[0].isNegative
      guard exponents.allSatisfy({ $0 != .zero && $0.isNegative == sign }),
        let least = sign ? exponents.max() : exponents.min()
      else { continue }
      shared.append(.raised(base, least))
      for place in rests.indices {
        for power in rests[place].powers.indices where rests[place].powers[power].key == key {
          rests[place].powers[power].exponent =
            rests[place].powers[power].exponent.adding(least.negated) ?? .zero
        }
      }
    }
    let size = Rational(abs(first.coefficient.numerator), first.coefficient.denominator)
    var number = Rational.one
    if size != .one,
      parts.allSatisfy({ $0.coefficient == size || $0.coefficient == size.negated })
    {
      number = size
    }
    if parts.allSatisfy(\.coefficient.isNegative) { number = number.negated }
    if shared.isEmpty && number == .one { return nil }
    for place in rests.indices {
      guard let rest = rests[place].coefficient.multiplied(by: number.reciprocal) else {
        return nil
      }
      rests[place].coefficient = rest
    }
    return .times([.number(number)] + shared + [.plus(rests.map(\.expression))])
  }

  /// The terms grouped around the factor that most of them share.
  private static func grouped(_ parts: [Factors]) -> IndexExpression? {
    var counts: [(key: IndexExpression, count: Int)] = []
    for part in parts {
      for power in part.powers where power.exponent > .zero {
        if let place = counts.firstIndex(where: { $0.key == power.key }) {
          counts[place].count += 1
        } else if counts.count < 64 {
          counts.append((power.key, 1))
        }
      }
    }
    guard let most = counts.max(by: { $0.count < $1.count }), most.count > 1 else { return nil }
    let sharing = parts.filter { $0.exponent(of: most.key) > .zero }
    guard sharing.count < parts.count, let group = takenOut(of: sharing) else { return nil }
    let others = parts.filter { $0.exponent(of: most.key) <= .zero }
    return .plus([group] + others.map(\.expression))
  }

  static let sign = Rule(
    "take the minus into the difference",
    because: "Minus a difference is the difference the other way round.",
    example: "-(y - S) = S - y"
  ) { node, _ in
    guard case .product = node, node.isNegative else { return nil }
    let (coefficient, factors) = node.coefficientAndFactors
    for (place, factor) in factors.enumerated().reversed() {
      guard let turned = turned(factor) else { continue }
      var factors = factors
      factors[place] = turned
      return .times([.number(coefficient.negated)] + factors)
    }
    return nil
  }

  /// The negated factor, where it is a difference or a sum over one. `1 - h²` stays as it is.
  private static func turned(_ factor: IndexExpression) -> IndexExpression? {
    switch factor {
    case .addition(let terms):
      let hasNumber = terms.contains {
        if case .number = $0 { return true }
        return false
      }
      guard terms.contains(where: \.isNegative), !hasNumber else { return nil }
      return .plus(terms.map(IndexExpression.negated))
    case .sum(let index, let body):
      let factors = body.factors
      for (place, inner) in factors.enumerated().reversed() {
        guard let result = turned(inner) else { continue }
        var factors = factors
        factors[place] = result
        return .summed(over: index, .times(factors))
      }
      return nil
    case .number, .constant, .element, .delta, .product, .power, .function, .indicator, .derivative:
      return nil
    }
  }
}
