import Dispatch
import Documents
import Synchronization
import Testing

@Suite struct MathTypesetterTests {
  @Test(arguments: [
    ("x", false, #"<math alttext="x"><mrow><mi>x</mi></mrow></math>"#),
    ("x", true, #"<math display="block" alttext="x"><mrow><mi>x</mi></mrow></math>"#),
    ("", true, #"<math display="block" alttext=""><mrow></mrow></math>"#),
    (
      "a < \"b\" \\& c", false,
      #"<math alttext="a is less than &quot; b &quot; &amp; c"><mrow><mi>a</mi><mo>&lt;</mo><mi mathvariant="normal">&quot;</mi><mi>b</mi><mi mathvariant="normal">&quot;</mi><mi mathvariant="normal">&amp;</mi><mi>c</mi></mrow></math>"#
    ),
    (
      "x =\n  -0.5", false,
      #"<math alttext="x equals minus 0.5"><mrow><mi>x</mi><mo>=</mo><mo>−</mo><mn>0.5</mn></mrow></math>"#
    ),
    (
      #"\begin{bmatrix} -1.5 & \vdots \end{bmatrix}"#, false,
      #"<math alttext="[ minus 1.5 ⋮ ]"><mrow><mo fence="true">[</mo><mtable rowspacing="0.16em" columnalign="center center" columnspacing="1em"><mtr><mtd><mstyle scriptlevel="0" displaystyle="false"><mrow><mo>−</mo><mn>1.5</mn></mrow></mstyle></mtd><mtd><mstyle scriptlevel="0" displaystyle="false"><mrow><mi mathvariant="normal">⋮</mi><mpadded height="0em" voffset="0em"><mspace mathbackground="black" width="0em" height="1.5em"></mspace></mpadded></mrow></mstyle></mtd></mtr></mtable><mo fence="true">]</mo></mrow></math>"#
    ),
  ])
  func givesOneMathElement(tex: String, isDisplay: Bool, expected: String) throws {
    #expect(try typesetter.mathML(tex: tex, isDisplay: isDisplay) == expected)
  }

  @Test(arguments: [
    (#"\foo x"#, "Undefined control sequence: \\foo at position 1: "),
    ("a & b", "Expected 'EOF', got '&' at position 3: "),
    (
      #"\frac{1}"#, "Unexpected end of input in a macro argument, expected '}' at end of input: "
    ),
    (#"\begin{bmatrix} 0.5 & 1"#, ""),
    (#"x^2^3"#, "Double superscript at position 4: "),
    (#"\text{a"#, ""),
    (
      #"\def\a{\a\a}\a"#, "Too many expansions: infinite loop or need to increase maxExpand setting"
    ),
    (#"\href{javascript:x}{y}"#, #"\href is not allowed"#),
    ("0.5 $ 0.25", "Can't use function '$' in math mode at position 5: "),
    (String(repeating: "{", count: 100_000), "Maximum call stack size exceeded."),
  ])
  func saysWhyKaTeXRefuses(tex: String, message: String) throws {
    let error = try #require(throws: FormulaError.self) {
      try typesetter.mathML(tex: tex, isDisplay: true)
    }
    #expect(error.message.hasPrefix(message), "\(error.message)")
  }

  @Test func oneFormulaDefinesNothingForTheNext() throws {
    _ = try typesetter.mathML(tex: #"\gdef\mine{x}\mine"#, isDisplay: false)
    #expect(throws: FormulaError.self) { try typesetter.mathML(tex: #"\mine"#, isDisplay: false) }
  }

  @Test func manyThreadsGiveWhatOneGives() throws {
    let formulas = (0..<200).map {
      #"\frac{a_{\#($0)}}{b} = \begin{bmatrix} \#($0) & -0.\#($0) \end{bmatrix}"#
    }
    let expected = try formulas.map { try typesetter.mathML(tex: $0, isDisplay: true) }
    let fresh = MathTypesetter { try katexScript() }
    let different = Mutex(0)
    DispatchQueue.concurrentPerform(iterations: 4) { _ in
      for (tex, mathML) in zip(formulas, expected)
      where (try? fresh.mathML(tex: tex, isDisplay: true)) != mathML {
        different.withLock { $0 += 1 }
      }
    }
    #expect(different.withLock { $0 } == 0)
  }

  // MARK: Without KaTeX

  @Test func saysWhatIsMissing() throws {
    let error = try #require(throws: KaTeXUnavailable.self) {
      try MathTypesetter { try KaTeX.script(at: "/nowhere") { _ in nil } }
        .mathML(tex: "x", isDisplay: false)
    }
    #expect(
      error.description == """
        KaTeX, which typesets the formulas, was not found. Looked for:
          /nowhere
          /nowhere/katex.min.js
          /nowhere/dist/katex.min.js
        Install it (Debian, Ubuntu: apt install libjs-katex; else: npm install -g katex), or set \
        GRADUS_KATEX to the path of its katex.min.js.
        """)
  }

  @Test(arguments: [
    ("1 +", "SyntaxError: Unexpected end of script"),
    ("var x = 1", "ReferenceError: Can't find variable: katex"),
  ])
  func saysWhatIsBroken(script: String, reason: String) {
    #expect(throws: KaTeXUnavailable.broken(reason: reason)) {
      try MathTypesetter { script }.mathML(tex: "x", isDisplay: false)
    }
  }

  @Test func takesTheFirstPlaceThatHasIt() throws {
    #expect(
      try KaTeX.script { $0.hasPrefix("/usr/lib/") ? $0 : nil }
        == "/usr/lib/node_modules/katex/dist/katex.min.js")
    #expect(try KaTeX.script(at: "k") { $0 == "k/katex.min.js" ? $0 : nil } == "k/katex.min.js")
  }
}
