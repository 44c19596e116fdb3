import Tensors
import Testing

@testable import Documents

/// What stands beside a place of an author's formula. In these texts `@` stands for a value.
@Suite struct AuthorFormulaTests {
  static func tex(_ text: String) -> String {
    var number = -1
    return text.map { character in
      guard character == "@" else { return String(character) }
      number += 1
      return Token.text(.place, number)
    }.joined()
  }

  @Test(
    arguments: [
      ("@", [.loose]), (" @ ", [.loose]), ("@ + 1", [.loose]), ("x = @", [.loose]),
      ("x = @ = y", [.loose]), ("(@)", [.loose]), ("\\left(@\\right)", [.loose]),
      ("|@|", [.loose]), ("\\frac{@}{@}", [.loose, .loose]), ("\\sqrt{@}", [.loose]),
      ("f(x, @)", [.loose]), ("x < @ \\le @", [.loose, .loose]), ("x \\approx @", [.loose]),
      ("x \\to @, y", [.loose]), ("a & @ \\\\ @ & b", [.loose, .loose]),
      ("\\begin{bmatrix} @ & @ \\end{bmatrix}", [.loose, .loose]),
      ("\\begin{array}{rr} @ \\end{array}", [.loose]), ("x \\quad @", [.loose]),
      ("\\text{loss } @", [.loose]), ("\\{@\\}", [.loose]), ("\\|@\\|", [.loose]),
      ("+@", [.loose]), ("{@}", [.loose]), ("\\left.@\\right|", [.loose]),
      // Behind a plus a minus would stand beside a sign.
      ("1 + @", [.term]), ("x+@+y", [.term]), ("x + \\, @", [.term]),
      // Behind a minus a sum changes its signs as well; a product takes all of it.
      ("1 - @", [.factor]), ("-@", [.factor]), ("x = -@", [.factor]), ("\\pm @", [.factor]),
      ("2 \\cdot @", [.factor]), ("@ \\cdot 2", [.factor]), ("@ \\times @", [.factor, .factor]),
      ("@ * 2", [.factor]), ("@ / 2", [.factor]), ("x / @", [.factor]),
      ("@ @", [.factor, .beside]),
      ("x \\odot @", [.factor]),
      // Side by side is a product.
      ("x @", [.factor]), ("x\\,@", [.factor]), ("(a + b) @", [.factor]), ("\\alpha @", [.factor]),
      ("x_1 @", [.factor]), ("e^{2} @", [.factor]), ("W^\\top @", [.factor]),
      ("\\frac{1}{2} @", [.factor]), ("\\log @", [.factor]), ("\\mathbf{x} @", [.factor]),
      // The base of a power is one thing; what a script holds is set apart by its height.
      ("@^2", [.base]), ("@ ^2", [.base]), ("-@^2", [.base]), ("@_i", [.base]), ("x^@", [.script]),
      ("x^{@}", [.script]), ("x_{@}", [.script]), ("@^@", [.base, .script]),
      ("e^{-@}", [.factor]),
      // A command's argument is set apart, with braces or without.
      ("\\frac@@", [.script, .script]), ("\\frac1@", [.script]), ("\\frac@2", [.script]),
      ("\\sqrt[3]@", [.script]), ("\\sqrt[@]{x}", [.loose]), ("\\hat@^2", [.script]),
      ("\\frac{1}@ - @", [.script, .factor]), ("\\sqrt@ @", [.script, .factor]),
      // Braces that nothing takes are not seen.
      ("{@}^2", [.base]), ("-{@}", [.factor]), ("x{@}", [.factor]), ("{{@}}_i", [.base]),
      ("\\mathbf{@}^2", [.base]), ("\\mathbf@^2", [.base]), ("-\\mathbf{@}", [.factor]),
      ("\\frac{@}{2}^2", [.loose]),
    ] as [(String, [Binding])])
  func binds(tex: String, bindings: [Binding]) {
    let formula = AuthorFormula(Self.tex(tex))
    #expect(formula.places.map(\.binding) == bindings, "\(tex)")
    #expect(formula.touched == [], "\(tex)")
    #expect(formula.places.map(\.number) == Array(bindings.indices))
  }

  @Test(arguments: [
    ("1@", [0]), ("@1", [0]), ("1 @", [0]), ("@ 1", [0]), ("0.@", [0]), ("@.5", [0]),
    ("x = 2@", [0]),
    ("@ + 2@", [1]), ("e^{2@}", [0]), ("e^12@", [0]), ("x_{@1}", [0]), ("\\text{step 1@}", [0]),
    ("1~@", [0]), ("2{@}", [0]), ("{@}2", [0]),
    // A number, but not the value's.
    ("1 + @", []), ("x_1 @", []), ("x_{12} @", []), ("x^2 @", []), ("@, 1", []), ("@.", []),
    ("@. ", []), ("2 \\cdot @", []), ("@ \\cdot 2", []), ("\\frac{1}{2} @", []),
    ("{1} @", []), ("1, @", []), ("\\text{step @ of 10}", []), ("@ = 1", []), ("1 = @", []),
    ("x1 + @", []),
  ])
  func digitsThatTouchAreFound(tex: String, touched: [Int]) {
    #expect(AuthorFormula(Self.tex(tex)).touched == touched, "\(tex)")
  }

  @Test(arguments: [
    ("\\text{a @}", [true]), ("\\text{a} @", [false]), ("\\text{a {b @} c}", [true]),
    ("\\mathrm{@}", [false]), ("\\text{@} + @ + \\textbf{@}", [true, false, true]),
    ("\\mbox {@}", [true]), ("\\text@ @", [true, false]),
    ("\\tag{@}", [true]), ("\\frac{\\text{a}}{@}", [false]),
  ])
  func wordsAreToldApart(tex: String, isInWords: [Bool]) {
    #expect(AuthorFormula(Self.tex(tex)).places.map(\.isInWords) == isInWords, "\(tex)")
  }

  @Test(arguments: [
    ("@", true), (" @", false), ("@@", false), ("@ + 1", false), ("x", false), ("", false),
    ("{@}", false),
  ])
  func oneAloneIsKnown(tex: String, isAlone: Bool) {
    #expect((AuthorFormula(Self.tex(tex)).onlyPlace != nil) == isAlone)
  }

  @Test(arguments: [("\\verb|@|", 0), ("\\verb*+a @+ @", 1), ("\\verb|@", 0), ("\\verb", 0)])
  func nothingStandsInVerbatimText(tex: String, places: Int) {
    #expect(AuthorFormula(Self.tex(tex)).places.count == places)
  }

  /// Formulas that differ in their values' numbers only are one formula for KaTeX.
  @Test func placesAreCountedAnewInEachFormula() {
    let one = AuthorFormula("a + \(Token.text(.place, 7)) - \\text{b \(Token.text(.place, 12))}")
    let two = AuthorFormula("a + \(Token.text(.place, 3)) - \\text{b \(Token.text(.place, 5))}")
    #expect(one.texWithTokens == two.texWithTokens)
    #expect(
      one.texWithTokens
        == "a + {\\text{\(Token.text(.place, 0))}} - \\text{b {\(Token.text(.place, 1))}}")
  }

  /// Texts at random: the parts between the places and the tokens make up the text again.
  @Test func nothingIsLost() {
    var random = SeededGenerator(seed: 5)
    let parts = [
      "@", "\\,", "{", "}", "\\text{", "^", "_", "1", ".", "x", " ", "\\cdot", "-", "é", "\n",
    ]
    for _ in 0..<500 {
      let tex = Self.tex(
        (0..<Int.random(in: 0...20, using: &random))
          .map { _ in parts.randomElement(using: &random) ?? "" }.joined())
      let formula = AuthorFormula(tex)
      #expect(formula.replacing { place, _ in Token.text(.place, place.number) } == tex)
      #expect(formula.places.count == Token.all(in: tex).count)
    }
  }
}
