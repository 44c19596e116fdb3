import Documents
import Foundation
import IndexNotation
import ModelLanguage
import Tensors
import Testing

@testable import Formulas

/// Our MathML against KaTeX's of our TeX, in both dialects: the same text, the same tree.
@Suite struct RefereeTests {
  static let typesetter = MathTypesetter {
    try KaTeX.script(at: ProcessInfo.processInfo.environment[KaTeX.variable]) {
      try? String(contentsOfFile: $0, encoding: .utf8)
    }
  }

  static func ours(_ formula: Formula, isDisplay: Bool) throws -> String {
    try MathMLTree.read(document(formula, isDisplay: isDisplay)).seen
  }

  static func theirs(_ tex: String, isDisplay: Bool) throws -> String {
    let mathML = try typesetter.mathML(tex: tex, isDisplay: isDisplay)
      .replacing("&nbsp;", with: "\u{A0}")
    // KaTeX hangs an exponent on the last digit, which looks the same.
    return try MathMLTree.read(mathML).seen.replacing("1sup{0}", with: "sup{10}")
  }

  @Test func twoHundredFormulasHaveTheSameTree() throws {
    var random = RandomFormulas(seed: 5)
    var seen: Set<String> = []
    for number in 0..<240 {
      let formula = try random.formula(kind: number % RandomFormulas.kinds)
      let isDisplay = number % 3 != 0
      let ours = try Self.ours(formula, isDisplay: isDisplay)
      seen.insert(ours)
      for dialect in TeX.Dialect.allCases {
        let tex = TeX.text(formula, dialect: dialect)
        let theirs = try Self.theirs(tex, isDisplay: isDisplay)
        #expect(theirs == ours, "\(tex)")
      }
    }
    #expect(seen.count > 200)
  }

  /// A bracket, a sign, a script, a cell more or less is seen.
  @Test(arguments: [
    ("x + y", "x - y"), ("x_{1}", "x^{1}"), ("x_{12}", "x_{1}2"), ("\\frac{a}{b}", "\\frac{b}{a}"),
    ("(x)y", "(xy)"), ("\\sqrt{x} y", "\\sqrt{x y}"), ("\\mathrm{d}", "d"), ("\\hat{x}", "x"),
    ("\\begin{bmatrix} 1 & 2 \\end{bmatrix}", "\\begin{bmatrix} 1 \\\\ 2 \\end{bmatrix}"),
    ("\\mathbf{1}", "1"), ("\\sum_{k} x", "\\sum x"), ("x_{1}^{2}", "{x_{1}}^{2}"),
  ])
  func aDifferenceIsSeen(a: String, b: String) throws {
    #expect(
      try Self.theirs(a, isDisplay: true) != Self.theirs(b, isDisplay: true))
  }

  /// What a Markdown reader would take for its own.
  @Test func markdownHasNothingThatAReaderEats() throws {
    var random = RandomFormulas(seed: 6)
    for number in 0..<400 {
      let tex = TeX.text(
        try random.formula(kind: number % RandomFormulas.kinds), dialect: .markdown)
      #expect(!tex.contains("operatorname") && !tex.contains("|") && !tex.contains("<"))
      let eaten = tex.matches(of: /\\[!-\/:-@\[-`{-~]/)
      #expect(eaten.isEmpty, "\(tex)")
    }
  }

  /// MathML Core only: its elements with as many children as they take, and no attribute that a
  /// browser does not read.
  @Test func ourMathMLIsCore() throws {
    var random = RandomFormulas(seed: 7)
    for number in 0..<400 {
      let formula = try random.formula(kind: number % RandomFormulas.kinds)
      let root = try MathMLTree.read(document(formula, isDisplay: true))
      #expect(root.children.count == 1)
      for node in root.children { try Self.expectCore(node, isRoot: true) }
    }
  }

  private static func expectCore(_ node: MathMLTree.Node, isRoot: Bool = false) throws {
    let counts: [String: Int] = [
      "mfrac": 2, "msub": 2, "msup": 2, "munder": 2, "mover": 2, "msubsup": 3, "mi": 0, "mn": 0,
      "mo": 0, "mtext": 0, "mspace": 0,
    ]
    let free: Set = ["math", "mrow", "msqrt", "mtable", "mtr", "mtd"]
    let attributes: Set = [
      "display", "alttext", "data-entry", "class", "form", "stretchy", "mathvariant", "accent",
      "displaystyle", "width",
    ]
    if let count = counts[node.name] {
      #expect(node.children.count == count, "\(node)")
    } else {
      #expect(free.contains(node.name), "\(node.name)")
    }
    #expect(isRoot == (node.name == "math"))
    #expect(attributes.isSuperset(of: node.attributes.keys), "\(node.attributes)")
    if node.attributes["mathvariant"] != nil {
      #expect(node.name == "mi" && node.attributes["mathvariant"] == "normal")
    }
    if node.name == "mtable" { #expect(node.children.allSatisfy { $0.name == "mtr" }) }
    if node.name == "mtr" { #expect(node.children.allSatisfy { $0.name == "mtd" }) }
    for child in node.children { try expectCore(child) }
  }
}
