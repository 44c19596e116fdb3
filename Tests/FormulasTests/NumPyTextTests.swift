import IndexNotation
import Testing

@testable import Formulas

/// Where Python's precedence or NumPy's truth values would change the meaning.
@Suite struct NumPyTextTests {
  private static let x = MatrixExpression.name("x")
  private static let positive = MatrixExpression.indicator(x)
  private static let negative = MatrixExpression.indicator(.negation(x))
  private static let square = MatrixExpression.power(x, Rational(2))

  @Test(arguments: [
    (MatrixExpression.transpose(square), "(x**2).T"),
    (.transpose(.power(x, Rational(1, 2))), "(np.sqrt(x)).T"),
    (.product(.transpose(square), x), "(x**2).T @ x"),
    (positive, "(x > 0)"),
    (.elementwise([x, positive]), "x * (x > 0)"),
    (.negation(positive), "-1 * (x > 0)"),
    (.negation(.elementwise([positive, x])), "-1 * (x > 0) * x"),
    (.negation(.elementwise([x, positive])), "-x * (x > 0)"),
    (.negation(.product(.transpose(positive), x)), "-1 * (x > 0).T @ x"),
    (.negation(.quotient(positive, x)), "-1 * (x > 0) / x"),
    (.addition([positive, .negation(negative)]), "1 * (x > 0) - 1 * (-x > 0)"),
    (.addition([positive, positive]), "1 * (x > 0) + 1 * (x > 0)"),
    (.addition([.negation(positive), x]), "-1 * (x > 0) + x"),
    (.addition([x, .elementwise([positive, negative])]), "x + 1 * (x > 0) * (-x > 0)"),
    (.product(positive, .diagonal(negative)), "1 * (x > 0) @ np.diag((-x > 0))"),
  ]) func saysWhatItMeans(matrix: MatrixExpression, text: String) {
    #expect(NumPyText.text(matrix) == text)
  }
}
