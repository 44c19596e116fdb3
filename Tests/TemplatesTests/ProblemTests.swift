import Problems
import Reports
import Testing

@testable import Templates

/// Templates that are wrong, each with the exact message an author sees.
@Suite struct ProblemTests {
  struct Case: Sendable, CustomTestStringConvertible {
    let template: String
    let data: Value
    let partials: [String: String]
    let path: String
    let problems: [String]
    var testDescription: String { template.count > 60 ? problems.joined() : template }

    init(
      _ template: String, _ data: Value = [:], partials: [String: String] = [:],
      path: String = "t.md", says problems: String...
    ) {
      (self.template, self.data, self.partials) = (template, data, partials)
      (self.path, self.problems) = (path, problems)
    }
  }

  static let syntax: [Case] = [
    Case("a\n  {{b", says: "t.md:2:3: the tag is never closed | write '}}' where it ends"),
    Case("a{{", says: "t.md:1:2: the tag is never closed | write '}}' where it ends"),
    Case("a{{{b}} c", says: "t.md:1:2: the tag is never closed | write '}}}' where it ends"),
    Case("{{!\nb", says: "t.md:1:1: the tag is never closed | write '}}' where it ends"),
    Case(
      "<<x", path: "t.tex", says: "t.tex:1:1: the tag is never closed | write '>>' where it ends"),
    Case(
      "{{a {{b}} {{c", ["b": 1],
      says: "t.md:1:1: the tag is never closed | write '}}' where it ends",
      "t.md:1:11: the tag is never closed | write '}}' where it ends"),
    Case("{{}}", says: "t.md:1:1: the tag is empty | a value is written {{name}}"),
    Case("{{ \n }}", says: "t.md:1:1: the tag is empty | a value is written {{name}}"),
    Case("<<>>", path: "t.tex", says: "t.tex:1:1: the tag is empty | a value is written <<name>>"),
    Case("{{#}}{{/}}", says: "t.md:1:1: the tag has no name", "t.md:1:6: the tag has no name"),
    Case(
      "{{a b}}",
      says:
        "t.md:1:1: 'a b' is not a name | a name has letters, digits, '_' and '-'; a '.' stands before the name of a part"
    ),
    Case(
      "{{a..b}}",
      says:
        "t.md:1:1: 'a..b' is not a name | a name has letters, digits, '_' and '-'; a '.' stands before the name of a part"
    ),
    Case(
      "{{#S[3]}}",
      says:
        "t.md:1:1: 'S[3]' is not a name | a name has letters, digits, '_' and '-'; a '.' stands before the name of a part"
    ),
    Case("{{$a}}", says: "t.md:1:1: there are no '{{$' tags | a value is written {{name}}"),
    Case("{{<a}}", says: "t.md:1:1: there are no '{{<' tags | a value is written {{name}}"),
    Case("{{=<% %>}}", says: Self.delimiters()),
    Case("{{=<%}}", says: Self.delimiters()),
    Case("{{==}}", says: Self.delimiters()),
    Case("{{=a b c=}}", says: Self.delimiters()),
    Case("{{=a= =b=}}", says: Self.delimiters()),
    Case(
      "{{=<% %>=}}<%=a=%>",
      says:
        "t.md:1:12: new delimiters are an opening and a closing one, without '=' in them | for example <%=<% %>=%>"
    ),
    Case("{{=<% #>=}}<%#>", says: "t.md:1:12: the tag is empty | a value is written <%name#>"),
    Case(
      "a\n{{#b}}\n{{#c}}{{/c}}",
      says: "t.md:2:1: the section 'b' is never closed | write {{/b}} where it ends"),
    Case(
      "<<#a>><<^b>>", path: "t.tex",
      says: "t.tex:1:1: the section 'a' is never closed | write <</a>> where it ends",
      "t.tex:1:7: the section 'b' is never closed | write <</b>> where it ends"),
    Case("a {{/b}}", says: "t.md:1:3: there is no open section 'b' to be closed"),
    Case(
      "{{#checks}}\n{{/cheks}}",
      says:
        "t.md:2:1: 'cheks' is closed, but the open section is 'checks' of line 1 | write {{/checks}}"
    ),
    Case(
      "{{#a}}\n{{#b}}\n{{/a}}",
      says: "t.md:3:1: 'a' is closed, but the open section is 'b' of line 2 | write {{/b}}"),
    Case(
      "{{> partials/step}}", partials: ["partials/steps": "", "other": ""],
      says: "t.md:1:1: there is no partial 'partials/step' | did you mean 'partials/steps'?"),
    Case(
      "{{>p}}", partials: ["p": "a\n{{>q}}"],
      says: "p.md:2:1: there is no partial 'q' | did you mean 'p'?"),
    Case(
      "{{/a}}{{>p}}", partials: ["p": "\n{{b"],
      says: "t.md:1:1: there is no open section 'a' to be closed",
      "p.md:2:1: the tag is never closed | write '}}' where it ends"),
    Case("{{(1}}", says: "t.md:1:1: an expression has '(' without ')'"),
    Case("{{()}}", says: "t.md:1:1: an expression has nothing between its parentheses"),
    Case("{{(a)+(b)}}", says: Self.oneMore("an expression", "{{((a)+(b))}}")),
    Case("{{(a))}}", says: Self.oneMore("an expression", "{{((a)))}}")),
    Case("{{?a}}", says: Self.oneMore("a claim", "{{?(a)}}")),
    Case("{{?)(}}", says: Self.oneMore("a claim", "{{?()()}}")),
    Case("{{?}}", says: "t.md:1:1: a claim has nothing between its parentheses"),
    Case("{{?( )}}", says: "t.md:1:1: a claim has nothing between its parentheses"),
    Case(
      "é{{! \u{F0000} }}",
      says:
        "t.md:1:6: a template cannot have the private-use character U+F0000 | such characters mark the places of values; remove it"
    ),
    Case(
      "\u{10FFFD}",
      says:
        "t.md:1:1: a template cannot have the private-use character U+10FFFD | such characters mark the places of values; remove it"
    ),
  ]

  private static func delimiters() -> String {
    "t.md:1:1: new delimiters are an opening and a closing one, without '=' in them | for example {{=<% %>=}}"
  }

  private static func oneMore(_ what: String, _ written: String) -> String {
    "t.md:1:1: \(what) stands in one pair of parentheses | write \(written)"
  }

  static let names: [Case] = [
    Case("{{titel}}", ["title": 1], says: "t.md:1:1: there is no 'titel' | did you mean 'title'?"),
    Case(
      "{{#W}}{{titel}}{{/W}}", ["title": 1, "W": ["a": 1]],
      says: "t.md:1:7: there is no 'titel' | did you mean 'title'?"),
    Case(
      "{{#all}}{{numbre}}{{/all}}", ["all": [1, 2]],
      says: "t.md:1:9: there is no 'numbre' | did you mean 'number'?"),
    Case("{{number}}", ["all": [1]], says: "t.md:1:1: there is no 'number' | there are all"),
    Case(
      "{{x}}\n{{y}}\n{{#z}}{{x}}{{/z}}", ["abc": 1],
      says: "t.md:1:1: there is no 'x' | there are abc",
      "t.md:2:1: there is no 'y' | there are abc",
      "t.md:3:1: there is no 'z' | there are abc"),
    Case(
      "{{W.shap.rows}}", ["W": ["shape": 1]],
      says: "t.md:1:1: 'W' has no 'shap' | did you mean 'shape'?"),
    Case("{{n.a}}", ["n": 5], says: "t.md:1:1: 'n' has no 'a'"),
    Case(
      "{{on}}", ["on": true],
      says: "t.md:1:1: 'on' is true or false and cannot be shown | write {{#on}}...{{/on}}"),
    Case(
      "<<all>>", ["all": ["a", "b"]], path: "t.tex",
      says:
        "t.tex:1:1: 'all' is a list with 2 items and cannot be shown | write <<#all>>...<</all>> around what is said of each"
    ),
    Case(
      "{{W}}", ["W": ["shape": 1, "a": 2]],
      says: "t.md:1:1: 'W' has parts and nothing to be shown as a whole | it has shape, a"),
    Case("{{W.a}}", ["W": ["a": nil]], says: "t.md:1:1: there is no 'W.a': it was left out"),
    Case(
      "{{W.a.b.c}}", ["W": ["a": nil]], says: "t.md:1:1: there is no 'W.a.b.c': it was left out"),
    Case(
      "{{all.3}}", ["all": ["a", "b"]],
      says: "t.md:1:1: there is no 'all.3': there are 2 of them, counted from 1"),
    Case(
      "a\n {{>p}}", partials: ["p": "b\n  {{c}}"], says: "p.md:2:3: there is no 'c'"),
    Case(
      "a {{( eight)}}", says: "t.md:1:8: not seven | say seven"),
    Case("{{?(\nbad)}}", says: "t.md:2:1: no claim"),
  ]

  @Test(arguments: syntax + names)
  func says(_ sample: Case) {
    let found = problems(
      sample.template, sample.data, partials: sample.partials, path: sample.path)
    #expect(found == sample.problems)
  }

  @Test func aProblemShowsItsLine() throws {
    let problems = try #require(throws: Problems.self) {
      _ = try filled("one\nsee {{thre}} and\n", ["three": 3])
    }
    #expect(
      problems.description == """
        t.md:2:5: error: there is no 'thre'
          see {{thre}} and
              ^
        help: did you mean 'three'?
        """)
  }

  /// A tag in a list has its problem once, however many items there are.
  @Test func eachTagHasItsProblemOnce() {
    #expect(problems("{{#all}}{{a}}{{/all}}", ["all": [1, 2, 3]]).count == 1)
    #expect(problems("{{a}}{{a}}").count == 2)
    #expect(problems("{{#all}}{{(one)}}{{/all}}", ["all": [1, 2, 3]]).count == 1)
  }
}
