import Tensors
import TestSupport
import Testing

@testable import Documents

/// Where in HTML a value stands, as a browser would see it. In these texts `@` stands for a value.
@Suite struct HTMLScannerTests {
  static func scan(_ text: String, known: [Int: Context] = [:]) -> HTMLScanner {
    HTMLScanner(Array(AuthorFormulaTests.tex(text).utf8), known: known)
  }

  @Test(
    arguments: [
      ("@", [.text]), ("a @ b", [.text]), ("<p>@</p>", [.text]), ("@<p>", [.text]),
      ("</p>@", [.text]),
      ("@@", [.text, .text]), ("<p>@", [.text]), ("a < b @", [.text]), ("a <3 @", [.text]),
      ("a </ @", [.text]), ("<>@", [.text]), ("&amp;@;", [.text]),
      // Code, and out of it again.
      ("<code>@</code>@", [.code, .text]), ("<pre>@</pre>", [.code]),
      ("<PRE>@</Pre>@", [.code, .text]),
      ("<pre><code>@</code>@</pre>@", [.code, .code, .text]), ("<kbd>@</kbd>", [.code]),
      ("<samp>@</samp>", [.code]), ("</code>@", [.text]), ("<codex>@", [.text]),
      ("<code><b>@</b></code>", [.code]),
      // Attributes.
      ("<a title=\"@\">", [.plain]), ("<a title=\"a @ b\" x=\"@\">@", [.plain, .plain, .text]),
      ("<a\ntitle = \"@\">", [.plain]), ("<a title=\">@\">@", [.plain, .text]),
      ("<a title=\"'@'\">", [.plain]), ("<a title=\"<!-- @\">", [.plain]),
      ("<a/title=\"@\"/>", [.plain]),
      ("<a b title=\"@\">", [.plain]), ("<a =b=\"@\">", [.plain]), ("<a title=\"@", [.plain]),
      ("<a title=\"\"x=\"@\">", [.plain]), ("</a title=\"@\">@", [.plain, .text]),
      ("<a href=\"@\">", [.address]), ("<a HREF=\"a/@#@\">", [.address, .address]),
      ("<img src=\"@\" alt=\"@\">", [.address, .plain]), ("<form action=\"@\">", [.address]),
      ("<a href=\"https://a/@:b\">", [.address]), ("<a href=\"?@:\">", [.address]),
      ("<a href=\"#@:\">", [.address]), ("<a href=\"mailto:@\">", [.address]),
      ("<math alttext=\"@\">", [.speech]),
      // Elements that hold text only.
      ("<title>@</title>@", [.plain, .text]), ("<title><b>@</b></title>", [.plain]),
      ("<textarea>@</textarea>@", [.plain, .text]), ("<title>@", [.plain]),
      ("<title></titlex>@</title>@", [.plain, .text]),
      // Formulas.
      ("<math><mtext>@</mtext></math>@", [.formula(.loose), .text]),
      ("<math><mtext>a @</mtext><mi>@</mi></math>", [.formulaWords, .formulaWords]),
      ("<mtext>@</mtext>", [.text]),
      ("<math><mtext>@</mtext><mtext>@</mtext></math>", [.formula(.loose), .formula(.loose)]),
      // Behind what holds no values.
      ("<script></script>@", [.text]), ("<style>a<b</style>@", [.text]), ("<!-- a -->@", [.text]),
      ("<!-->@", [.text]), ("<!--->@", [.text]), ("<!-- a --!>@", [.text]), ("<!---->@", [.text]),
      ("<!DOCTYPE html>@", [.text]), ("<?php ?>@", [.text]), ("<script></SCRIPT >@", [.text]),
    ] as [(String, [Context])])
  func contexts(html: String, contexts: [Context]) {
    let scanner = Self.scan(html)
    #expect(scanner.skeleton.places.map(\.context) == contexts, "\(html)")
    #expect(scanner.refused.map(\.reason) == [], "\(html)")
  }

  @Test(
    arguments: [
      ("<a title='@'>", "an attribute in single quotes"),
      ("<a title=@>", "an attribute without quotes"),
      ("<a title=x@y>", "an attribute without quotes"),
      ("<a title= @>", "an attribute without quotes"),
      ("<a onclick=\"@\">", "the attribute 'onclick'"),
      ("<a ONLOAD=\"f(@)\">", "the attribute 'onload'"),
      ("<a onclick='@'>", "the attribute 'onclick'"),
      ("<a style=\"color: @\">", "the attribute 'style'"),
      ("<iframe srcdoc=\"@\">", "the attribute 'srcdoc'"), ("<@>", nil),
      ("<a@>", "the name of a tag"),
      ("<a @>", "the name of an attribute"), ("<a b@=\"c\">", "the name of an attribute"),
      ("<a b=\"c\"@>", "the name of an attribute"), ("</a@>", "the name of a tag"),
      ("<!-- @ -->", "a comment"), ("<!-- @", "a comment"), ("<!-- --> <!--@-->", "a comment"),
      ("<!DOCTYPE @>", "a declaration"), ("<?php @ ?>", "a declaration"),
      ("<!x @", "a declaration"),
      ("<script>@</script>", "<script>"), ("<SCRIPT>\"</b>@\"</SCRIPT>", "<script>"),
      ("<script>@", "<script>"), ("<script></scriptx>@</script>", "<script>"),
      ("<script></scrip>@</script>", "<script>"), ("<style>a { b: @ }</style>", "<style>"),
      ("<xmp>@</xmp>", "<xmp>"), ("<iframe>@</iframe>", "<iframe>"),
      ("<noscript>@</noscript>", "<noscript>"),
      ("<noembed>@", "<noembed>"), ("<noframes>@", "<noframes>"), ("<plaintext>@", "<plaintext>"),
      ("<a href=\"@:b\">", "the scheme of a link"),
      ("<a href=\"java@:b\">", "the scheme of a link"),
      ("<img src=\"  @script:\">", "the scheme of a link"),
      ("<a href='@:b'>", "an attribute in single quotes"),
    ] as [(String, String?)])
  func refuses(html: String, reason: String?) {
    let refused = Self.scan(html).refused
    #expect(refused.map(\.reason) == [reason].compactMap { $0 }, "\(html)")
    #expect(refused.allSatisfy { $0.place == 0 })
  }

  /// A value that is a block or a whole formula of its own in the Markdown stays one.
  @Test func whatIsKnownStays() {
    let known: [Int: Context] = [0: .block, 1: .wholeFormula(isDisplay: true), 2: .formula(.base)]
    let scanner = Self.scan("@ @ <math><mtext>@</mtext></math>", known: known)
    #expect(scanner.skeleton.places.map(\.context) == [known[0], known[1], known[2]])
    // But code is code, and an attribute an attribute.
    let other = Self.scan("<code>@</code><a title=\"@\">", known: known)
    #expect(other.skeleton.places.map(\.context) == [.code, .plain])
  }

  /// Markup at random: what is between the places is the text, every place is found once, kept or
  /// refused, and where it stands in text, closing everything before it changes nothing.
  @Test func nothingIsLost() {
    var random = SeededGenerator(seed: 6)
    let parts = [
      "@", "<", ">", "<a ", "<p>", "</p>", "\"", "'", "=", "href=", "title=\"", "onclick=", "<!--",
      "-->", "<script>", "</script>", "<title>", "</title>", "<code>", "</code>", " ", "/", "x",
      "<?",
      "<!", "<math>", "<mtext>", "</mtext>", "</math>", ":", "#", "é",
    ]
    for _ in 0..<2_000 {
      let text = (0..<Int.random(in: 0...16, using: &random))
        .map { _ in parts.randomElement(using: &random) ?? "" }.joined()
      let scanner = Self.scan(text)
      let found = scanner.skeleton.places.map(\.number) + scanner.refused.map(\.place)
      #expect(Set(found) == Set(0..<text.count { $0 == "@" }), "\(text)")
      var rebuilt: [UInt8] = []
      scanner.skeleton.write(to: &rebuilt) { place, output in
        let isFormula = if case .formula = place.context { true } else { false }
        let token = Token.text(.place, place.number)
        output += (isFormula ? "<mtext>\(token)</mtext>" : token).utf8
      }
      #expect(String(decoding: rebuilt, as: UTF8.self) == AuthorFormulaTests.tex(text), "\(text)")
    }
  }

  /// Texts that would take minutes were one of them read in quadratic time.
  @Test(
    arguments: [
      "<", "<a ", "<a b=\"", "<!--", "<script>", "<title>", "<title></titl", "\u{F0000}1\u{F0001}<",
      "<math><mtext>", "<a href=\"x", "<p>", "</script", "<textarea></",
    ])
  func takesLinearTime(part: String) {
    let text = String(repeating: part, count: 100_000 / part.utf8.count)
    let time = processorTime {
      #expect(HTMLScanner(Array(text.utf8)).skeleton.bytes.count <= text.utf8.count)
    }
    #expect(time < .seconds(60))
  }
}
