/// A product seen as a number and bases with exponents: what cancelling, collecting, factoring and
/// recognising work on.
struct Factors {
  var coefficient: Rational
  /// In the order of the product, each base once.
  var powers: [(base: IndexExpression, key: IndexExpression, exponent: Rational)]
  /// Whether two factors with exponents of opposite signs met.
  private(set) var cancelled = false
  /// Whether two factors of the same base met.
  private(set) var combined = false

  init(_ expression: IndexExpression) {
    let (coefficient, factors) = expression.coefficientAndFactors
    self.coefficient = coefficient
    powers = []
    for factor in factors {
      let (base, exponent) = factor.baseAndExponent
      let key = base.canonical
      if let place = powers.firstIndex(where: { $0.key == key }),
        let sum = powers[place].exponent.adding(exponent)
      {
        combined = true
        if powers[place].exponent.isNegative != exponent.isNegative { cancelled = true }
        let isSelf =
          Factors.isIdempotent(base) && powers[place].exponent > .zero && exponent > .zero
        powers[place].exponent = isSelf ? .one : sum
      } else {
        powers.append((base, key, exponent))
      }
    }
  }

  /// A delta or an indicator is 0 or 1: any positive power is itself.
  private static func isIdempotent(_ base: IndexExpression) -> Bool {
    switch base {
    case .delta, .indicator: return true
    case .number, .constant, .element, .sum, .addition, .product, .power, .function, .derivative:
      return false
    }
  }

  func exponent(of key: IndexExpression) -> Rational {
    powers.first { $0.key == key }?.exponent ?? .zero
  }

  var expression: IndexExpression {
    .times([.number(coefficient)] + powers.map { .raised($0.base, $0.exponent) })
  }
}

extension IndexExpression {
  /// Factors and terms in the order a reader expects: numbers, entries, functions, deltas,
  /// parentheses, sums; terms with a plus before those with a minus. Else the order stays.
  public var ordered: IndexExpression {
    switch self {
    case .addition(let terms):
      let terms = terms.map(\.ordered)
      return .plus(terms.filter { !$0.isNegative } + terms.filter(\.isNegative))
    case .product(let factors):
      let factors = factors.map(\.ordered)
      let ranked = factors.enumerated().sorted {
        ($0.element.displayRank, $0.offset) < ($1.element.displayRank, $1.offset)
      }
      return .times(ranked.map(\.element))
    case .number, .constant, .element, .delta, .sum, .power, .function, .indicator, .derivative:
      return mapChildren(\.ordered)
    }
  }

  private var displayRank: Int {
    switch self {
    case .number, .constant: return 0
    case .element: return 1
    case .function: return 2
    case .power(let base, _): return base.displayRank <= 2 ? base.displayRank : 3
    case .delta, .indicator: return 4
    case .addition, .product: return 5
    case .sum: return 6
    case .derivative: return 7
    }
  }
}
