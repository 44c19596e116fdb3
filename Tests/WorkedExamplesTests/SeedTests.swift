import Foundation
import Tensors
import Testing

@testable import WorkedExamples

/// The published tutorial's numbers, matrix by matrix, at eight digits.
@Suite struct SeedTests {
  let worked: WorkedExample

  init() throws {
    let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent()
    let path = "Examples/softmax-cross-entropy.yaml"
    let text = try String(contentsOf: root.appending(path: path), encoding: .utf8)
    worked = try work(
      readExample(ExampleSource(name: "softmax-cross-entropy", path: path, text: text)),
      plans: DerivationPlans { _ in "" })
  }

  func expect(_ tensor: Tensor?, _ expected: [Double], digits: Int = 8) throws {
    let tensor = try #require(tensor)
    #expect(tensor.count == expected.count)
    for (value, number) in zip(tensor.values, expected) {
      #expect(abs(value - number) <= 0.5000001 * pow(10, -Double(digits)))
    }
  }

  func quantity(_ name: String) -> Tensor? {
    worked.quantities.first { $0.name == name }?.value
  }

  func step(_ name: String) -> Tensor? {
    worked.gradients[0].chainRule.steps.first { $0.withRespectTo == name }?.value
  }

  static let gradient = [
    0.01909135, 0.02035314, -0.07830167, 0.02313243, 0.01572474,
    0.09545676, 0.10176572, -0.39150833, 0.11566214, 0.07862371,
    0.07636541, 0.08141258, -0.31320667, 0.09252971, 0.06289897,
  ]

  @Test func forwardValues() throws {
    try expect(quantity("z"), [0.354, 0.418, 0.482, 0.546, 0.16])
    try expect(
      quantity("S"), [0.19091352, 0.20353145, 0.21698333, 0.23132428, 0.15724743])
    try expect(quantity("L"), [1.5279347484961], digits: 13)
  }

  @Test func gradientByEveryWay() throws {
    try expect(worked.gradients[0].shortcut, Self.gradient)
    try expect(worked.gradients[0].chainRule.gradient, Self.gradient)
    try expect(step("S"), [0, 0, -4.60864897, 0, 0])
    #expect(worked.gradients[0].comparison.multiplications.chainRule == 100)
    #expect(worked.gradients[0].comparison.agreeWithin == 1e-12)
  }

  @Test func publishedNumbersGetTheirVerdicts() throws {
    let verdicts = Dictionary(uniqueKeysWithValues: worked.published.map { ($0.of, $0.verdict) })
    #expect(verdicts["S"] == .right)
    guard case .cutOff(let entries) = verdicts["dL/dS"] else {
      Issue.record("dL/dS is \(String(describing: verdicts["dL/dS"]))")
      return
    }
    #expect(entries.map(\.position) == [[2]])
    #expect(verdicts["dL/dW"] == .reordered(.flattenedFirstAxisFastest))
    let cost = try #require(worked.published.first { $0.of == "dL/dW" }?.cost)
    try expect(Tensor(scalar: cost.lossWithPublished), [1.39359417])
    try expect(Tensor(scalar: cost.lossWithComputed), [1.22047558])
  }

  @Test func descentLowersTheLoss() throws {
    let losses = try #require(worked.descents.first).losses
    #expect(losses.count == 11)
    #expect(zip(losses, losses.dropFirst()).allSatisfy { $0 > $1 })
    try expect(Tensor(scalar: losses[1]), [1.22047558])
  }
}
