import Foundation
import Problems
import Testing

@testable import Site

/// Whole pages, from the author's files to what is published.
@Suite struct WholeSiteTests {
  /// A loss that uses a parameter directly and through a step.
  static let ridge = """
    title: Ridge regression
    given:
      X: [[1, 2], [3, 4]]
      y: [5, 14]
      w: [1, 2]
      lam: 0.5
    model: |
      r = X @ w - y
      L = sum(r**2) + lam * sum(w**2)
    differentiate: { L: w }
    """

  static let threeLayers = """
    title: Three layers
    given:
      X: { random: [4, 3], seed: 1 }
      W1: { random: [3, 5], seed: 2 }
      W2: { random: [5, 4], seed: 3 }
      W3: { random: [4, 2], seed: 4 }
      Y: { one_hot: [1, 2, 2, 1], of: 2 }
    model: |
      h1 = tanh(X @ W1)
      h2 = tanh(h1 @ W2)
      S = softmax(h2 @ W3)
      L = cross_entropy(Y, S)
    differentiate: { L: [W1, W2, W3] }
    digits: 4
    """

  static func built(_ examples: [String: String], _ templates: [String: String] = [:]) throws
    -> Sandbox
  {
    let sandbox = try Sandbox(examples: examples)
    for (name, text) in templates { try sandbox.write("Templates/\(name)", text) }
    _ = try sandbox.build()
    return sandbox
  }

  /// By hand: dL/dw = 2 Xᵀ r + 2 lam w = (-17, -22) with r = (0, -3); the direct part alone is (1, 2).
  @Test func theTotalDerivativeIsDerived() throws {
    let sandbox = try Self.built(["ridge": Self.ridge])
    defer { sandbox.delete() }
    let json =
      try JSONSerialization.jsonObject(
        with: Data((sandbox.read("Output/ridge.json") ?? "").utf8)) as? [String: Any]
    let gradient = try #require((json?["gradients"] as? [[String: Any]])?.first)
    #expect(gradient["values"] as? [Double] == [-17, -22])
    let form = try #require(gradient["closed_form"] as? [String: Any])
    #expect((form["values"] as? [Double])?.map { ($0 * 1e9).rounded() / 1e9 } == [-17, -22])
    #expect((form["text"] as? String)?.contains("X") == true)
    #expect(
      (form["text"] as? String)?.contains("lam") == true
        || (form["text"] as? String)?.contains("λ") == true)
    let derivations = try #require(json?["derivations"] as? [[String: Any]])
    let total = derivations.filter {
      $0["kind"] as? String == "total" && $0["with_respect_to"] as? String == "w"
    }
    #expect(total.count == 1)
    let steps = try #require(total.first?["steps"] as? [[String: Any]])
    let last = try #require((steps.last?["after"] as? [String: String])?["text"])
    #expect(last.contains("X") && last.contains("lam"), "\(last)")
    // The page says what it is of: d, not ∂, and the result that holds.
    let page = try #require(sandbox.read("Output/ridge.md"))
    #expect(page.contains("\\frac{\\mathrm{d}L}{\\mathrm{d}w"))
  }

  /// No derivation, matrix or product stands twice.
  @Test func nothingLongStandsTwice() throws {
    let sandbox = try Self.built(["net": Self.threeLayers])
    defer { sandbox.delete() }
    let page = try #require(sandbox.read("Output/net.md"))
    let parts = page.components(separatedBy: "$$").enumerated().filter { $0.offset % 2 == 1 }
      .map { $0.element.filter { !$0.isWhitespace } }.filter { $0.count > 120 }
    #expect(parts.count > 10)
    let repeated = Dictionary(grouping: parts) { $0 }.filter { $1.count > 1 }
    #expect(repeated.keys.sorted() == [])
    // Nor does a matrix within a formula, but where it is put in for its name.
    let matrices = page.matches(
      of: /\\begin\{[a-z]*matrix\}.*?\\end\{[a-z]*matrix\}/.dotMatchesNewlines()
    )
    .map { String($0.output) }.filter { $0.count > 200 }
    let often = Dictionary(grouping: matrices) { $0 }.filter { $1.count > 2 }
    #expect(often.count == 0, "\(often.keys.map { $0.prefix(80) })")
  }

  @Test func randomGivensShowTheDigitsAskedFor() throws {
    let sandbox = try Self.built(["net": Self.threeLayers], ["net.md": "{{X.1.1}} {{W1}}\n"])
    defer { sandbox.delete() }
    let page = try #require(sandbox.read("Output/net.md"))
    let numbers = page.matches(of: /[0-9]+\.([0-9]+)/).map { $0.output.1.count }
    #expect(numbers.count == 16)
    #expect(numbers.allSatisfy { $0 <= 4 }, "\(page)")
  }

  /// Sentences of the shipped template hold for any givens: no claim of it fails, and what it says
  /// of the numbers follows them.
  @Test(arguments: ["[1, 2]", "[0, 0]", "[-3, 1e-9]", "[1000000, -5]", "[0.5]"])
  func theDefaultTemplateHoldsForAnyGivens(x: String) throws {
    let sandbox = try Self.built(["one": Sandbox.example("One", x: x)])
    defer { sandbox.delete() }
    #expect(sandbox.read("Output/one.html")?.contains("<h1") == true)
  }

  @Test func falseClaimsEndTheBuild() throws {
    let sandbox = try Sandbox(examples: [
      "one": Sandbox.example("One"), "two": Sandbox.example("Two", x: "[3, 1]"),
    ])
    defer { sandbox.delete() }
    try sandbox.write(
      "Templates/tutorial.md", "# {{title}}\n\n{{?(x[1] < x[2])}}The second is larger.\n")
    let claims = #expect(throws: FalseClaims.self) { try sandbox.build() }
    #expect(claims?.all.map(\.claim) == ["x[1] < x[2]"])
    #expect(claims?.all.map(\.shown) == ["3 < 1"])
    #expect(claims?.all.first?.problem.location == "Templates/tutorial.md:3:5: ")
    #expect(sandbox.read("Output/one.html") == nil)
    try sandbox.write("Examples/two.yaml", Sandbox.example("Two", x: "[1, 3]"))
    #expect(try sandbox.build().worked == ["one", "two"])
  }

  /// A claim that is true of one example and false of another is told with the numbers of each.
  @Test func everyFalseClaimIsTold() throws {
    let examples = Dictionary(
      uniqueKeysWithValues: (1...4).map { ("e\($0)", Sandbox.example("E\($0)", x: "[\($0), 2]")) })
    let sandbox = try Sandbox(examples: examples)
    defer { sandbox.delete() }
    try sandbox.write("Templates/tutorial.md", "{{?(x[1] <= x[2])}}\n")
    var options = sandbox.options
    for jobs in [1, 4] {
      options.jobs = jobs
      let claims = #expect(throws: FalseClaims.self) { try sandbox.project.build(options) }
      #expect(claims?.all.map(\.shown) == ["3 <= 2", "4 <= 2"])
    }
  }

  /// Every kind of page with any number of jobs, in any order, alone or with others: equal bytes.
  @Test func equalBytesForAnyNumberOfJobs() throws {
    var examples = ["ridge": Self.ridge, "net": Self.threeLayers]
    for number in 1...6 {
      examples["e\(number)"] = Sandbox.example("E\(number) & <b>", x: "[\(number), 2]")
    }
    let sandbox = try Self.built(examples, ["e1.md": "# {{title}}\n\n$a - {{x}}$ {{L}}\n"])
    defer { sandbox.delete() }
    let first = try sandbox.output()
    #expect(first.count == 5 * 8 + 4)
    var options = sandbox.options
    options.isForced = true
    for jobs in [1, 3, 8] {
      options.jobs = jobs
      #expect(try sandbox.project.build(options).written.isEmpty, "\(jobs) jobs")
    }
    for name in ["net", "e3"] {
      options.examples = [name]
      #expect(try sandbox.project.build(options).written.isEmpty, "\(name) alone")
    }
    #expect(try sandbox.output() == first)
  }
}
