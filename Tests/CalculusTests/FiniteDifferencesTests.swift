import Foundation
import IndexNotation
import Tensors
import Testing

@testable import Calculus

/// The referee of every gradient, itself put to the test.
@Suite struct FiniteDifferencesTests {
  /// L = mean(f(x)²), for a function of the catalogue.
  static func gradient(
    _ function: any Function, at x: Tensor
  ) throws -> (model: Model, loss: Int, values: [Tensor], gradient: Tensor) {
    var model = Model()
    model.addGiven("x", shape: x.shape)
    let y = try model.add(function, [0])
    let square = try model.add(ConstantPower(exponent: Rational(2)), [y])
    let loss = try model.add(Mean(), [square])
    model.name(loss, "L")
    let values = model.forward(["x": x])
    let gradient = try #require(
      model.gradients(of: loss, withRespectTo: [0], values: values)[0])
    return (model, loss, values, gradient)
  }

  static let point = Tensor([0.3, -1.2, 2.5, 0.7, 0.6, -3], shape: [2, 3])

  @Test func confirmsWhatIsRight() throws {
    for function in [Tanh(), Exp(), Sigmoid(), Softmax(), Copy(), ReLU()] as [any Function] {
      let (model, loss, values, gradient) = try Self.gradient(function, at: Self.point)
      let numbers = model.finiteDifferences(
        confirming: gradient, of: loss, withRespectTo: 0, values: values)
      #expect(numbers.count == 6)
      #expect(numbers.allSatisfy { $0.holds })
    }
  }

  /// L = sum(x w - mean(x w)) is 0 everywhere: what is measured is rounding.
  @Test(arguments: [[0, 0, 0], [0.3, -1.2, 2.5], [100, 200, -300]])
  func confirmsZeroWhereTermsCancel(x: [Double]) throws {
    var model = Model()
    model.addGiven("x", shape: [3])
    model.addGiven("w", shape: [3])
    let product = try model.add(Multiply(), [0, 1])
    let mean = try model.add(Mean(), [product])
    let loss = try model.add(Sum(), [try model.add(Subtract(), [product, mean])])
    let values = model.forward([
      "x": Tensor(vector: x), "w": Tensor(vector: [0.3, 1.7, 0.7]),
    ])
    let numbers = model.finiteDifferences(
      confirming: .zeros([3]), of: loss, withRespectTo: 0, values: values)
    #expect(numbers.allSatisfy { $0.holds })
    #expect(
      !model.finiteDifferences(
        confirming: Tensor(vector: [0, 1e-6, 0]), of: loss, withRespectTo: 0, values: values
      ).allSatisfy { $0.holds })
  }

  /// L = log(1 - sigmoid(x)) loses its digits where sigmoid(x) is nearly 1; a wrong slope is seen yet.
  @Test(arguments: [3.0, 12, 17, 20]) func confirmsWhatHasFewDigits(x: Double) throws {
    var model = Model()
    model.addGiven("x", shape: .scalar)
    let p = try model.add(Sigmoid(), [0])
    let rest = try model.add(Subtract(), [model.addConstant(.one), p])
    let loss = try model.add(Log(), [rest])
    let values = model.forward(["x": Tensor(scalar: x)])
    let right = -1 / (1 + exp(-x))
    for (slope, holds) in [(right, true), (right * 1.001, false), (-right, false)] {
      let numbers = model.finiteDifferences(
        confirming: Tensor(scalar: slope), of: loss, withRespectTo: 0, values: values)
      #expect(numbers.allSatisfy(\.holds) == holds, "\(slope): \(numbers)")
    }
  }

  /// One entry 0.1 % off: caught, and the entry named.
  @Test func catchesAPlantedError() throws {
    for function in [Tanh(), Exp(), Sigmoid(), Softmax(), Copy(), ReLU()] as [any Function] {
      let (model, loss, values, right) = try Self.gradient(function, at: Self.point)
      var gradient = right
      gradient.values[2] *= 1.001
      let numbers = model.finiteDifferences(
        confirming: gradient, of: loss, withRespectTo: 0, values: values)
      #expect(numbers.filter { !$0.holds }.map(\.entry) == [2])
    }
  }

  /// Of a large gradient some entries are taken one by one; the others are still covered.
  @Test func catchesAnErrorBetweenTheSampledEntries() throws {
    let x = Tensor((0..<5_000).map { Double($0 % 17) / 17 - 0.4 }, shape: [5_000])
    let (model, loss, values, right) = try Self.gradient(Tanh(), at: x)
    func confirm(_ gradient: Tensor) -> Bool {
      model.finiteDifferences(
        confirming: gradient, of: loss, withRespectTo: 0, values: values, limit: 50
      ).allSatisfy(\.holds)
    }
    #expect(confirm(right))
    var gradient = right
    gradient.values[1] *= -1
    #expect(!confirm(gradient))
  }

  /// However large the model, a few entries and directions are measured; they still find an error.
  @Test func boundsItsWork() throws {
    let x = Tensor((0..<5_000).map { Double($0 % 17) / 17 - 0.4 }, shape: [5_000])
    let (model, loss, values, right) = try Self.gradient(Tanh(), at: x)
    func measured(_ gradient: Tensor, work: Int) -> [CheckedNumber] {
      model.finiteDifferences(
        confirming: gradient, of: loss, withRespectTo: 0, values: values, work: work)
    }
    #expect(measured(right, work: 1).count == 2 + 3)
    #expect(measured(right, work: 1).allSatisfy { $0.holds })
    #expect(measured(right, work: 3_000_000).count < 60)
    var wrong = right
    wrong.values[1_234] *= -1
    #expect(!measured(wrong, work: 1).allSatisfy { $0.holds })
  }

  /// A direction through thousands of entries passes by many kinks: no error is seen where none is,
  /// and one that is there is.
  @Test func seesPastManyKinks() throws {
    var generator = SeededGenerator(seed: 3)
    let x = Tensor((0..<40_000).map { _ in generator.normal() }, shape: [40_000])
    let (model, loss, values, right) = try Self.gradient(ReLU(), at: x)
    func confirm(_ gradient: Tensor) -> Bool {
      model.finiteDifferences(
        confirming: gradient, of: loss, withRespectTo: 0, values: values, limit: 10
      ).allSatisfy(\.holds)
    }
    #expect(confirm(right))
    #expect(!confirm(1.001 * right))
  }

  /// At a kink any slope between the one-sided ones is right, beyond them none is.
  @Test func acceptsAnySlopeAtAKink() throws {
    var kinked = Model()
    kinked.addGiven("x", shape: [2])
    let y = try kinked.add(ReLU(), [0])
    let sum = try kinked.add(Sum(), [y])
    kinked.name(sum, "L")
    let at = kinked.forward(["x": Tensor(vector: [0, 1])])
    func confirm(_ slope: Double) -> Bool {
      kinked.finiteDifferences(
        confirming: Tensor(vector: [slope, 1]), of: sum, withRespectTo: 0, values: at
      ).allSatisfy(\.holds)
    }
    #expect([0, 0.5, 1].allSatisfy(confirm))
    #expect(![-0.5, 1.5, .nan].contains(where: confirm))
  }

  /// A loss of 1e-9 that is computed from a 1: what differences can resolve is the 1's rounding.
  @Test(arguments: [20.0, 28, 35]) func allowsForTheRoundingOfWhatTheLossIsMadeOf(
    _ logit: Double
  ) throws {
    var model = Model()
    model.addGiven("x", shape: [3])
    model.addGiven("y", shape: [3])
    let s = try model.add(Softmax(), [0])
    let loss = try model.add(CrossEntropy(), [1, s])
    model.name(loss, "L")
    let values = model.forward([
      "x": Tensor(vector: [logit, 0, 1]), "y": Tensor(vector: [1, 0, 0]),
    ])
    let gradient = try #require(
      model.gradients(of: loss, withRespectTo: [0], values: values)[0])
    func confirm(_ gradient: Tensor) -> Bool {
      model.finiteDifferences(confirming: gradient, of: loss, withRespectTo: 0, values: values)
        .allSatisfy(\.holds)
    }
    #expect(confirm(gradient))
    #expect(!confirm(gradient + Tensor(vector: [0, 1e-10, 0])))
  }
}
