import Formulas
import Problems
import Reports
import Tensors
import TestSupport
import Testing

@testable import Templates

/// What is in a filled template beside its text, and what it refuses.
@Suite struct FillingTests {
  // MARK: Tokens and places

  @Test func aValueIsATokenAndAPlace() throws {
    let filled = try filled("a {{b}}{{#c}} {{.}}{{/c}}\n", ["b": "<", "c": [1, 2]])
    #expect(
      String(decoding: filled.text, as: UTF8.self)
        == "a \u{F0000}0\u{F0001} \u{F0000}1\u{F0001} \u{F0000}2\u{F0001}\n")
    #expect(filled.places.count == 3)
    let problems = filled.places.map { filled.problem(with: $0, message: "m").location }
    #expect(problems == ["t.md:1:3: ", "t.md:1:15: ", "t.md:1:15: "])
  }

  @Test func numbersOfPlacesMayHaveManyDigits() throws {
    let items = Value.list((0..<1234).map { .count($0) })
    #expect(
      try written("{{#all}}{{.}} {{/all}}", ["all": items])
        == (0..<1234).map { "\($0) " }.joined())
  }

  @Test func aRecordIsShownAsItsWhole() throws {
    let weights = Value.record(Names([(name: "shape", value: "3x5")], whole: .text("matrix")))
    #expect(try written("{{W}}: {{W.shape}}", ["W": weights]) == "matrix: 3x5")
    // A section of it is about the record, whatever it is as a whole.
    let all = Value.record(Names([(name: "W", value: "dW")], whole: .list([])))
    #expect(try written("{{#all}}{{W}}{{/all}}{{^all}}none{{/all}}", ["all": all]) == "dW")
  }

  @Test func itemsKnowWhereTheyStand() throws {
    let template =
      "{{#all}}{{number}}{{^is_last}}, {{/is_last}}{{#is_first}}a {{/is_first}}{{/all}}"
    #expect(try written(template, ["all": ["a", "b", "c"]]) == "1, a 2, 3")
    // A record's own part goes before.
    #expect(
      try written("{{#all}}{{number}} {{/all}}", ["all": [["number": 7], ["a": 7]]]) == "7 2 ")
    // The inner list hides the outer one's.
    #expect(
      try written("{{#all}}{{#.}}{{number}}{{/.}};{{/all}}", ["all": [["a", "b"], ["c"]]])
        == "12;1;")
  }

  /// What is missing has its reason for every name; names of the sections around it go before.
  @Test func whatIsMissingHidesNothing() throws {
    let cost = Value.record(Names([(name: "a", value: nil)], whole: nil as Value))
    let data: Value = ["all": [nil, cost], "title": "T", "a": 1]
    #expect(try written("{{#all}}{{title}}{{number}} {{/all}}", data) == "T1 T2 ")
    #expect(
      problems("{{#all}}{{^is_first}}{{a}}{{/is_first}}{{/all}}", data)
        == ["t.md:1:22: there is no 'a': it was left out"])
    #expect(
      problems("{{#all}}{{nowhere}}{{/all}}", data)
        == ["t.md:1:9: there is no 'nowhere': it was left out"])
  }

  static let truths: [(what: String, value: Value, isTrue: Bool)] = [
    ("false", false, false), ("true", true, true), ("no text", "", false),
    ("a blank", " ", true), ("no code", .code(""), false), ("a count of 0", 0, true),
    ("a number 0", 0.0, true), ("no items", .list([]), false), ("a record", ["b": 1], true),
    ("nothing", nil, false), ("a formula", .formula(.letter("x")), true),
    ("a tensor", .tensor(TensorView(Tensor(scalar: 0), format: NumberFormat(digits: 8))), true),
    (
      "what is missing as a whole", .record(Names([(name: "b", value: 1)], whole: nil as Value)),
      true
    ),
    ("a listing", .listing("", language: "python"), false),
  ]

  @Test(arguments: truths)
  func isTrue(_ what: String, _ value: Value, _ isTrue: Bool) throws {
    #expect(
      try written("{{#a}}yes{{/a}}{{^a}}no{{/a}}", ["a": value]) == (isTrue ? "yes" : "no"))
  }

  // MARK: Expressions and claims

  @Test func expressionsAreValues() throws {
    #expect(try written("{{(seven)}} {{ (\nseven ) }}") == "7 7")
    #expect(try written("<<(seven)>>", path: "t.tex") == "7")
  }

  @Test func claimsWriteNothing() throws {
    let filled = try filled("a\n  {{?(seven == 7)}}\nb{{?(seven == 8)}}\n{{? (seven == 7) }}\n")
    #expect(String(decoding: filled.text, as: UTF8.self) == "a\nb\n")
    #expect(filled.falseClaims.map(\.claim) == ["seven == 8"])
    #expect(filled.falseClaims.map(\.shown) == ["7 == 8"])
    #expect(
      filled.falseClaims.map(\.problem.description) == [
        """
        t.md:3:6: error: the claim 'seven == 8' is false
          b{{?(seven == 8)}}
               ^
        help: the numbers are 7 == 8
        """
      ])
  }

  @Test func aFalseClaimInAListIsSaidOnce() throws {
    let filled = try filled("{{#all}}{{?(seven == 8)}}{{/all}}", ["all": [1, 2, 3]])
    #expect(filled.falseClaims.count == 1)
  }

  @Test func aClaimInASectionThatIsLeftOutIsNotChecked() throws {
    #expect(try filled("{{#a}}{{?(seven == 8)}}{{/a}}", ["a": false]).falseClaims.isEmpty)
  }

  // MARK: From the filled text back to the template

  /// Every byte of text leads back to the line and column from which it came.
  @Test func theTextKnowsWhereItCameFrom() throws {
    let filled = try filled(
      "äb {{! c }} d\n  {{>p}}\n{{#all}}\n* {{.}} e\n{{/all}}\nf", ["all": [1, 2]],
      partials: ["p": "g\n{{#all}}h{{/all}}\n\ni"])
    let text = String(decoding: filled.text, as: UTF8.self)
    func place(of letter: Character, last: Bool = false) -> String? {
      let index = last ? text.lastIndex(of: letter) : text.firstIndex(of: letter)
      return index.map {
        let offset = text.utf8.distance(from: text.startIndex, to: $0)
        return filled.problem(at: offset, message: "").location
      }
    }
    #expect(place(of: "ä") == "t.md:1:1: ")
    #expect(place(of: "b") == "t.md:1:2: ")
    #expect(place(of: "d") == "t.md:1:13: ")
    #expect(place(of: "g") == "p.md:1:1: ")
    #expect(place(of: "h") == "p.md:2:9: ")
    #expect(place(of: "h", last: true) == "p.md:2:9: ")
    #expect(place(of: "i") == "p.md:4:1: ")
    #expect(place(of: "e") == "t.md:4:9: ")
    #expect(place(of: "e", last: true) == "t.md:4:9: ")
    #expect(place(of: "f") == "t.md:6:1: ")
    #expect(place(of: "\u{F0000}") == "t.md:4:3: ")
    #expect(filled.problem(at: filled.text.count, message: "").location == "t.md:6:2: ")
    // No byte is without a place.
    for offset in 0...filled.text.count {
      #expect(filled.problem(at: offset, message: "").line != nil)
    }
  }

  // MARK: Odd input

  @Test(arguments: [
    ("{{a}}", "1"), ("", ""), ("\u{FEFF}{{a}}", "1"), ("{{a}}\u{301}", "1\u{301}"),
    ("{\u{301}{a}}", "{\u{301}{a}}"), ("{{a}\u{301}}", nil), ("{{! {{a }}b", "b"),
    ("{{=| |=}}|a|{{a}}|={{ }}=|{{a}}", "1{{a}}1"), ("{ {a} }", "{ {a} }"), ("}}{{a}}", "}}1"),
    ("{{a}}\r{{a}}", "1\r1"), ("{{\ra\r}}", "1"), ("{{#a}}{{/a}}\n", "\n"),
    ("e\u{301}{{a}}", "e\u{301}1"),
    ("{{=éé üü=}}ééaüü", "1"), ("\u{E000}{{a}}", "\u{E000}1"),
  ])
  func isFilled(_ template: String, _ text: String?) throws {
    if let text {
      #expect(try written(template, ["a": 1]) == text)
    } else {
      #expect(problems(template, ["a": 1]).count == 1)
    }
  }

  @Test func namesMayHaveAnyLetters() throws {
    #expect(try written("{{θ}} {{ŷ_1}} {{W-2}}", ["θ": 1, "y\u{302}_1": 2, "W-2": 3]) == "1 2 3")
  }

  /// Indentation goes where lines of the partial begin, and never alone on a line.
  @Test func partialsAreIndentedLineByLine() throws {
    let partials = [
      "p": "x\n\n{{#on}}\n{{a}}\n{{/on}}\n{{#on}}y{{/on}}\n {{>q}}\n{{a}}{{>q}}", "q": "1\n2\n",
    ]
    #expect(
      try written("<\n\t{{>p}}\n>", ["on": true, "a": "A\nB"], partials: partials)
        == "<\n\tx\n\n\tA\nB\n\ty\n\t 1\n\t 2\n\tA\nB1\n2\n>")
  }

  // MARK: Limits

  /// What would take without end is refused, at once and with one error.
  static let endless: [(template: String, partials: [String: String], problem: String)] = [
    (
      String(repeating: "{{#a}}", count: 4000) + String(repeating: "{{/a}}", count: 4000), [:],
      "t.md:1:601: sections are nested more than 100 deep"
    ),
    (
      "{{>p}}", ["p": "{{>p}}"],
      "p.md:1:1: the partial 'p' includes itself without end: p > p"
    ),
    (
      "{{>p}}", ["p": "{{>q}}", "q": "\n {{>r}}", "r": "{{>q}}"],
      "r.md:1:1: the partial 'r' includes itself without end: r > q > r"
    ),
    (
      "{{>p0}}", chain(20_000) { "{{>p\($0)}}" },
      "p100.md:1:1: sections and partials are nested more than 100 deep"
    ),
    (
      "{{>p0}}", chain(40) { "{{>p\($0)}}{{>p\($0)}}" },
      "the template takes more than 1000000 steps to be filled"
    ),
    (
      "{{>p0}}", chain(12, end: String(repeating: "x", count: 10_000)) { "{{>p\($0)}}{{>p\($0)}}" },
      "the filled page has more than 32000000 bytes"
    ),
    // A gigabyte of indentation.
    (
      String(repeating: " ", count: 100_000) + "{{>p}}",
      ["p": String(repeating: "x\n", count: 10_000)],
      "p.md:1:1: the filled page has more than 32000000 bytes"
    ),
    (
      String(repeating: "{{#a}}", count: 50) + String(repeating: "{{/a}}", count: 50), [:],
      "t.md:1:289: the template takes more than 1000000 steps to be filled"
    ),
  ]

  /// Partials `p0`, `p1` and so on, each made from the number of the next.
  private static func chain(
    _ count: Int, end: String = "", _ text: (Int) -> String
  ) -> [String: String] {
    var partials = ["p\(count)": end]
    for number in 0..<count { partials["p\(number)"] = text(number + 1) }
    return partials
  }

  /// What would take without end is refused soon, with one error.
  @Test(arguments: endless)
  func isRefused(_ template: String, _ partials: [String: String], _ problem: String) {
    var found: [String] = []
    let time = processorTime { found = problems(template, ["a": [1, 1]], partials: partials) }
    #expect(time < .seconds(60))
    #expect(found.count == 1 && found[0].hasSuffix(problem), "\(found.prefix(3)) for \(problem)")
  }

  @Test func problemsAreNotListedWithoutEnd() {
    #expect(problems(String(repeating: "{{}}", count: 100_000)).count == 100)
    #expect(problems(String(repeating: "{{a}}", count: 100_000)).count == 101)
    #expect(problems(String(repeating: "{{", count: 100_000) + "}}").count == 100)
    #expect(problems(String(repeating: "{{#a}}{{/b}}", count: 10_000)).count >= 100)
  }
}
