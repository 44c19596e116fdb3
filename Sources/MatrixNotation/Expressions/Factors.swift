import IndexNotation

/// The factors of a product, each base once with its exponent, in the order of arrival.
public struct Factors {
  typealias Power = MatrixExpression.Power
  typealias Exponent = MatrixExpression.Exponent

  private(set) var powers: [Power] = []

  init() {}

  init(_ powers: [Power]) { self.powers = powers }

  subscript(base: MatrixExpression) -> Exponent? {
    powers.first { $0.base === base }?.exponent
  }

  func contains(_ base: MatrixExpression) -> Bool { self[base] != nil }

  mutating func set(_ base: MatrixExpression, _ exponent: Exponent) {
    guard let place = powers.firstIndex(where: { $0.base === base }) else {
      powers.append(Power(base: base, exponent: exponent))
      return
    }
    powers[place].exponent = exponent
  }

  mutating func remove(_ base: MatrixExpression) { powers.removeAll { $0.base === base } }

  func removing(_ base: MatrixExpression) -> Factors {
    var rest = self
    rest.remove(base)
    return rest
  }

  mutating func removeAll(where isGone: (Power) -> Bool) { powers.removeAll(where: isGone) }

  /// The exponent of a base where it is a number; `nil` where it is none, or the base is absent.
  public func exponent(of base: MatrixExpression) -> Rational? { self[base]?.number }

  /// The factors times a power of a base; an exponent that becomes 0 takes it out.
  public func times(_ base: MatrixExpression, _ exponent: Rational) -> Factors {
    with(base, (self.exponent(of: base) ?? .zero).adding(exponent) ?? .zero)
  }

  /// The factors with another exponent of a base; 0 takes it out.
  func with(_ base: MatrixExpression, _ exponent: Rational) -> Factors {
    var changed = self
    if exponent == .zero { changed.remove(base) } else { changed.set(base, .number(exponent)) }
    return changed
  }
}
