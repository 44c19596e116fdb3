import Problems
import Testing

@testable import Documents

/// What an author is told of a template in which a value cannot stand, with its place.
@Suite struct DocumentProblemTests {
  static func problems(
    _ prose: String, partials: [String: String] = [:], shell: String = "{{content}}",
    own: String? = nil
  ) throws -> [Problem] {
    do {
      let made = try Documents(prose, partials: partials, shell: shell, own: own)
      Issue.record("no problem, but \(made.html)")
      return []
    } catch let problems as Problems {
      return problems.all
    }
  }

  @Test(arguments: [
    ("a\n\n<!-- {{L}} -->", "3:6", "no value can stand in a comment"),
    ("a <b onclick=\"{{L}}\">b</b>", "1:15", "no value can stand in the attribute 'onclick'"),
    ("<b title='{{title}}'>b</b>", "1:11", "no value can stand in an attribute in single quotes"),
    ("<b title={{title}}>b</b>", "1:10", "no value can stand in an attribute without quotes"),
    ("<script>\nlet a = {{L}}\n</script>", "2:9", "no value can stand in <script>"),
    ("<style>\n\n{{L}}</style>", "3:1", "no value can stand in <style>"),
    ("[a]({{title}}:b)", "1:5", "no value can stand in the scheme of a link"),
    ("é [a](java{{title}}:b)", "1:11", "no value can stand in the scheme of a link"),
    ("<a href=\"{{title}}:b\">b</a>", "1:10", "no value can stand in the scheme of a link"),
    ("| a |\n|{{L}}---|\n| b |", "2:2", "no value can stand in the row of dashes of a table"),
    (
      "a $2{{L}}$", "1:5",
      "a digit stands right beside this value: together they read as another number"
    ),
    (
      "> a\n> $$\n> x_{ {{L}}1}\n> $$", "3:7",
      "a digit stands right beside this value: together they read as another number"
    ),
    (
      "é $a$ $\\foo + {{L}}$", "1:7",
      "the formula cannot be typeset: Undefined control sequence: \\foo"
    ),
    ("a $\\verb|{{L}}|$", "1:10", "no value can stand in \\verb"),
    ("a\n\n$$\nx^2^3\n$$", "3:1", "the formula cannot be typeset: Double superscript"),
  ])
  func inTheProse(prose: String, place: String, message: String) throws {
    let problems = try Self.problems(prose)
    #expect(problems.count == 1)
    #expect(problems.first?.location == "Templates/t.md:\(place): ")
    #expect(problems.first?.message == message)
    #expect(problems.first?.excerpt != nil)
  }

  /// A fault inside a partial is told in that file, however deep it was included.
  @Test func inPartials() throws {
    let partials = [
      "a": "one\n\n  {{> partials/b}}\n", "b": "two\n$x^2^3$ and $3{{L}}$\n\n<!-- {{L}} -->\n",
    ]
    let problems = try Self.problems("first\n\n{{> partials/a}}\n", partials: partials)
    #expect(
      Set(problems.map { $0.location + ($0.message.split(separator: ":").first ?? "") }) == [
        "Templates/partials/b.md:2:1: the formula cannot be typeset",
        "Templates/partials/b.md:2:15: a digit stands right beside this value",
        "Templates/partials/b.md:4:6: no value can stand in a comment",
      ])
  }

  @Test(arguments: [
    (
      "<title>{{title}}</title>\n<a href={{name}}>\n{{content}}", "2:9",
      "an attribute without quotes"
    ),
    ("<script>{{title}}</script>{{content}}", "1:9", "<script>"),
    ("<!DOCTYPE {{name}}>{{content}}", "1:11", "a declaration"),
  ])
  func inTheShell(shell: String, place: String, reason: String) throws {
    let problems = try Self.problems("a", shell: shell)
    #expect(problems.map(\.location) == ["Templates/page.html:\(place): "])
    #expect(problems.map(\.message) == ["no value can stand in \(reason)"])
  }

  @Test(arguments: [
    ("a\n% <<L>>\n", "2:3", "a comment"), ("\\verb|<<L>>|", "1:7", "\\verb"),
    ("a $x + 2<<L>>$", "1:9", "a number: a digit stands right beside it"),
  ])
  func inAnAuthorsLaTeX(latex: String, place: String, reason: String) throws {
    let problems = try Self.problems("a", own: latex)
    #expect(problems.map(\.location) == ["Templates/t.tex:\(place): "])
    #expect(problems.map(\.message) == ["no value can stand in \(reason)"])
  }

  @Test func allAtOnce() throws {
    let problems = try Self.problems("$2{{L}}$ <!-- {{L}} -->\n\n$x^2^3$ [a]({{L}}:b)\n")
    #expect(problems.count == 4)
  }

  /// The same text with a fault is refused each time it is asked for, as what is fine is made.
  @Test func aFaultIsRemembered() throws {
    for _ in 0..<2 { #expect(try Self.problems("<!-- {{L}} --> again").count == 1) }
  }
}
