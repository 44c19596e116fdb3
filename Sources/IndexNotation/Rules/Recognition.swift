/// Rules that write something shorter by the name it has.
enum Recognition {
  static let recognise = Rule(
    "recognise",
    because: "This is how the quantity is defined, so it may be written by its name.",
    example: "e^{z_t} / Σ_k e^{z_k} = S_t"
  ) { node, context in
    guard let quantity = context.sought ?? context.quantity,
      let definition = quantity.definition
    else { return nil }
    return named(node, quantity.name, definition)
      ?? namedInsideSum(node, quantity.name, definition)
  }

  /// A denominator in front of a sum goes into it where the name is found inside:
  /// `(Σ_j V_j e^{z_j}) / Σ_k e^{z_k} = Σ_j V_j S_j`.
  private static func namedInsideSum(
    _ node: IndexExpression, _ name: String, _ definition: Definition
  ) -> IndexExpression? {
    guard case .product(let factors) = node, factors.count <= 32 else { return nil }
    for (place, factor) in factors.enumerated() {
      guard case .sum(let index, let body) = factor else { continue }
      for (other, below) in factors.enumerated() where other != place {
        let (base, exponent) = below.baseAndExponent
        guard exponent.isNegative, !base.mentions(index) else { continue }
        let inside = IndexExpression.times([body, .raised(base, Rational(-1))])
        guard let found = named(inside, name, definition), found.weight < inside.weight else {
          continue
        }
        var factors = factors
        factors[place] = .summed(over: index, found)
        factors[other] = .raised(base, exponent.adding(.one) ?? exponent)
        return .times(factors)
      }
    }
    return nil
  }

  static let identity = Rule(
    "use an identity",
    because: "The function's own value allows to write this differently.",
    example: "e^{-z} = 1/s - 1 for s = 1/(1 + e^{-z})"
  ) { node, context in
    guard let quantity = context.quantity else { return nil }
    for identity in quantity.identities {
      for map in assignments(of: identity.indices, in: node, like: identity.left) {
        if identity.left.substituting(map).isEquivalent(to: node) {
          return identity.right.substituting(map)
        }
      }
    }
    return nil
  }

  /// The node with the definition's body, to whatever power it occurs, replaced by the name.
  private static func named(
    _ node: IndexExpression, _ name: String, _ definition: Definition
  ) -> IndexExpression? {
    switch node {
    case .number, .constant, .element, .delta, .indicator, .derivative: return nil
    case .sum, .addition, .product, .power, .function: break
    }
    let pattern = definition.body
    if case .element = pattern { return nil }
    guard definition.indices.allSatisfy(pattern.mentions) else { return nil }
    let whole = Factors(pattern)
    if whole.powers.isEmpty { return nil }
    // A product of plain entries is found everywhere; its name would only hide it.
    let isPlain = whole.powers.allSatisfy {
      if case .element = $0.base { return true }
      return false
    }
    if isPlain { return nil }
    let found = Factors(node)
    for map in assignments(of: definition.indices, in: node, like: pattern) {
      let keys = whole.powers.map { ($0.base.substituting(map).canonical, $0.exponent) }
      guard let times = multiplicity(of: keys, in: found) else { continue }
      guard let factor = whole.coefficient.raised(to: times),
        let coefficient = found.coefficient.multiplied(by: factor.reciprocal)
      else { continue }
      var rest = found
      rest.coefficient = coefficient
      for (key, exponent) in keys {
        for place in rest.powers.indices where rest.powers[place].key == key {
          let taken = Rational(exponent.numerator * -times, exponent.denominator)
          rest.powers[place].exponent = rest.powers[place].exponent.adding(taken) ?? .zero
        }
      }
      let subscripts = definition.indices.map { map[$0] ?? .index($0) }
      let power = IndexExpression.raised(
        .element(Element(name, subscripts)), Rational(times))
      return .times([rest.expression, power])
    }
    return nil
  }

  /// How many times all the powers are among the factors; for a single power maybe negative.
  private static func multiplicity(
    of keys: [(IndexExpression, Rational)], in found: Factors
  ) -> Int? {
    var times: Int?
    for (key, exponent) in keys {
      let met = found.exponent(of: key)
      guard met != .zero, exponent != .zero, let ratio = met.multiplied(by: exponent.reciprocal)
      else { return nil }
      let whole = ratio.numerator / ratio.denominator
      if keys.count == 1 {
        return ratio.isInteger ? whole : nil
      }
      guard whole >= 1 else { return nil }
      times = min(times ?? whole, whole)
    }
    return times
  }

  /// Every way to put the node's subscripts in place of the pattern's indices.
  private static func assignments(
    of indices: [Index], in node: IndexExpression, like pattern: IndexExpression
  ) -> [[Index: Subscript]] {
    let tensors = pattern.tensors
    guard tensors.isSubset(of: node.tensors) else { return [] }
    var candidates: [Subscript] = node.freeIndices.map { .index($0) }
    for element in node.elements where tensors.contains(element.tensor) {
      for case .fixed(let place) in element.subscripts where !candidates.contains(.fixed(place)) {
        candidates.append(.fixed(place))
      }
    }
    var maps: [[Index: Subscript]] = [[:]]
    for index in indices {
      maps = maps.flatMap { map in
        candidates.filter { ($0.index?.range ?? index.range) == index.range }
          .map { map.merging([index: $0]) { $1 } }
      }
      if maps.count > 256 { return [] }
    }
    return maps
  }
}
