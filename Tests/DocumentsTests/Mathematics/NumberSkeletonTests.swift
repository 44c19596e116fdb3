import Tensors
import Testing

@testable import Documents

@Suite struct NumberSkeletonTests {
  /// What a formula's numbers are, as the skeleton takes them out.
  @Test(arguments: [
    (#"\begin{bmatrix} 0.1 & -2 \\ 3 & \cdots \end{bmatrix}"#, ["0.1", "-2", "3"]),
    (#"\begin{pmatrix}1\\[2ex]-0.5\end{pmatrix}"#, ["1", "0.5"]),
    (#"S = \begin{bmatrix} x_1 & 2 \end{bmatrix} + 0.25"#, ["2", "0.25"]),
    ("x = 0.5", ["0.5"]),
    ("x = 5", []),
    ("x = -0.5 - 1.5", ["0.5", "1.5"]),
    ("e^{-0.5} + e^{0.25}", ["0.5", "0.25"]),
    ("e^0.5", []),
    ("x_0.5", []),
    (#"\frac{0.5}{0.25}"#, ["0.5", "0.25"]),
    (#"\frac 0.5"#, []),
    (#"0.1 \cdot 0.6 \times 10^{-3}"#, ["0.1", "0.6"]),
    ("0.5^2", []),
    (#"\hspace{0.5em} x"#, []),
    (#"\begin{aligned} a &= 0.5 \\ & -1 & 2 \end{aligned}"#, ["0.5"]),
    (#"\left[\begin{array}{rl} 1 & -0.5 \\ -2 & 3 \end{array}\right]"#, ["1", "-0.5", "-2", "3"]),
    (#"\begin{array}{r@{2}l} 1 & -0.5 \end{array}"#, ["0.5"]),
    ("1.2.3", []),
    ("x = 0.5\u{1}", []),
    ("", []),
  ])
  func takesOut(tex: String, expected: [String]) {
    #expect(numbers(in: tex) == expected)
  }

  private func numbers(in tex: String) -> [String] {
    var (tex, found) = (tex, [Range<Int>]())
    return tex.withUTF8 { bytes in
      _ = NumberSkeleton(bytes, isDisplay: true, numbers: &found)
      return found.map { String(decoding: bytes[$0], as: UTF8.self) }
    }
  }

  /// The referee: KaTeX itself on each formula, with no skeleton in between.
  @Test func givesWhatKaTeXGives() throws {
    let engine = try MathEngine(script: katexScript())
    var random = SeededGenerator(seed: 1)
    var withNumbers = 0
    for _ in 0..<600 {
      let tex = Self.formula(&random)
      let isDisplay = Bool.random(using: &random)
      let direct = try MathTypesetter.mathML(engine, tex: tex, isDisplay: isDisplay)
      let published = try typesetter.mathML(tex: tex, isDisplay: isDisplay)
      #expect(published.hasSuffix("\">\(direct)</math>"), "\(tex)")
      if !numbers(in: tex).isEmpty { withNumbers += 1 }
    }
    #expect(withNumbers > 400)
  }

  private static func formula(_ random: inout SeededGenerator) -> String {
    let parts = (0..<Int.random(in: 1...4, using: &random)).map { _ in part(&random) }
    let joints = ["", " = ", "=", " + ", "-", #" \cdot "#, #" \times "#, ", "]
    let joint = joints.randomElement(using: &random) ?? ""
    return parts.joined(separator: joint)
  }

  private static func part(_ random: inout SeededGenerator) -> String {
    switch Int.random(in: 0..<12, using: &random) {
    case 0: return "x_{\(number(&random))}"
    case 1: return "e^\(number(&random))"
    case 2: return #"\frac{\#(number(&random))}{\#(number(&random))}"#
    case 3: return #"\text{about \#(number(&random))}"#
    case 4: return #"\left(\#(number(&random))\right)"#
    case 5: return #"\mathbf{\#(number(&random))}"#
    case 6: return number(&random)
    case 7:
      return #"\begin{aligned} a &= \#(number(&random)) \\ & \#(number(&random)) \end{aligned}"#
    default: return matrix(&random)
    }
  }

  private static func matrix(_ random: inout SeededGenerator) -> String {
    let name = ["bmatrix", "pmatrix", "vmatrix", "array", "smallmatrix"].randomElement(
      using: &random)
    let columns = Int.random(in: 1...5, using: &random)
    let rows = (0..<Int.random(in: 1...5, using: &random)).map { _ in
      (0..<columns).map { _ in cell(&random) }
        .joined(separator: [" & ", "&"].randomElement(using: &random) ?? "")
    }
    let columnSpec = name == "array" ? "{\(String(repeating: "r", count: columns))}" : ""
    return
      "\\begin{\(name ?? "")}\(columnSpec) \(rows.joined(separator: #" \\ "#)) \\end{\(name ?? "")}"
  }

  private static func cell(_ random: inout SeededGenerator) -> String {
    let others = [#"\cdots"#, #"\vdots"#, #"\ddots"#, "x_1", "", "2x", "1/2", "-x", "- 0.5", "+3"]
    if Int.random(in: 0..<8, using: &random) == 0 {
      return others.randomElement(using: &random) ?? ""
    }
    return number(&random)
  }

  private static func number(_ random: inout SeededGenerator) -> String {
    let sign = Int.random(in: 0..<3, using: &random) == 0 ? "-" : ""
    let whole = Int.random(in: 0..<200, using: &random)
    guard Int.random(in: 0..<4, using: &random) > 0 else { return "\(sign)\(whole)" }
    return "\(sign)\(whole).\(Int.random(in: 0..<100_000_000, using: &random))"
  }
}
