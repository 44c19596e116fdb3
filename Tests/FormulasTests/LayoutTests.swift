import IndexNotation
import Tensors
import Testing

@testable import Formulas

/// Brackets where they are needed and nowhere else.
@Suite struct LayoutTests {
  static let i = Index("i", range: 3)
  static let k = Index("k", range: 3)
  static let x = IndexExpression.entry("x", i)
  static let y = IndexExpression.entry("y", i)
  static let sum = IndexExpression.sum(over: k, .entry("z", k))

  @Test(arguments: [
    (IndexExpression.product([.addition([x, y]), x]), "(x_i + y_i) x_i"),
    (.product([x, .addition([x, .negated(y)])]), "x_i (x_i - y_i)"),
    (.negated(.addition([x, y])), "-(x_i + y_i)"),
    (.addition([x, .negated(.addition([x, y]))]), "x_i - (x_i + y_i)"),
    (.addition([.negated(x), y]), "-x_i + y_i"),
    (.addition([sum, x]), "(Σ_k z_k) + x_i"),
    (.addition([x, sum]), "x_i + Σ_k z_k"),
    (.product([sum, x]), "(Σ_k z_k) x_i"),
    (.product([x, sum]), "x_i Σ_k z_k"),
    (.sum(over: k, .addition([.entry("z", k), x])), "Σ_k (z_k + x_i)"),
    (.quotient(x, sum), "x_i/(Σ_k z_k)"),
    (.times([x, y, .raised(sum, Rational(-2))]), "x_i y_i / (Σ_k z_k)²"),
    (.quotient(x, .times([y, sum])), "x_i/(y_i Σ_k z_k)"),
    (.power(.addition([x, y]), Rational(2)), "(x_i + y_i)²"),
    (.power(x, Rational(-2)), "1/x_i²"),
    (.power(x, Rational(1, 2)), "√x_i"),
    (.power(.power(x, Rational(1, 2)), Rational(2)), "(√x_i)²"),
    (.power(.function(.tanh, x), Rational(2)), "tanh² x_i"),
    (.product([.function(.log, x), .addition([x, y])]), "log(x_i) (x_i + y_i)"),
    (.quotient(.function(.log, x), y), "(log x_i)/y_i"),
    (.function(.exp, .negated(x)), "e^(-x_i)"),
    (.function(.log, .addition([.one, x])), "log(1 + x_i)"),
    (.product([.constant(.pi), x]), "π x_i"),
    (.function(.gammaln, x), "log Γ(x_i)"),
    (.function(.polygamma(order: 0), x), "ψ(x_i)"),
    (.power(.function(.polygamma(order: 2), x), Rational(2)), "(ψ_2(x_i))²"),
    (.power(.function(.arctan, x), Rational(2)), "arctan² x_i"),
    (.product([.number(Rational(1, 2)), x]), "(1/2) x_i"),
    (.product([x, .quotient(x, y)]), "x_i (x_i/y_i)"),
    (.product([.number(Rational(-3)), x]), "-3 x_i"),
    (.product([x, .number(Rational(3))]), "x_i * 3"),
    (.addition([x, .number(Rational(-1, 2))]), "x_i - 1/2"),
    (.product([x, .number(Rational(-1, 2))]), "x_i (-1/2)"),
    (.indicator(x), "[x_i > 0]"),
    (.element(Element("W", [.fixed(11), .index(i)])), "W[12,i]"),
    (.element(Element("y_hat", [.index(i)])), "y_hat[i]"),
    (.element(Element("W1", [.index(i), .index(k)])), "W1_ik"),
    (.delta(.index(i), .index(k)), "δ_ik"),
    (.delta(.index(i), .fixed(0)), "δ[i,1]"),
    (.element(Element("x", [.at(AffinePlace([(i, 1), (k, 1)]))])), "x[i + k - 1]"),
    (.element(Element("x", [.at(AffinePlace([(i, 1)], constant: 1))])), "x[i + 1]"),
    (.element(Element("x", [.at(AffinePlace([(i, 2)]))])), "x[2 i - 1]"),
    (.element(Element("x", [.at(AffinePlace([(i, -1)], constant: 3))])), "x[5 - i]"),
    (.element(Element("x", [.at(AffinePlace([(i, 1), (k, -1)], constant: 2))])), "x[i - k + 3]"),
    (.element(Element("x", [.at(AffinePlace([(i, -2)], constant: -4))])), "x[-2 i - 1]"),
    (
      .derivative(of: .function(.exp, x), withRespectTo: Element("x", [.index(k)])),
      "∂/∂x_k (e^(x_i))"
    ),
  ])
  func indexNotationOnOneLine(_ expression: IndexExpression, _ text: String) {
    #expect(PlainText.text(Formula(expression)) == text)
  }

  @Test(arguments: [
    (IndexExpression.product([.addition([x, y]), x]), "(x_{i} + y_{i}) x_{i}"),
    (.quotient(x, sum), "\\frac{x_{i}}{\\sum_{k} z_{k}}"),
    (.product([sum, x]), "\\left(\\sum_{k} z_{k}\\right) x_{i}"),
    (.power(x, Rational(1, 2)), "\\sqrt{x_{i}}"),
    (.power(.function(.tanh, x), Rational(2)), "\\tanh ^{2}x_{i}"),
    (.product([.number(Rational(1, 2)), x]), "\\frac{1}{2} x_{i}"),
    (.entry("W1", i), "W_{1, i}"),
    (.function(.log, .addition([.one, x])), "\\log (1 + x_{i})"),
    (.power(.function(.exp, x), Rational(2)), "\\left(e^{x_{i}}\\right)^{2}"),
    (.indicator(x), "[x_{i} > 0]"),
    (.power(.constant(.pi), Rational(1, 2)), "\\sqrt{\\pi }"),
    (.function(.gammaln, x), "\\log \\Gamma (x_{i})"),
    (.function(.polygamma(order: 1), x), "\\psi _{1}(x_{i})"),
    (.function(.arctan, x), "\\arctan x_{i}"), (.function(.erf, x), "\\operatorname{erf}x_{i}"),
  ])
  func indexNotationInTeX(_ expression: IndexExpression, _ tex: String) {
    #expect(TeX.text(Formula(expression)) == tex)
  }

  @Test func numbersPutInGetBracketsWhereTheyNeedThem() {
    let values = ["x": -0.5, "y": 1.5e-12]
    func text(_ expression: IndexExpression) -> String {
      PlainText.text(
        Formula(expression, joint: .dot) { element in
          values[element.tensor].map {
            Formula.number(NumberFormat(digits: 8).numeral($0), entry: nil)
          }
        })
    }
    #expect(text(.product([Self.x, Self.y])) == "(-0.5) * 1.5e-12")
    #expect(text(.addition([Self.x, Self.x])) == "-0.5 + (-0.5)")
    #expect(text(.power(Self.x, Rational(2))) == "(-0.5)²")
    #expect(text(.power(Self.y, Rational(2))) == "(1.5e-12)²")
    #expect(text(.function(.log, Self.x)) == "log(-0.5)")
    #expect(text(.addition([Self.y, .negated(Self.x)])) == "1.5e-12 - (-0.5)")
  }

  @Test(arguments: [
    ("x @ W", "x W"), ("x @ W1", "x W_{1}"), ("(x + bias) * y", "(x + \\mathrm{bias}) \\odot y"),
    ("x - (bias - y)", "x - (\\mathrm{bias} - y)"),
    ("(x + bias) / 2", "\\frac{x + \\mathrm{bias}}{2}"),
    ("0.5 * x", "0.5 \\cdot x"), ("sum(x) * x", "\\operatorname{sum}(x) \\cdot x"),
    ("mean(W, axis=0) * x", "\\operatorname{mean}(W, \\mathrm{axis} = 0) \\odot x"),
    ("x * (W @ y)", "x \\odot (W y)"), ("x * y @ W", "(x \\odot y) W"),
    ("(x - bias) ** 2", "\\left(x - \\mathrm{bias}\\right)^{2}"), ("W ** 2", "W^{\\circ 2}"),
    ("-sum(W, axis=0)", "-\\operatorname{sum}(W, \\mathrm{axis} = 0)"),
    ("cross_entropy(x, y)", "\\operatorname{CE}(x, y)"), ("x.T", "x^{\\mathrm{T}}"),
    ("sqrt(exp(x))", "\\sqrt{e^{x}}"), ("abs(x / t)", "\\left\\lvert \\frac{x}{t}\\right\\rvert "),
    ("swish2(x)", "\\operatorname{swish}_{2}(x)"), ("x - -y", "x - (-y)"), ("x + -y", "x + (-y)"),
    ("-x ** 2", "-x^{2}"), ("(-x) ** 2", "\\left(-x\\right)^{2}"), ("-(x + y)", "-(x + y)"),
    ("soft_out * x", "\\mathrm{soft\\_out} \\odot x"), ("x[0]", "x_{1}"), ("2 * 3", "2 \\cdot 3"),
  ])
  func rightHandSidesInTeX(source: String, tex: String) throws {
    #expect(TeX.text(try syntax(source)) == tex)
  }
}
