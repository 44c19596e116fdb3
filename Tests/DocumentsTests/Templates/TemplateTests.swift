import Problems
import Testing
import WorkedExamples

@testable import Documents

@Suite struct TemplateTests {
  func template(
    _ text: String, partials: [String: String] = [:], markup: Markup = .markdown
  ) throws -> Template {
    let ending = markup == .latex ? "tex" : "md"
    return try Template(
      TemplateFile(path: "Templates/t.\(ending)", text: text, markup: markup),
      partials: Dictionary(
        uniqueKeysWithValues: partials.map {
          ($0, TemplateFile(path: "Templates/\($0).\(ending)", text: $1, markup: markup))
        }))
  }

  func filled(
    _ text: String, partials: [String: String] = [:], markup: Markup = .markdown,
    title: String = "Title"
  ) throws -> String {
    try template(text, partials: partials, markup: markup).fill(Fixture.softmax(title: title))
  }

  @Test(arguments: [
    ("{{x}}", "\\begin{bmatrix} 0.1 & 0.5 & 0.4 \\end{bmatrix}"),
    ("{{{S.3}}} {{&S.3}} {{ S.3 }}", "0.21698333 0.21698333 0.21698333"),
    ("{{W.2.3}} {{W.3}}", "0.8 \\begin{bmatrix} 0.11 & 0.12 & 0.13 & 0.14 & 0.15 \\end{bmatrix}"),
    ("{{gradient.W.2.3}} {{gradient.L.W.1.1}}", "-0.39150833 0.01909135"),
    ("{{jacobian.S.z.1.1}}", "0.15446555"),
    ("{{jacobian.L.S}}", "\\begin{bmatrix} 0 & 0 & -4.60864897 & 0 & 0 \\end{bmatrix}"),
    ("{{quantity.y}}", "\\begin{bmatrix} 0 & 0 & 1 & 0 & 0 \\end{bmatrix}"),
    ("{{#S}}{{rows}}x{{columns}}{{/S}}", "1x5"),
    ("{{#givens}}{{symbol}}{{^is_last}}, {{/is_last}}{{/givens}}", "x, W, y"),
    ("{{#descents}}{{#moved}}{{.}}{{/moved}}{{/descents}}", "W"),
    ("{{^has_derivations}}none{{/has_derivations}}", "none"),
    ("{{=<% %>=}}<%L%> {{L}}", "1.52793475 {{L}}"),
    ("{{! a comment }}{{L}}", "1.52793475"),
    ("{{#has_givens}}\n{{L}}\n{{/has_givens}}\n", "1.52793475\n"),
  ])
  func values(text: String, result: String) throws {
    let shown = try filled(text)
    #expect(shown == result)
  }

  @Test func latexHasDelimitersOfItsOwn() throws {
    #expect(
      try filled("<<S.3>> {{S.3}} <<#has_givens>>x<</has_givens>>", markup: .latex)
        == "0.21698333 {{S.3}} x")
  }

  @Test func partialsSeeTheSameNames() throws {
    #expect(
      try filled(
        "a\n  {{> p}}\nb", partials: ["p": "{{#givens}}{{> q}}{{/givens}}\n", "q": "{{name}}"])
        == "a\n  `x``W``y`\nb")
  }

  @Test func textComesOutAsTyped() throws {
    let title = "1. <b> *a* _b_ $c$ 100% & \\d `e` [f](g) | ~ #"
    #expect(
      try filled("{{title}}", title: title)
        == "1\\. \\<b\\> \\*a\\* \\_b\\_ \\$c\\$ 100% \\& \\\\d \\`e\\` \\[f\\](g) \\| \\~ \\#")
    #expect(
      try filled("<<title>>", markup: .latex, title: "<b> 100% & \\d_e {f} ~ ^ # $")
        == "\\textless{}b\\textgreater{} 100\\% \\& \\textbackslash{}d\\_e \\{f\\} "
        + "\\textasciitilde{} \\textasciicircum{} \\# \\$")
    // In code nothing is escaped.
    #expect(try filled("`{{title}}` {{title}}", title: "a_b") == "`a_b` a\\_b")
    #expect(try filled("```\n{{title}}\n```\n{{title}}", title: "a_b") == "```\na_b\n```\na\\_b")
  }

  /// Each wrong template with the exact text of what is printed about it.
  @Test(arguments: [
    (
      "a\n  {{Sx}}",
      """
      Templates/t.md:2:3: error: there is no value 'Sx'
          {{Sx}}
          ^
      help: did you mean 'S' or 'x'?
      """
    ),
    (
      "{{#jacobian.S}}{{/jacobian.S}}{{tilte}}",
      """
      Templates/t.md:1:31: error: there is no value 'tilte'
        {{#jacobian.S}}{{/jacobian.S}}{{tilte}}
                                      ^
      help: did you mean 'title'?
      """
    ),
    (
      "{{S.9}}",
      """
      Templates/t.md:1:1: error: S has 5 entries, counted from 1: there is no S.9
        {{S.9}}
        ^
      """
    ),
    (
      "{{W.4.1}}",
      """
      Templates/t.md:1:1: error: W has 3 rows, counted from 1: there is no W.4
        {{W.4.1}}
        ^
      """
    ),
    (
      "{{L.1}}",
      """
      Templates/t.md:1:1: error: L is a single number, it has no entries
        {{L.1}}
        ^
      """
    ),
    (
      "{{gradient.V}}",
      """
      Templates/t.md:1:1: error: there is no part 'V'
        {{gradient.V}}
        ^
      help: did you mean 'L' or 'W'?
      """
    ),
    (
      "{{givens}}",
      """
      Templates/t.md:1:1: error: a list can only open a section
        {{givens}}
        ^
      """
    ),
    (
      "{{#givens}}",
      """
      Templates/t.md:1:1: error: the section 'givens' is never ended
        {{#givens}}
        ^
      help: end it with {{/givens}}
      """
    ),
    (
      "{{#givens}}\n{{/steps}}",
      """
      Templates/t.md:2:1: error: the section 'givens' of line 1 is still open here, but 'steps' is ended
        {{/steps}}
        ^
      """
    ),
    (
      "{{S",
      """
      Templates/t.md:1:1: error: the tag is never closed
        {{S
        ^
      help: write '}}' behind its name
      """
    ),
    (
      "{{a b}}",
      """
      Templates/t.md:1:1: error: 'a b' is not a name
        {{a b}}
        ^
      help: a name has letters, digits, '_', '-' and '.'
      """
    ),
    (
      "{{> given}}",
      """
      Templates/t.md:1:1: error: there is no partial 'given'
        {{> given}}
        ^
      help: did you mean 'givens'?
      """
    ),
    (
      "{{> loop}}",
      """
      Templates/loop.md:1:2: error: the partial 'loop' includes itself: loop > again > loop
        -{{> again}}
      """
    ),
  ])
  func errors(text: String, message: String) throws {
    let partials = ["givens": "", "loop": "-{{> again}}", "again": "{{> loop}}"]
    do {
      let result = try filled(text, partials: partials)
      Issue.record("filled: \(result)")
    } catch let problems as Problems {
      if text.contains("loop") {
        #expect(
          problems.description.contains("the partial 'loop' includes itself: loop > again > loop"))
      } else {
        #expect(problems.description == message)
      }
    }
  }
}
