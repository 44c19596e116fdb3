import IndexNotation
import Testing

@testable import Notation

/// Parentheses where they are needed and nowhere else, in every notation.
@Suite struct WriterTests {
  static let i = Index("i", range: 3)
  static let k = Index("k", range: 3)
  static let x = IndexExpression.entry("x", i)
  static let y = IndexExpression.entry("y", i)
  static let sum = IndexExpression.sum(over: k, .entry("z", k))
  static func number(_ a: Int, _ b: Int = 1) -> IndexExpression { .number(Rational(a, b)) }

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
    (.quotient(x, .times([y, sum])), "x_i/(y_i (Σ_k z_k))"),
    (.power(.addition([x, y]), Rational(2)), "(x_i + y_i)²"),
    (.power(x, Rational(-2)), "1/x_i²"),
    (.power(x, Rational(1, 2)), "√x_i"),
    (.power(.function(.tanh, x), Rational(2)), "(tanh x_i)²"),
    (.function(.exp, .negated(x)), "e^{-x_i}"),
    (.function(.log, .addition([.one, x])), "log (1 + x_i)"),
    (.product([.number(Rational(1, 2)), x]), "(1/2) x_i"),
    (.product([.number(Rational(-3)), x]), "-3 x_i"),
    (.indicator(x), "[x_i > 0]"),
    (.element(Element("W", [.fixed(11), .index(i)])), "W_12,i"),
    (.delta(.index(i), .index(k)), "δ_ik"),
    (
      .derivative(of: .function(.exp, x), withRespectTo: Element("x", [.index(k)])),
      "∂/∂x_k (e^{x_i})"
    ),
  ])
  func plain(_ expression: IndexExpression, _ text: String) {
    #expect(PlainText().text(expression) == text)
  }

  @Test(arguments: [
    (IndexExpression.product([.addition([x, y]), x]), "\\left( x_{i} + y_{i} \\right) x_{i}"),
    (.quotient(x, sum), "\\frac{x_{i}}{\\sum_{k} z_{k}}"),
    (.product([sum, x]), "\\left( \\sum_{k} z_{k} \\right) x_{i}"),
    (.power(x, Rational(1, 2)), "\\sqrt{x_{i}}"),
    (.power(.function(.tanh, x), Rational(2)), "\\tanh^{2} x_{i}"),
    (.product([.number(Rational(1, 2)), x]), "\\frac{1}{2} x_{i}"),
    (.entry("lambda"), "\\lambda"),
    (.entry("W1", i), "W^{(1)}_{i}"),
    (.entry("loss"), "\\mathrm{loss}"),
    (.function(.log, .addition([.one, x])), "\\log \\left( 1 + x_{i} \\right)"),
    (.power(.function(.exp, x), Rational(2)), "\\left( e^{x_{i}} \\right)^{2}"),
  ])
  func latex(_ expression: IndexExpression, _ text: String) {
    #expect(LaTeXIndexNotation().text(expression) == text)
  }

  @Test(arguments: [
    (
      MatrixExpression.product(.name("A"), .product(.name("B"), .name("c"))), "A B c",
      "A @ (B @ c)"
    ),
    (.product(.product(.name("A"), .name("B")), .name("c")), "A B c", "A @ B @ c"),
    (.transpose(.product(.name("A"), .name("B"))), "(A B)^T", "(A @ B).T"),
    (.elementwise([.product(.name("A"), .name("b")), .name("c")]), "A b * c", "(A @ b) * c"),
    (.product(.name("A"), .elementwise([.name("b"), .name("c")])), "A (b * c)", "A @ (b * c)"),
    (.scaled(.name("t"), .outer(.name("a"), .name("b"))), "t a b^T", "t * np.outer(a, b)"),
    (.quotient(.product(.name("A"), .name("b")), .name("t")), "A b/t", "(A @ b) / t"),
    (.negation(.addition([.name("a"), .name("b")])), "-(a + b)", "-(a + b)"),
    (
      .addition([.name("a"), .negation(.addition([.name("b"), .name("c")]))]), "a - (b + c)",
      "a - (b + c)"
    ),
    (.product(.diagonal(.name("a")), .name("B")), "diag(a) B", "np.diag(a) @ B"),
    (.sum(.name("A"), axis: 0), "sum(A, axis 0)", "np.sum(A, axis=0)"),
    (.power(.name("a"), Rational(-2)), "a^-2", "a**-2"),
    (.product(.transpose(.name("a")), .name("b")), "a^T b", "a.T @ b"),
  ])
  func matrix(_ matrix: MatrixExpression, _ plain: String, _ numpy: String) {
    #expect(MatrixText(.plain).text(matrix) == plain)
    #expect(MatrixText(.numpy).text(matrix) == numpy)
  }
}
