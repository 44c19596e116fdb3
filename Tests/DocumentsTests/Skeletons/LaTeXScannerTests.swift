import Tensors
import Testing

@testable import Documents

/// Where in an author's LaTeX a value stands. In these texts `@` stands for a value.
@Suite struct LaTeXScannerTests {
  static func scan(_ text: String) -> (contexts: [Context?], refused: [String]) {
    let scanner = LaTeXScanner(Array(AuthorFormulaTests.tex(text).utf8))
    let places = (0..<text.count { $0 == "@" })
    let refused = Set(scanner.refused.map(\.place))
    return (
      places.filter { !refused.contains($0) }.map { scanner.contexts[$0] },
      scanner.refused.map(\.reason)
    )
  }

  @Test(
    arguments: [
      ("a @ b", [.text]), ("@", [.block]), ("a\n@\nb", [.block]), ("a\n  @  \nb", [.block]),
      ("a\n@ b", [.text]), ("\\section{@}", [.text]), ("\\\\ @", [.text]), ("a & @ \\\\", [.text]),
      ("$@$", [.wholeFormula(isDisplay: false)]), ("\\(@\\)", [.wholeFormula(isDisplay: false)]),
      ("$$@$$", [.wholeFormula(isDisplay: true)]), ("\\[ @ \\]", [.wholeFormula(isDisplay: true)]),
      ("$x = @$", [.formula(.loose)]), ("\\[ -@^2 \\]", [.formula(.base)]),
      (
        "\\begin{align*} a &= @ \\\\ &= 1 - @ \\end{align*} @",
        [.formula(.loose), .formula(.factor), .text]
      ),
      ("\\begin{equation}@\\end{equation}", [.wholeFormula(isDisplay: true)]),
      ("$\\text{a @}$", [.formulaWords]), ("\\$ @", [.text]),
      ("\\$ $x + @$ @", [.formula(.term), .text]),
      ("50\\% @", [.text]), ("% a $\n@ b", [.text]),
      ("\\\\% a\n$@$", [.wholeFormula(isDisplay: false)]),
      ("\\href{https://a/@}{@}", [.address, .text]), ("\\url{@}", [.address]),
      ("\\begin{verbatim}\n$\n\\end{verbatim} @", [.text]), ("\\verb|$| @", [.text]),
      ("\\verb*+%+ @", [.text]), ("\\verb$x$ @", [.text]),
      ("\\verb%x% @", [.text]), ("\\lstinline{x} @ {", [.text]), ("$x$ @ $y$", [.text]),
      ("\\fit{x = @}", [.text]),
    ] as [(String, [Context])])
  func contexts(latex: String, contexts: [Context]) {
    let found = Self.scan(latex)
    #expect(found.contexts == contexts, "\(latex)")
    #expect(found.refused == [], "\(latex)")
  }

  @Test(arguments: [
    ("% @", "a comment"), ("a % @\n", "a comment"), ("\\verb|@|", "\\verb"),
    ("\\verb*|@|", "\\verb"),
    ("\\begin{verbatim}@\\end{verbatim}", "\\begin{verbatim}"),
    ("\\begin{lstlisting}\n@\n\\end{lstlisting}", "\\begin{lstlisting}"),
    ("\\begin{verbatim}@", "\\begin{verbatim}"), ("\\lstinline!@!", "\\lstinline"),
    ("$2@$", "a number: a digit stands right beside it"),
    ("\\[ x_@1 \\]", "a number: a digit stands right beside it"),
    ("\\@", "the name of a command"), ("$\\@$", "the name of a command"),
    ("\\begin{@}", "the name of an environment"),
  ])
  func refuses(latex: String, reason: String) {
    #expect(Self.scan(latex).refused == [reason], "\(latex)")
  }

  @Test func everyPlaceIsKnownOrRefused() {
    var random = SeededGenerator(seed: 7)
    let parts = [
      "@", "$", "$$", "\\", "\\(", "\\)", "\\[", "\\]", "{", "}", "%", "\n", "\\verb|", "|", "x",
      " ",
      "\\begin{align}", "\\end{align}", "\\begin{verbatim}", "\\end{verbatim}", "\\url{", "\\begin",
      "1",
    ]
    for _ in 0..<2_000 {
      let text = (0..<Int.random(in: 0...16, using: &random))
        .map { _ in parts.randomElement(using: &random) ?? "" }.joined()
      let scanner = LaTeXScanner(Array(AuthorFormulaTests.tex(text).utf8))
      let found = Set(scanner.contexts.keys).union(scanner.refused.map(\.place))
      #expect(found == Set(0..<text.count { $0 == "@" }), "\(text.debugDescription)")
    }
  }
}
