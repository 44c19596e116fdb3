import Foundation
import Problems
import Testing

@testable import Site

/// The first example's own page, with other givens: what it says stays true, or a claim beside it
/// fails the build.
@Suite struct FirstExampleTests {
  static let shipped = Softmax(
    x: [0.1, 0.5, 0.4],
    weights: [
      [0.1, 0.2, 0.3, 0.4, 0.5], [0.6, 0.7, 0.8, 0.9, 0.1], [0.11, 0.12, 0.13, 0.14, 0.15],
    ], right: 3)

  static func changed(_ change: (inout Softmax) -> Void) -> Softmax {
    var other = shipped
    change(&other)
    return other
  }

  struct Change: CustomTestStringConvertible, Sendable {
    let what: String
    let givens: Softmax
    /// The claims that fail; none where the page is written.
    var claims: [String] = []
    var testDescription: String { what }
  }

  static let changes = [
    Change(what: "as it is shipped", givens: shipped),
    Change(
      what: "another class is ahead",
      givens: changed { $0.weights[1] = [0.6, 1.3, 0.8, 0.9, 0.1] }),
    Change(what: "another class is right", givens: changed { $0.right = 5 }),
    Change(what: "another input", givens: changed { $0.x = [0.7, 0.05, 0.6] }),
    Change(
      what: "six classes",
      givens: changed {
        $0.weights = [
          [0.1, 0.2, 0.3, 0.4, 0.5, 0.6], [0.6, 0.7, 0.8, 0.9, 0.1, 0.2],
          [0.11, 0.12, 0.13, 0.14, 0.15, 0.16],
        ]
      }),
    Change(
      what: "four inputs, three classes",
      givens: Softmax(
        x: [0.3, 0.2, 0.9, 0.1],
        weights: [[0.5, 0.1, 0.2], [0.4, 0.3, 0.6], [0.2, 0.1, 0.3], [0.9, 0.8, 0.7]], right: 1)),
    Change(
      what: "two classes",
      givens: changed {
        $0.weights = $0.weights.map { [$0[0], $0[4]] }
        $0.right = 2
      }),
    Change(
      what: "a single input",
      givens: Softmax(x: [0.5], weights: [[0.1, 0.2, 0.3, 0.4, 0.5]], right: 3),
      claims: ["entries(x) > 1"]),
    Change(
      what: "the class ahead is right", givens: changed { $0.right = 4 },
      claims: ["sum(y * S) < max(S)"]),
    Change(
      what: "all classes alike",
      givens: changed { $0.weights = $0.weights.map { $0.map { _ in 0.2 } } },
      claims: ["sum(y * S) < max(S)"]),
    Change(
      what: "a layer that is sure", givens: changed { $0.weights[1][3] = 9 },
      claims: ["max(S) < 2 * mean(S)"]),
    Change(
      what: "an input below zero", givens: changed { $0.x[0] = -0.1 },
      claims: ["min(x) > 0"]),
    Change(
      what: "an input of zero", givens: changed { $0.x[0] = 0 }, claims: ["min(x) > 0"]),
  ]

  @Test(arguments: changes) func staysTrueOrFails(_ change: Change) throws {
    let site = try FirstExampleSite(change.givens)
    defer { site.delete() }
    if change.claims.isEmpty {
      let page = try site.page()
      for sentence in change.givens.sentences { #expect(page.contains(sentence), "\(sentence)") }
      // The referee can tell: what is true of the shipped givens is not all true of others.
      let isShipped = change.givens.given == Self.shipped.given
      #expect(Self.shipped.sentences.allSatisfy { page.contains($0) } == isShipped)
    } else {
      let failed = #expect(throws: FalseClaims.self) { try site.page() }
      #expect(failed?.all.map(\.claim) == change.claims)
      #expect(
        failed?.all.allSatisfy { $0.problem.file == "Templates/softmax-cross-entropy.md" } == true)
    }
  }

  /// What is said of a descent comes from its losses.
  @Test func aLossThatCannotFallFurther() throws {
    // One step makes the layer so sure that nothing is left to learn.
    let site = try FirstExampleSite(Self.changed { $0.rate = 4000 })
    defer { site.delete() }
    let page = try site.page()
    #expect(page.contains("it does not fall every time"))
    #expect(!page.contains("it goes on falling"))
    #expect(try FirstExampleSite.pageAsShipped().contains("it goes on falling"))
  }

  /// The numbers that were published belong to the givens they were computed from.
  @Test func publishedNumbers() throws {
    let shipped = try FirstExampleSite.pageAsShipped()
    #expect(shipped.contains("- $S$ is **right**, to all 8 digits."))
    #expect(shipped.contains("it has $-4.60864$ where $-4.60865$ is nearer"))
    #expect(shipped.contains("has the **right numbers in the wrong places**"))
    #expect(shipped.contains("and only 3 of them land on the weight"))
    #expect(shipped.contains("still points downhill"))

    let other = try FirstExampleSite(Self.changed { $0.right = 5 }, keepsPublished: true)
    defer { other.delete() }
    let page = try other.page()
    #expect(page.contains("- $S$ is **right**, to all 8 digits."))
    #expect(page.contains("is **wrong** in 2 of its 5 entries"))
    #expect(page.contains("is **wrong** in 14 of its 15 entries"))
    #expect(!page.contains("wrong places"))
    #expect(!page.contains("What happened?"))

    let right = try FirstExampleSite(Self.shipped, keepsPublished: true)
    defer { right.delete() }
    _ = try right.page()
    let handout = try #require(right.sandbox.read("Output/softmax-cross-entropy.tex"))
    #expect(handout.contains("only 3 of them are where they belong"))
    #expect(handout.contains("published matrix & $1.39359417$ & $-0.13434058$"))
    #expect(handout.contains("right one & $1.22047558$ & $-0.30745916$"))

    let none = try FirstExampleSite(Self.shipped)
    defer { none.delete() }
    #expect(try !none.page().contains("published"))
  }

  /// The handout says what its givens are, and has the numbers of all results.
  @Test(arguments: changes.filter(\.claims.isEmpty)) func handout(_ change: Change) throws {
    let site = try FirstExampleSite(change.givens)
    defer { site.delete() }
    _ = try site.page()
    let handout = try #require(site.sandbox.read("Output/softmax-cross-entropy.tex"))
    let givens = change.givens
    let weights = givens.x.count * givens.classes
    #expect(
      handout.contains(
        "One input with \(givens.x.count) numbers, the weights that lead from it to "
          + "\(givens.classes) classes, and the right class, \(givens.right),"))
    #expect(handout.contains("All \(weights) entries agree"))
    let numbers = handout.matches(of: /-?[0-9]+\.[0-9]+/).compactMap { Double($0.output) }
    for entry in givens.gradient.joined() + givens.probabilities + [givens.loss] {
      // Half a unit of the last digit, and what finite differences cannot tell.
      #expect(numbers.contains { abs($0 - entry) < 0.6e-8 }, "\(entry)")
    }
  }
}

/// A project with the site's own templates and its first example, with these givens.
struct FirstExampleSite {
  let sandbox: Sandbox
  private static let name = "softmax-cross-entropy"
  private static let repository = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent()

  init(_ givens: Softmax, keepsPublished: Bool = false) throws {
    var text = try Self.file("Examples/\(Self.name).yaml")
    let given = try #require(text.range(of: "given:\n"))
    let model = try #require(text.range(of: "model:"))
    text.replaceSubrange(given.lowerBound..<model.lowerBound, with: givens.given)
    text = text.replacing("rate: 1,", with: "rate: \(givens.rate),")
    if !keepsPublished, let published = text.range(of: "published:") {
      text.removeSubrange(published.lowerBound...)
    }
    try self.init(example: text)
  }

  private init(example: String) throws {
    sandbox = try Sandbox(examples: [Self.name: example])
    for ending in ["md", "tex"] {
      let path = "Templates/\(Self.name).\(ending)"
      try sandbox.write(path, Self.file(path))
    }
  }

  static func pageAsShipped() throws -> String {
    let site = try FirstExampleSite(example: file("Examples/\(name).yaml"))
    defer { site.delete() }
    return try site.page()
  }

  /// The page in Markdown.
  func page() throws -> String {
    _ = try sandbox.build()
    return try #require(sandbox.read("Output/\(Self.name).md"))
  }

  func delete() { sandbox.delete() }

  private static func file(_ path: String) throws -> String {
    try String(contentsOf: repository.appendingPathComponent(path), encoding: .utf8)
  }
}
