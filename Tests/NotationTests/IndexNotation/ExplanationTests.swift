import IndexNotation
import Tensors
import Testing

@testable import Notation

@Suite struct ExplanationTests {
  /// The seed's values, computed here from the definitions.
  static func seed() throws -> (DerivationPlan, [String: Tensor]) {
    let x = [0.1, 0.5, 0.4]
    let w = [
      [0.1, 0.2, 0.3, 0.4, 0.5], [0.6, 0.7, 0.8, 0.9, 0.1], [0.11, 0.12, 0.13, 0.14, 0.15],
    ]
    let z = (0..<5).map { i in (0..<3).reduce(0.0) { $0 + x[$1] * w[$1][i] } }
    let exponentials = z.map { Double.exponential($0) }
    let total = exponentials.reduce(0, +)
    let s = exponentials.map { $0 / total }
    let plan = try DerivationPlan(
      DerivationModels.softmaxCrossEntropy, gradients: [("L", ["W"])])
    return (
      plan,
      [
        "x": Tensor(vector: x), "W": Tensor(rows: w), "y": Tensor(vector: [0, 0, 1, 0, 0]),
        "z": Tensor(vector: z), "S": Tensor(vector: s),
        "L": Tensor(scalar: 1.5279347484961),
      ]
    )
  }

  @Test func explainsAGradientDownToTheGivens() throws {
    let (plan, values) = try Self.seed()
    let subject = Explanation.Subject.derivative(
      of: Element("L", []), withRespectTo: Element("W", [.fixed(1), .fixed(2)]))
    let lines = try ExplanationText(NumberFormat(digits: 8))
      .lines(subject, plan: plan, values: values, depth: 2)
    #expect(
      lines.prefix(3) == [
        "dL/dW[2,3] = x_2 (S_3 - y_3) = 0.5 * (0.21698333 - 1) ≈ -0.39150833"
          + "   (the digits shown give -0.391508335)",
        "  S_3 = e^{z_3}/(Σ_k e^{z_k}) = 1.61930979 / 7.46283037 = 0.21698333",
        "    z_3 = x_1 W_13 + x_2 W_23 + x_3 W_33"
          + " = 0.1 * 0.3 + 0.5 * 0.8 + 0.4 * 0.13 = 0.482",
      ])
  }

  @Test func dropsZeros() throws {
    let (plan, values) = try Self.seed()
    let text = ExplanationText(NumberFormat(digits: 8))
    #expect(
      text.line(try plan.explain(.entry(Element("L", [])), on: values))
        == "L = -y_3 log S_3 = -1 * (-1.52793475) = 1.52793475")
    let entry = { (t: Int, i: Int) in
      Explanation.Subject.derivative(
        of: Element("S", [.fixed(t)]), withRespectTo: Element("z", [.fixed(i)]))
    }
    #expect(
      text.line(try plan.explain(entry(2, 2), on: values)).hasPrefix(
        "dS_3/dz_3 = S_3 (1 - S_3) = 0.21698333 * (1 - 0.21698333) "))
    #expect(
      text.line(try plan.explain(entry(2, 0), on: values)).hasPrefix(
        "dS_3/dz_1 = -S_3 S_1 = -0.21698333 * 0.19091352"))
  }

  @Test func refusesAnEntryThatIsNotThere() throws {
    let (plan, values) = try Self.seed()
    #expect(throws: DerivationError.self) {
      try plan.explain(.entry(Element("S", [.fixed(5)])), on: values)
    }
    #expect(throws: DerivationError.self) {
      try plan.explain(.entry(Element("Q", [])), on: values)
    }
  }
}

extension Double {
  /// The exponential by its series: not the function under test.
  static func exponential(_ x: Double) -> Double {
    var term = 1.0
    var total = 1.0
    for n in 1...40 {
      term *= x / Double(n)
      total += term
    }
    return total
  }
}
