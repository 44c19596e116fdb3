import IndexNotation
import Tensors
import Testing

@testable import Calculus

/// The chain rule with matrices that were written out, and with those that kept their structure.
@Suite struct ChainRuleTests {
  /// Two layers in three quantities, with a broadcast, batches, a mean over rows, and H used twice.
  static func network() throws -> (model: Model, values: [Tensor]) {
    var model = Model()
    var generator = SeededGenerator(seed: 5)
    var givens: [String: Tensor] = [:]
    for (name, shape) in [("X", [4, 3]), ("W", [3, 5]), ("b", [5]), ("V", [2, 5, 3])] {
      model.addGiven(name, shape: Shape(shape))
      givens[name] = Tensor(
        (0..<Shape(shape).count).map { _ in generator.normal() }, shape: Shape(shape))
    }
    func quantity(_ name: String, _ node: Int) -> Int {
      model.name(node, name)
      return node
    }
    let sum = try model.add(Add(), [try model.add(MatMul(), [0, 1]), 2])
    let h = quantity("H", try model.add(Tanh(), [sum]))
    let s = quantity("S", try model.add(Softmax(), [try model.add(MatMul(), [h, 3])]))
    let t = try model.add(
      Transpose(), [try model.add(Mean(ReducedAxes(axes: [0], keeps: false)), [h])])
    let u = quantity("u", try model.add(Multiply(), [t, t]))
    let parts = try model.add(
      Add(),
      [
        try model.add(Sum(), [u]),
        try model.add(Mean(), [try model.add(Multiply(), [s, s])]),
      ])
    _ = quantity("L", parts)
    return (model, model.forward(givens))
  }

  @Test func structureChangesNoGradient() throws {
    let (model, values) = try Self.network()
    let loss = try #require(model.places["L"])
    let targets = ["X", "W", "b", "V"].compactMap { model.places[$0] }
    func gradients(budget: Int) -> [Tensor] {
      model.chainRules(of: loss, withRespectTo: targets, values: values) {
        model.jacobian(of: $0, withRespectTo: $1, values: values, budget: budget)
      }.map(\.gradient)
    }
    let pulled = model.gradients(of: loss, withRespectTo: targets, values: values)
    // All written out, some of them, none.
    for budget in [Int.max, 1_000, 0] {
      for (gradient, target) in zip(gradients(budget: budget), targets) {
        let expected = try #require(pulled[target])
        #expect(gradient.largestDifference(from: expected) < 1e-14)
      }
    }
    #expect(model.jacobian(of: loss - 4, withRespectTo: 0, values: values, budget: 0) == nil)
  }

  /// What lies on the way to several targets is one step, the same for all.
  @Test func stepsAreShared() throws {
    let (model, values) = try Self.network()
    let loss = try #require(model.places["L"])
    let chains = model.chainRules(of: loss, withRespectTo: [1, 2], values: values) { _, _ in nil }
    #expect(chains[0].steps.map(\.withRespectTo) == ["u", "S", "H", "W"])
    #expect(chains[1].steps.dropLast() == chains[0].steps.dropLast())
    #expect(chains[0].steps[2].terms.map(\.through) == ["S", "u"])
    #expect(chains[0].steps[0].terms.allSatisfy { $0.isFromLoss })
  }
}
