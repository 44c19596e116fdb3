import IndexNotation

/// Expressions drawn at random, of every case.
struct RandomExpressions {
  var generator: SeededGenerator

  init(seed: UInt64) { generator = SeededGenerator(seed: seed) }

  mutating func below(_ count: Int) -> Int { Int.random(in: 0..<count, using: &generator) }

  mutating func pick<T>(_ items: [T]) -> T { items[below(items.count)] }

  /// Index notation with the free indices i and j; derivatives not worked out only if asked for.
  mutating func index(_ depth: Int, bound: [Index] = [], hasDerivatives: Bool = false)
    -> IndexExpression
  {
    func next(_ random: inout Self) -> IndexExpression {
      random.index(depth - 1, bound: bound, hasDerivatives: hasDerivatives)
    }
    if depth == 0 { return leaf(bound) }
    switch below(hasDerivatives ? 11 : 10) {
    case 0: return leaf(bound)
    case 1: return .addition((0..<(2 + below(2))).map { _ in next(&self) })
    case 2, 3: return .product((0..<(2 + below(2))).map { _ in next(&self) })
    case 4: return .quotient(next(&self), next(&self))
    case 5:
      return .power(
        next(&self),
        pick([
          Rational(2), Rational(3), Rational(1, 2), Rational(-1), Rational(-2),
          Rational(-1, 2), Rational(2, 3),
        ]))
    case 6: return .function(pick(ElementaryFunction.allCases), next(&self))
    case 7: return .negated(next(&self))
    case 8: return .indicator(next(&self))
    case 9:
      let index = Index(["k", "l", "m", "n"][bound.count % 4], range: 3)
      return .sum(
        over: index, self.index(depth - 1, bound: bound + [index], hasDerivatives: hasDerivatives))
    default: return .derivative(of: next(&self), withRespectTo: Element("x", [.fixed(below(3))]))
    }
  }

  private mutating func leaf(_ bound: [Index]) -> IndexExpression {
    let indices = bound + [Index("i", range: 3), Index("j", range: 3)]
    func place(_ random: inout Self) -> Subscript {
      switch random.below(6) {
      case 0: return .fixed(random.below(3))
      case 1:
        return .at(
          AffinePlace(
            (0...random.below(3)).map { _ in (random.pick(indices), random.below(5) - 2) },
            constant: random.below(7) - 3))
      default: return .index(random.pick(indices))
      }
    }
    switch below(9) {
    case 0: return .number(Rational(below(7) - 3))
    case 1: return .number(Rational(below(9) - 4, 2 + below(3)))
    case 2: return .element(Element("t", []))
    case 3: return .element(Element("x", [place(&self)]))
    case 4: return .element(Element("W1", [place(&self), place(&self)]))
    case 5: return .element(Element("y_hat", [place(&self)]))
    case 6: return .element(Element("theta", [place(&self)]))
    case 7: return .element(Element("loss", []))
    default: return .delta(place(&self), place(&self))
    }
  }
}
