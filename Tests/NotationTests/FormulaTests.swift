import Notation
import Testing
import WorkedExamples

@Suite struct FormulaTests {
  static let x = Formula.name("x")
  static let w = Formula.name("W1")
  static let b = Formula.name("bias")

  @Test(arguments: [
    (Formula.binary("@", x, w), "x\\, W^{(1)}", "x @ W1"),
    (.binary("+", .binary("@", x, w), b), "x\\, W^{(1)} + \\mathrm{bias}", "x @ W1 + bias"),
    (
      .binary("*", .binary("+", x, b), w), "\\left(x + \\mathrm{bias}\\right) \\odot W^{(1)}",
      "(x + bias) * W1"
    ),
    (
      .binary("-", x, .binary("-", b, w)), "x - \\left(\\mathrm{bias} - W^{(1)}\\right)",
      "x - (bias - W1)"
    ),
    (
      .binary("/", .binary("+", x, b), .number("2")), "\\frac{x + \\mathrm{bias}}{2}",
      "(x + bias) / 2"
    ),
    (.binary("*", .number("0.5"), x), "0.5 \\cdot x", "0.5 * x"),
    (
      .binary("**", .binary("-", x, b), .number("2")), "\\left(x - \\mathrm{bias}\\right)^{2}",
      "(x - bias) ** 2"
    ),
    (
      .negation(.call("sum", [x], options: ["axis=0"])),
      "-\\operatorname{sum}(x,\\, \\text{axis} = 0)", "-sum(x, axis=0)"
    ),
    (
      .call("cross_entropy", [x, b], options: []),
      "\\operatorname{CE}(x,\\, \\mathrm{bias})", "cross_entropy(x, bias)"
    ),
    (.transpose(x), "x^{\\mathsf{T}}", "x.T"),
    (
      .call("sqrt", [.call("exp", [x], options: [])], options: []), "\\sqrt{\\exp(x)}",
      "sqrt(exp(x))"
    ),
  ])
  func writes(formula: Formula, latex: String, plain: String) {
    #expect(formula.latex(isScalar: { _ in false }) == latex)
    #expect(formula.text == plain)
  }

  @Test(arguments: [
    ("W", "W"), ("lambda", "\\lambda"), ("Gamma", "\\Gamma"), ("bias", "\\mathrm{bias}"),
    ("W1", "W^{(1)}"), ("W_12", "W^{(12)}"), ("beta2", "\\beta^{(2)}"),
    ("my_net", "\\mathrm{my\\_net}"),
  ])
  func names(name: String, latex: String) {
    #expect(latexName(name) == latex)
  }
}
