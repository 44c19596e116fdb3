import Formulas
import ModelLanguage
import Tensors

@testable import IndexNotation

/// Formulas drawn at random: every case, made as pages make them.
struct RandomFormulas {
  var expressions: RandomExpressions
  static let kinds = 10

  init(seed: UInt64) { expressions = RandomExpressions(seed: seed) }

  private mutating func below(_ count: Int) -> Int { expressions.below(count) }

  mutating func formula(kind: Int) throws -> Formula {
    switch kind {
    case 0, 1: return Formula(expressions.index(1 + below(4), hasDerivatives: true))
    case 2: return numbers(expressions.index(1 + below(3)))
    case 3, 4: return matrix()
    case 5: return tensor()
    case 6: return lines()
    case 7: return cases()
    case 8: return name()
    default: return try rightHandSide()
    }
  }

  private mutating func matrix() -> Formula {
    let shape = expressions.pick(RandomForms.flatShapes + RandomForms.batchShapes)
    var forms = RandomForms(seed: UInt64(below(1 << 30)), quantities: RandomForms.all)
    let form = forms.form(shape, 1 + below(4))
    return Formula(form, of: shape) { RandomForms.all[$0]?.shape }
  }

  private mutating func number() -> Double {
    expressions.pick([0, -0.5, 0.19091352, 3, -1.5e-12, 1e20, -4.60864897, 0.000012])
  }

  /// With numbers put in for entries.
  private mutating func numbers(_ expression: IndexExpression) -> Formula {
    let values = (0..<8).map { _ in number() }
    return Formula(expression, joint: .dot) { element in
      let place = element.tensor.utf8.reduce(0) { $0 + Int($1) } % 8
      return .number(NumberFormat(digits: 6).numeral(values[place]), entry: "S.\(place)")
    }
  }

  private mutating func tensor() -> Formula {
    let shapes: [Shape] = [
      [], [3], [2, 3], [4, 1], [9], [7, 8], [2, 1, 2], [7, 2, 2], [1, 1],
    ]
    let shape = expressions.pick(shapes)
    let isTyped = below(3) == 0
    let view = TensorView(
      Tensor((0..<shape.count).map { _ in number() }, shape: shape), name: "W",
      format: NumberFormat(digits: 6), style: isTyped ? .asTyped : nil,
      limit: .init(longest: 6, edge: 2))
    return .joined([Formula(name: "W"), .tensor(view)], by: .equals)
  }

  private mutating func lines() -> Formula {
    let reasons: [Formula?] = [
      nil, .words("the chain rule"),
      .words("σ' = σ (1 - σ) & more: 5 % of x_1^2 {a} <b> |c| ~ $"),
      .row([
        .words("pullback of "), .delta("S"), .words(", which "), Formula(name: "y"), .words(" < &"),
      ]),
    ]
    return .lines(
      (0..<(1 + below(3))).map { place in
        let left = Formula.partial(of: Formula(name: "L"), withRespectTo: Formula(name: "W1"))
        return .init(
          place == 0 ? left : nil, expressions.pick([.equals, .approximately, .plus, .becomes]),
          Formula(expressions.index(1 + below(2))),
          reason: expressions.pick(reasons))
      })
  }

  private mutating func cases() -> Formula {
    let t = Subscript.index(Index("t", range: 3))
    let i = Subscript.index(Index("i", range: 3))
    return .cases([
      .init(
        Formula(expressions.index(2)),
        when: Formula([Derivation.Condition(equal: true, left: t, right: i)])),
      .init(
        .number(Numeral(0), entry: nil),
        when: .row([
          Formula([Derivation.Condition(equal: false, left: t, right: i)]), .words("else"),
        ])),
    ])
  }

  private mutating func name() -> Formula {
    let names = [
      "x1", "W_12", "y_hat", "theta_bar", "w_star", "w_prime", "soft_out", "loss", "w_out", "w_ij",
      "sigma_x", "Alpha", "Gamma", "epsilon", "phi", "omicron", "__init__", "conv2", "h_1",
    ]
    let base = Formula(name: expressions.pick(names))
    switch below(6) {
    case 0: return base.transposed
    case 1: return Formula.entry(of: base, at: [below(4), below(12)])
    case 2:
      let gradient = Formula.total(of: Formula(name: "L"), withRespectTo: base)
      return .joined([.entry(of: gradient, at: [1]), .fence(.bars, base)], by: .lessOrEqual)
    case 3:
      return .row([
        base, .sign(.dots, isPrefix: false), .sign(.notEqual, isPrefix: false), .root(base),
      ])
    case 4: return .joined([base, base, .letter("∂"), .bold("1")], by: .less)
    default: return base
    }
  }

  private mutating func rightHandSide() throws -> Formula {
    let sources = [
      "x @ W1 + b", "softmax(z)", "cross_entropy(y, S)", "sum(r ** 2) + lam * sum(W ** 2)",
      "abs(x - y) / sqrt(t)", "exp(-x) / (1 + exp(-x))", "W1.T @ (x * -y)", "1e21 ** 2 - .5",
      "mean(x, axis=0)", "swish(soft_out)", "z[0, 1] ** 2", "maximum(0, x) * 1e-3", "tanh(x) ** 2",
      "(x / y) ** 2", "-x ** 2", "my_function(x)", "a - (b - c)", "a / (b / c)", "log(x) * y",
    ]
    return Formula(try Parser.expression(of: expressions.pick(sources)))
  }
}
