import ModelLanguage
import Testing

@Suite struct ParserTests {
  /// What an expression is written as: brackets stay where they change the meaning, and go elsewhere.
  @Test(arguments: [
    ("x@W+b", "x @ W + b"), ("x @ (W + b)", "x @ (W + b)"), ("x - (b - w)", "x - (b - w)"),
    ("(x - b) - w", "x - b - w"), ("a ** b ** c", "a ** b ** c"),
    ("(a ** b) ** c", "(a ** b) ** c"),
    ("-x ** 2", "-x ** 2"), ("(-x) ** 2", "(-x) ** 2"), ("a / (b * c)", "a / (b * c)"),
    ("a / b * c", "a / b * c"), ("W.T", "W.T"), ("(a + b).T", "(a + b).T"),
    ("z[0, -1]", "z[0, -1]"),
    ("sum(x, axis=0)", "sum(x, axis=0)"), ("a - -b", "a - (-b)"),
  ])
  func writes(typed: String, written: String) throws {
    #expect(try Parser.expression(of: typed).text == written)
  }

  @Test(arguments: [
    ("", 1, "found nothing, expected an expression"),
    ("x +", 4, "found the end of the line, expected a quantity, a number, a function or '('"),
    ("x y", 3, "found 'y', expected an operator or the end of the expression"),
    ("x\ny", 2, "found the end of the line, expected an operator or the end of the expression"),
  ])
  func refuses(typed: String, column: Int, message: String) {
    let error = #expect(throws: ModelError.self) { try Parser.expression(of: typed) }
    #expect(error?.position.column == column)
    #expect(error?.message == message)
  }
}
