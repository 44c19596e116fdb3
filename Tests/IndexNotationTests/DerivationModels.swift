import IndexNotation

/// The models of the derivations that must be found, written by hand in index notation.
enum DerivationModels {
  static func index(_ name: String, _ range: Int) -> Index { Index(name, range: range) }
  static let minus = IndexExpression.number(Rational(-1))
  static func log(_ e: IndexExpression) -> IndexExpression { .function(.log, e) }
  static func exp(_ e: IndexExpression) -> IndexExpression { .function(.exp, e) }
  static func minus(_ a: IndexExpression, _ b: IndexExpression) -> IndexExpression {
    .plus([a, .negated(b)])
  }

  static func given(_ name: String, _ shape: [Int], _ facts: [Fact] = []) -> SymbolicQuantity {
    SymbolicQuantity(name, shape: shape, facts: facts)
  }

  /// z = x @ W.
  static func linear(_ z: String, _ x: String, _ w: String, _ n: Int, _ m: Int) -> SymbolicQuantity
  {
    let (i, j) = (index("i", m), index("j", n))
    return SymbolicQuantity(
      z, shape: [m],
      definition: Definition([i], .sum(over: j, .product([.entry(x, j), .entry(w, j, i)]))))
  }

  static func softmax(_ s: String, _ z: String, _ m: Int, over temperature: String? = nil)
    -> SymbolicQuantity
  {
    let (t, k) = (index("t", m), index("k", m))
    func e(_ i: Index) -> IndexExpression {
      guard let temperature else { return exp(.entry(z, i)) }
      return exp(.quotient(.entry(z, i), .entry(temperature)))
    }
    return SymbolicQuantity(
      s, shape: [m], definition: Definition([t], .quotient(e(t), .sum(over: k, e(k)))),
      facts: [.lastAxisSumsToOne])
  }

  static func crossEntropy(_ l: String, _ y: String, _ s: String, _ m: Int) -> SymbolicQuantity {
    let c = index("c", m)
    return SymbolicQuantity(
      l, shape: [],
      definition: Definition(
        [], .negated(.sum(over: c, .times([.entry(y, c), log(.entry(s, c))])))))
  }

  static var softmaxCrossEntropy: SymbolicModel {
    SymbolicModel([
      given("x", [3]), given("W", [3, 5]), given("y", [5], [.lastAxisIsOneHot]),
      linear("z", "x", "W", 3, 5), softmax("S", "z", 5), crossEntropy("L", "y", "S", 5),
    ])
  }

  static var sigmoid: SymbolicModel {
    let (i, c) = (index("i", 4), index("c", 4))
    let sigmoid = SymbolicQuantity(
      "s", shape: [4],
      definition: Definition(
        [i], .quotient(.one, .plus([.one, exp(.negated(.entry("z", i)))]))),
      identities: [
        Identity(
          [i], exp(.negated(.entry("z", i))),
          equals: minus(.quotient(.one, .entry("s", i)), .one))
      ])
    let (y, s) = (IndexExpression.entry("y", c), IndexExpression.entry("s", c))
    let loss = SymbolicQuantity(
      "L", shape: [],
      definition: Definition(
        [],
        .negated(
          .sum(
            over: c,
            .plus([
              .times([y, log(s)]), .times([minus(.one, y), log(minus(.one, s))]),
            ])))))
    return SymbolicModel([
      given("x", [3]), given("W", [3, 4]), given("y", [4]), linear("z", "x", "W", 3, 4), sigmoid,
      loss,
    ])
  }

  static var regression: SymbolicModel {
    let (i, j, c) = (index("i", 4), index("j", 3), index("c", 4))
    let p = SymbolicQuantity(
      "p", shape: [4],
      definition: Definition(
        [i],
        .plus([.sum(over: j, .product([.entry("x", j), .entry("W", j, i)])), .entry("b", i)])))
    let loss = SymbolicQuantity(
      "L", shape: [],
      definition: Definition(
        [],
        .times([
          .number(Rational(1, 2)),
          .sum(over: c, .power(minus(.entry("p", c), .entry("y", c)), Rational(2))),
        ])))
    return SymbolicModel([
      given("x", [3]), given("W", [3, 4]), given("b", [4]), given("y", [4]), p, loss,
    ])
  }

  static var hidden: SymbolicModel {
    let i = index("i", 4)
    let h = SymbolicQuantity(
      "h", shape: [4], definition: Definition([i], .function(.tanh, .entry("a", i))))
    return SymbolicModel([
      given("x", [3]), given("W", [3, 4]), given("V", [4, 5]),
      given("y", [5], [.lastAxisIsOneHot]), linear("a", "x", "W", 3, 4), h,
      linear("z", "h", "V", 4, 5), softmax("S", "z", 5), crossEntropy("L", "y", "S", 5),
    ])
  }

  static var batch: SymbolicModel {
    let (n, j, i, t, k, c) = (
      index("n", 4), index("j", 3), index("i", 5), index("t", 5), index("k", 5), index("c", 5)
    )
    let z = SymbolicQuantity(
      "Z", shape: [4, 5],
      definition: Definition(
        [n, i], .sum(over: j, .product([.entry("X", n, j), .entry("W", j, i)]))))
    let s = SymbolicQuantity(
      "S", shape: [4, 5],
      definition: Definition(
        [n, t], .quotient(exp(.entry("Z", n, t)), .sum(over: k, exp(.entry("Z", n, k))))),
      facts: [.lastAxisSumsToOne])
    let loss = SymbolicQuantity(
      "L", shape: [],
      definition: Definition(
        [],
        .times([
          .number(Rational(-1, 4)),
          .sum(
            over: n, .sum(over: c, .product([.entry("Y", n, c), log(.entry("S", n, c))]))),
        ])))
    return SymbolicModel([
      given("X", [4, 3]), given("W", [3, 5]), given("Y", [4, 5], [.lastAxisIsOneHot]), z, s, loss,
    ])
  }

  static var temperature: SymbolicModel {
    SymbolicModel([
      given("z", [5]), given("T", []), given("y", [5], [.lastAxisSumsToOne]),
      softmax("S", "z", 5, over: "T"), crossEntropy("L", "y", "S", 5),
    ])
  }

  static var weightDecay: SymbolicModel {
    let (c, a, b) = (index("c", 5), index("a", 3), index("b", 5))
    let loss = SymbolicQuantity(
      "L", shape: [],
      definition: Definition(
        [],
        .plus([
          .negated(.sum(over: c, .product([.entry("y", c), log(.entry("S", c))]))),
          .times([
            .number(Rational(1, 2)), .entry("lambda"),
            .sum(over: a, .sum(over: b, .power(.entry("W", a, b), Rational(2)))),
          ]),
        ])))
    return SymbolicModel([
      given("x", [3]), given("W", [3, 5]), given("y", [5], [.lastAxisIsOneHot]),
      given("lambda", []), linear("z", "x", "W", 3, 5), softmax("S", "z", 5), loss,
    ])
  }
}

extension DerivationModels {
  /// One quantity for every elementary function and kind of power, an indicator, a repeated
  /// product and a mean, added up to a loss.
  static var everyFunction: SymbolicModel {
    let (i, k) = (index("i", 4), index("k", 3))
    let z = IndexExpression.entry("z", i)
    let bodies: [IndexExpression] = [
      exp(.times([.number(Rational(1, 2)), z])),
      log(.plus([.number(Rational(2)), .raised(z, Rational(2))])),
      .function(.tanh, .times([z, z])),
      .function(.sin, z), .function(.cos, z),
      .raised(.plus([.number(Rational(3)), .raised(z, Rational(2))]), Rational(1, 2)),
      .times([z, .indicator(z)]),
      .sum(over: k, .times([z, z])),
      .plus([.times([z, z]), .times([.number(Rational(2)), .raised(z, Rational(2))])]),
      .quotient(.function(.sin, z), .plus([.number(Rational(4)), .function(.cos, z)])),
    ]
    return added(bodies, of: "z", 4)
  }

  /// The functions that are rarer.
  static var everyOtherFunction: SymbolicModel {
    let z = IndexExpression.entry("z", index("i", 2))
    let small = IndexExpression.times([.number(Rational(1, 3)), z])
    let large = IndexExpression.plus([.number(Rational(2)), .raised(z, Rational(2))])
    return added(
      [
        .function(.tan, small), .function(.arcsin, small), .function(.arccos, small),
        .function(.arctan, z), .function(.sinh, z), .function(.cosh, z), .function(.arcsinh, z),
        .function(.arccosh, large), .function(.arctanh, small), .function(.erf, z),
        .function(.erfc, .times([.constant(.pi), z])), .function(.gammaln, large),
        .function(.polygamma(order: 0), large),
      ], of: "z", 2)
  }

  /// Quantities with entries at i, added up with weights.
  private static func added(
    _ bodies: [IndexExpression], of given: String, _ count: Int
  ) -> SymbolicModel {
    let (i, c) = (index("i", count), index("c", count))
    let parts = bodies.enumerated().map { place, body in
      SymbolicQuantity("q\(place)", shape: [count], definition: Definition([i], body))
    }
    let loss = SymbolicQuantity(
      "L", shape: [],
      definition: Definition(
        [],
        .plus(
          parts.map { .sum(over: c, .times([.entry("w", c), .entry($0.name, c)])) })))
    return SymbolicModel([self.given(given, [count]), self.given("w", [count])] + parts + [loss])
  }
}

extension DerivationModels {
  /// A hidden layer with the logits written inside the softmax: no quantity of their own.
  static var inlineHidden: SymbolicModel {
    let (i, j, t, k, l) = (
      index("i", 4), index("j", 3), index("t", 5), index("k", 5), index("l", 4)
    )
    let h = SymbolicQuantity(
      "h", shape: [4],
      definition: Definition(
        [i], .function(.tanh, .sum(over: j, .product([.entry("x", j), .entry("W", j, i)])))))
    func logit(_ at: Index) -> IndexExpression {
      .sum(over: l, .product([.entry("h", l), .entry("V", l, at)]))
    }
    let s = SymbolicQuantity(
      "S", shape: [5],
      definition: Definition([t], .quotient(exp(logit(t)), .sum(over: k, exp(logit(k))))),
      facts: [.lastAxisSumsToOne])
    return SymbolicModel([
      given("x", [3]), given("W", [3, 4]), given("V", [4, 5]),
      given("y", [5], [.lastAxisIsOneHot]), h, s, crossEntropy("L", "y", "S", 5),
    ])
  }

  /// The same for the rows of a batch, averaged.
  static var inlineBatch: SymbolicModel {
    let (n, i, j, t, k, l, c) = (
      index("n", 2), index("i", 4), index("j", 3), index("t", 5), index("k", 5), index("l", 4),
      index("c", 5)
    )
    let h = SymbolicQuantity(
      "H", shape: [2, 4],
      definition: Definition(
        [n, i],
        .function(.tanh, .sum(over: j, .product([.entry("X", n, j), .entry("W", j, i)])))))
    func logit(_ at: Index) -> IndexExpression {
      .sum(over: l, .product([.entry("H", n, l), .entry("V", l, at)]))
    }
    let s = SymbolicQuantity(
      "S", shape: [2, 5],
      definition: Definition([n, t], .quotient(exp(logit(t)), .sum(over: k, exp(logit(k))))),
      facts: [.lastAxisSumsToOne])
    let loss = SymbolicQuantity(
      "L", shape: [],
      definition: Definition(
        [],
        .times([
          .number(Rational(-1, 2)),
          .sum(
            over: n, .sum(over: c, .product([.entry("Y", n, c), log(.entry("S", n, c))]))),
        ])))
    return SymbolicModel([
      given("X", [2, 3]), given("W", [3, 4]), given("V", [4, 5]),
      given("Y", [2, 5], [.lastAxisIsOneHot]), h, s, loss,
    ])
  }
}

extension DerivationModels {
  /// The variance: what the mean contributes cancels.
  static var variance: SymbolicModel {
    let (i, k) = (index("i", 4), index("k", 4))
    let mean = SymbolicQuantity(
      "m", shape: [],
      definition: Definition([], .times([.number(Rational(1, 4)), .sum(over: i, .entry("x", i))])))
    let loss = SymbolicQuantity(
      "L", shape: [],
      definition: Definition(
        [],
        .times([
          .number(Rational(1, 4)),
          .sum(over: k, .power(minus(.entry("x", k), .entry("m")), Rational(2))),
        ])))
    return SymbolicModel([given("x", [4]), mean, loss])
  }
}
