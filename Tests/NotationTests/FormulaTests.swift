import ModelLanguage
import Notation
import Testing

@Suite struct FormulaTests {
  @Test(arguments: [
    ("x @ W1", "x\\, W^{(1)}"), ("x @ W1 + bias", "x\\, W^{(1)} + \\mathrm{bias}"),
    ("(x + bias) * W1", "\\left(x + \\mathrm{bias}\\right) \\odot W^{(1)}"),
    ("x - (bias - W1)", "x - \\left(\\mathrm{bias} - W^{(1)}\\right)"),
    ("(x + bias) / 2", "\\frac{x + \\mathrm{bias}}{2}"), ("0.5 * x", "0.5 \\cdot x"),
    ("(x - bias) ** 2", "\\left(x - \\mathrm{bias}\\right)^{2}"),
    ("-sum(x, axis=0)", "-\\operatorname{sum}(x,\\, \\text{axis} = 0)"),
    ("cross_entropy(x, bias)", "\\operatorname{CE}(x,\\, \\mathrm{bias})"),
    ("x.T", "x^{\\mathsf{T}}"), ("sqrt(exp(x))", "\\sqrt{\\exp(x)}"),
  ])
  func writes(text: String, latex: String) throws {
    #expect(try Parser.expression(of: text).latex(isScalar: { _ in false }) == latex)
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
