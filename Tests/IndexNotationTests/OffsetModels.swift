import IndexNotation

/// Models with places that follow from indices, written by hand.
enum OffsetModels {
  static func index(_ name: String, _ range: Int) -> Index { Index(name, range: range) }

  static func at(_ tensor: String, _ terms: (Index, Int)..., plus constant: Int = 0)
    -> IndexExpression
  {
    .element(
      Element(
        tensor,
        [.at(AffinePlace(terms.map { (index: $0.0, coefficient: $0.1) }, constant: constant))]))
  }

  /// L = Σ y², with y of the definition.
  static func squared(
    _ givens: [(String, [Int])], _ range: Int, _ body: (Index) -> IndexExpression
  ) -> SymbolicModel {
    let (i, j) = (index("i", range), index("j", range))
    return SymbolicModel(
      givens.map { SymbolicQuantity($0.0, shape: $0.1) } + [
        SymbolicQuantity("y", shape: [range], definition: Definition([i], body(i))),
        SymbolicQuantity(
          "L", shape: [],
          definition: Definition([], .sum(over: j, .raised(.entry("y", j), Rational(2))))),
      ])
  }

  static var correlation: SymbolicModel {
    let k = index("k", 3)
    return squared([("x", [6]), ("w", [3])], 4) { i in
      .sum(over: k, .times([at("x", (i, 1), (k, 1)), .entry("w", k)]))
    }
  }

  static var differences: SymbolicModel {
    squared([("x", [5])], 4) { i in
      .plus([at("x", (i, 1), plus: 1), .negated(.entry("x", i))])
    }
  }

  static var reversed: SymbolicModel {
    squared([("x", [5])], 5) { i in .times([.entry("x", i), at("x", (i, -1), plus: 4)]) }
  }

  static var stride: SymbolicModel {
    let k = index("k", 2)
    return squared([("x", [6]), ("w", [2])], 3) { i in
      .sum(over: k, .times([at("x", (i, 2), (k, 1)), .entry("w", k)]))
    }
  }

  /// L = Σ x but for the last entry: a delta with an index that runs less far than its other one.
  static var allButTheLast: SymbolicModel {
    let i = index("i", 4)
    return SymbolicModel([
      SymbolicQuantity("x", shape: [5]),
      SymbolicQuantity(
        "L", shape: [],
        definition: Definition(
          [],
          .sum(over: i, .plus([.entry("x", i), .raised(at("x", (i, 1), plus: 1), Rational(2))])))),
    ])
  }
}
