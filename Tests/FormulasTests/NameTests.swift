import IndexNotation
import Testing

@testable import Formulas

/// Names as a person would write them, in every format.
@Suite struct NameTests {
  @Test(arguments: [
    ("x", "x", "<mi>x</mi>"),
    ("x_1", "x_{1}", "<msub><mi>x</mi><mn>1</mn></msub>"),
    ("x1", "x_{1}", "<msub><mi>x</mi><mn>1</mn></msub>"),
    ("h12", "h_{12}", "<msub><mi>h</mi><mn>12</mn></msub>"),
    ("W1", "W_{1}", "<msub><mi>W</mi><mn>1</mn></msub>"),
    ("lambda", "\\lambda ", "<mi>λ</mi>"),
    ("lambda_1", "\\lambda_{1}", "<msub><mi>λ</mi><mn>1</mn></msub>"),
    ("beta2", "\\beta_{2}", "<msub><mi>β</mi><mn>2</mn></msub>"),
    ("Gamma", "\\Gamma ", "<mi mathvariant=\"normal\">Γ</mi>"),
    ("Alpha", "\\mathrm{A}", "<mi mathvariant=\"normal\">Α</mi>"),
    ("omicron", "o", "<mi>ο</mi>"),
    ("θ", "\\theta ", "<mi>θ</mi>"),
    ("φ", "\\varphi ", "<mi>φ</mi>"),
    (
      "y_hat", "\\hat{y}",
      "<mover accent=\"true\"><mi>y</mi><mo stretchy=\"false\">^</mo></mover>"
    ),
    (
      "theta_bar", "\\bar{\\theta }",
      "<mover accent=\"true\"><mi>θ</mi><mo stretchy=\"false\">ˉ</mo></mover>"
    ),
    (
      "x_tilde", "\\tilde{x}",
      "<mover accent=\"true\"><mi>x</mi><mo stretchy=\"false\">~</mo></mover>"
    ),
    (
      "x_dot", "\\dot{x}",
      "<mover accent=\"true\"><mi>x</mi><mo stretchy=\"false\">˙</mo></mover>"
    ),
    (
      "y_hat_1", "\\hat{y}_{1}",
      "<msub><mover accent=\"true\"><mi>y</mi><mo stretchy=\"false\">^</mo></mover><mn>1</mn></msub>"
    ),
    ("w_star", "w^{\\ast }", "<msup><mi>w</mi><mi>∗</mi></msup>"),
    ("w_prime", "w^{\\prime }", "<msup><mi>w</mi><mi>′</mi></msup>"),
    ("w_out", "w_{\\mathrm{out}}", "<msub><mi>w</mi><mi>out</mi></msub>"),
    ("w_in", "w_{\\mathrm{in}}", "<msub><mi>w</mi><mi>in</mi></msub>"),
    ("w_ij", "w_{ij}", "<msub><mi>w</mi><mrow><mi>i</mi><mi>j</mi></mrow></msub>"),
    ("sigma_x", "\\sigma_{x}", "<msub><mi>σ</mi><mi>x</mi></msub>"),
    (
      "W1_ij", "W_{1, ij}",
      "<msub><mi>W</mi><mrow><mn>1</mn><mo>,</mo><mi>i</mi><mi>j</mi></mrow></msub>"
    ),
    ("soft_out", "\\mathrm{soft\\_out}", "<mi>soft_out</mi>"),
    ("loss_total", "\\mathrm{loss\\_total}", "<mi>loss_total</mi>"),
    ("learning_rate", "\\mathrm{learning\\_rate}", "<mi>learning_rate</mi>"),
    ("Softmax", "\\mathrm{Softmax}", "<mi>Softmax</mi>"),
    ("conv2", "\\mathrm{conv}_{2}", "<msub><mi>conv</mi><mn>2</mn></msub>"),
    ("v2x", "\\mathrm{v2x}", "<mi>v2x</mi>"),
    ("_", "\\mathrm{\\_}", "<mi mathvariant=\"normal\">_</mi>"),
    ("__init__", "\\mathrm{\\_\\_init\\_\\_}", "<mi>__init__</mi>"),
    ("_x", "\\mathrm{\\_x}", "<mi>_x</mi>"),
    ("x_", "\\mathrm{x\\_}", "<mi>x_</mi>"),
    ("größe", "\\text{größe}", "<mi>größe</mi>"),
    ("変数", "\\text{[U+5909][U+6570]}", "<mi>変数</mi>"),
  ])
  func isWrittenAs(name: String, tex: String, mathML: String) {
    let formula = Formula(name: name)
    #expect(TeX.text(formula) == tex)
    #expect(content(formula) == mathML)
    // A terminal shows what the author typed, so that it can be typed back.
    #expect(PlainText.text(formula) == name)
  }

  @Test func allGreekLettersHaveThree() {
    let words = [
      "alpha", "beta", "gamma", "delta", "epsilon", "zeta", "eta", "theta", "iota", "kappa",
      "lambda", "mu", "nu", "xi", "omicron", "pi", "rho", "sigma", "tau", "upsilon", "phi", "chi",
      "psi", "omega",
    ]
    for word in words + words.map(\.capitalized) {
      guard case .name(_, .letter(let letter)) = Formula(name: word) else {
        Issue.record("\(word) is no letter")
        continue
      }
      #expect(letter.unicodeScalars.allSatisfy { (0x370...0x3FF).contains($0.value) })
    }
  }

  /// One script at one base, whatever is done to a name.
  @Test(arguments: [
    ("W1 ** 2", "W_{1}^{2}"), ("W1.T", "W_{1}^{\\mathrm{T}}"), ("x1 ** 2", "x_{1}^{2}"),
    ("1e21 ** 2", "\\left(10^{21}\\right)^{2}"), ("w_star ** 2", "\\left(w^{\\ast }\\right)^{2}"),
    ("y_hat ** 2", "\\hat{y}^{2}"), ("W1.T ** 2", "\\left(W_{1}^{\\mathrm{T}}\\right)^{2}"),
    ("x ** 2 ** 3", "x^{2^{3}}"), ("(x ** 2) ** 3", "\\left(x^{2}\\right)^{3}"),
    ("W1[0, 2]", "W_{1, 1, 3}"), ("W1[0, 2] ** 2", "W_{1, 1, 3}^{2}"),
    ("conv2 ** 2", "\\mathrm{conv}_{2}^{2}"),
    ("soft_out ** 2", "\\mathrm{soft\\_out}^{2}"), ("(-2) ** 2", "\\left(-2\\right)^{2}"),
  ])
  func neverHasAScriptTwice(source: String, tex: String) throws {
    #expect(TeX.text(try syntax(source)) == tex)
  }

  /// Names of every kind that the language reads, with all that can be done to them: KaTeX reads
  /// them in both dialects, and a terminal shows them as typed.
  @Test func noNameBreaksAFormula() throws {
    var generator = SeededGenerator(seed: 3)
    let pieces = [
      "x", "W", "_", "1", "42", "hat", "bar", "star", "prime", "theta", "Omega", "out", "ij", "é",
      "ß", "θ", "変", "Ω", "ﬁ", "T", "_hat", "_1", "_i", "dot", "я",
    ]
    for _ in 0..<400 {
      let count = Int.random(in: 1...9, using: &generator)
      var name = ""
      for _ in 0..<count { name += pieces.randomElement(using: &generator) ?? "" }
      if name.first?.isNumber ?? true { name = "x" + name }
      name = String(name.prefix(40))
      let formula = Formula(name: name)
      #expect(PlainText.text(formula) == name)
      let used = [
        formula, formula.transposed, formula.raised(to: .integer(2)),
        Formula.entry(of: formula, at: [0, 3]).raised(to: .integer(2)),
        .partial(of: formula, withRespectTo: .entry(of: formula, at: [1])),
      ]
      for dialect in TeX.Dialect.allCases {
        let tex = TeX.text(.joined(used, by: .comma), dialect: dialect)
        #expect(throws: Never.self, "\(name): \(tex)") {
          try RefereeTests.theirs(tex, isDisplay: true)
        }
      }
    }
  }

  @Test func aNamesEntryAndItsPowers() {
    let entry = Formula.entry(of: Formula(name: "W1"), at: [0, 11])
    #expect(TeX.text(entry) == "W_{1, 1, 12}")
    #expect(PlainText.text(entry) == "W1[1,12]")
    #expect(PlainText.text(entry.raised(to: .integer(-2))) == "W1[1,12]⁻²")
    let gradient = Formula.total(of: Formula(name: "L"), withRespectTo: Formula(name: "W1"))
    #expect(PlainText.text(.entry(of: gradient, at: [1, 2])) == "dL/dW1[2,3]")
    #expect(
      TeX.text(.entry(of: gradient, at: [1, 2]))
        == "\\left(\\frac{\\mathrm{d}L}{\\mathrm{d}W_{1}}\\right)_{2, 3}")
    #expect(
      PlainText.text(Formula(Element("∂S/∂z", [.fixed(2), .fixed(1)]))) == "∂S/∂z[3,2]")
    #expect(
      PlainText.text(.partial(of: Formula(name: "L"), withRespectTo: Formula(name: "soft_out")))
        == "∂L/∂soft_out")
  }
}
