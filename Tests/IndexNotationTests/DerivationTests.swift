import Foundation
import IndexNotation
import Tensors
import TestSupport
import Testing

/// The derivations that must be found, as goldens: one file a model, with the definitions and
/// every line that comes out. `GRADUS_RECORD=1` rewrites a golden that differs, and fails.
@Suite struct DerivationTests {
  struct Case: CustomTestStringConvertible, Sendable {
    var name: String
    var model: SymbolicModel
    var targets: [String]
    var testDescription: String { name }
  }

  static let cases = [
    Case(
      name: "softmax-cross-entropy", model: DerivationModels.softmaxCrossEntropy, targets: ["W"]),
    Case(name: "sigmoid", model: DerivationModels.sigmoid, targets: ["z", "W"]),
    Case(name: "regression", model: DerivationModels.regression, targets: ["W", "b"]),
    Case(name: "hidden-layer", model: DerivationModels.hidden, targets: ["V", "W"]),
    Case(name: "batch", model: DerivationModels.batch, targets: ["W"]),
    Case(name: "temperature", model: DerivationModels.temperature, targets: ["z"]),
    Case(name: "inline-hidden-layer", model: DerivationModels.inlineHidden, targets: ["V", "W"]),
    Case(name: "inline-batch", model: DerivationModels.inlineBatch, targets: ["V", "W"]),
    Case(name: "variance", model: DerivationModels.variance, targets: ["x"]),
    Case(name: "weight-decay", model: DerivationModels.weightDecay, targets: ["W"]),
  ]

  @Test(arguments: cases) func comesOutAsRecorded(_ example: Case) throws {
    let plan = try DerivationPlan(example.model, gradients: [("L", example.targets)])
    for derivation in plan.derivations {
      for step in derivation.steps {
        #expect(step.checked > 0)
        #expect(step.substeps.allSatisfy { $0.checked > 0 })
      }
      #expect(derivation.cases.allSatisfy { $0.checked > 0 })
      #expect(derivation.isSimplified)
    }
    let difference = try Golden.difference(
      of: DerivationReport.text(plan), from: example.name)
    #expect(difference == nil)
  }

  /// The results of the list of derivations, typed from it.
  @Test(
    arguments: [
      ("softmax-cross-entropy", "W", "x_a (S_b - y_b)"), ("sigmoid", "z", "s_a - y_a"),
      ("sigmoid", "W", "x_a (s_b - y_b)"), ("regression", "W", "x_a (p_c - y_c)"),
      ("regression", "b", "p_a - y_a"), ("hidden-layer", "V", "h_b (S_c - y_c)"),
      ("hidden-layer", "W", "x_b (1 - h_c²) Σ_i V_ci (S_i - y_i)"),
      ("batch", "W", "(1/4) Σ_n X_na (S_nb - Y_nb)"), ("temperature", "z", "(S_a - y_a)/T"),
      ("weight-decay", "W", "lambda W_ab + x_a (S_b - y_b)"),
    ])
  func findsClosedForm(_ name: String, _ target: String, _ index: String) throws {
    let example = try #require(Self.cases.first { $0.name == name })
    let plan = try DerivationPlan(example.model, gradients: [("L", example.targets)])
    let form = try #require(plan.gradients.first { $0.withRespectTo == target })
    #expect(DerivationReport.text(form.expression) == index)
  }

  @Test func countsMultiplications() throws {
    let model = DerivationModels.softmaxCrossEntropy
    let plan = try DerivationPlan(model, gradients: [("L", ["W"])])
    #expect(plan.gradients.first?.multiplications(model) == 15)
  }

  /// n layers of tanh: z_k = h_(k-1) W_k, h_k = tanh(z_k), and half the squared error.
  static func deep(_ layers: Int, _ width: Int = 3) -> (model: SymbolicModel, targets: [String]) {
    let i = Index("i", range: width)
    var quantities = [
      DerivationModels.given("x", [width]), DerivationModels.given("y", [width]),
    ]
    var last = "x"
    for layer in 1...layers {
      quantities.append(DerivationModels.given("W\(layer)", [width, width]))
      quantities.append(
        DerivationModels.linear("z\(layer)", last, "W\(layer)", width, width))
      last = "h\(layer)"
      quantities.append(
        SymbolicQuantity(
          last, shape: [width],
          definition: Definition([i], .function(.tanh, .entry("z\(layer)", i)))))
    }
    let error = DerivationModels.minus(.entry(last, i), .entry("y", i))
    quantities.append(
      SymbolicQuantity(
        "L", shape: [], definition: Definition([], .sum(over: i, .raised(error, Rational(2))))))
    return (SymbolicModel(quantities), (1...layers).map { "W\($0)" })
  }

  /// Each gradient is derived from the one behind it, so that no line outgrows its own part of the
  /// way: twice the layers are about twice the work.
  @Test func aDeepModelIsDerivedLayerByLayer() throws {
    let (model, targets) = Self.deep(20)
    let plan = try DerivationPlan(model, gradients: [("L", targets)])
    #expect(plan.missing.isEmpty)
    #expect(plan.gradients.count >= 20)
    #expect(plan.gradients.contains { !$0.deltas.isEmpty })
    let longest = plan.derivations.flatMap(\.steps).map(\.after.size).max()
    #expect(try #require(longest) < 120)
    #expect(plan.derivations.allSatisfy { $0.steps.allSatisfy { $0.checked > 0 } })
  }

  @Test func localDerivativesAlone() throws {
    let (model, targets) = Self.deep(4)
    let all = try DerivationPlan(model, gradients: [("L", targets)])
    let local = try DerivationPlan(model, gradients: [("L", targets)], totals: [])
    #expect(local.derivations == all.derivations.filter { $0.kind == .local })
    #expect(local.lemmas == all.lemmas)
    #expect(local.gradients.isEmpty && local.missing.isEmpty)
  }

  /// On long axes the lines are checked on a twin with short ones, in a moment.
  @Test func longAxesAreCheckedOnShortOnes() throws {
    let (model, targets) = Self.deep(3, 1_000)
    let twin = Self.deep(3, 3).model
    #expect(model.entryCost > DerivationPlan.greatestEntryCost)
    let time = try processorTime {
      let plan = try DerivationPlan(model, gradients: [("L", targets)], twin: twin)
      #expect(plan.derivations.allSatisfy { $0.steps.allSatisfy { $0.checked > 0 } })
      #expect(plan.derivations[0].of.indices.allSatisfy { $0.range == 1_000 })
      // Nothing of the example's is worked entry by entry.
      #expect(try plan.check(on: [:]) == plan.derivations)
    }
    #expect(time < .seconds(5))
  }

  /// A gradient that outgrows the bound is missing, with the reason; all else is there.
  @Test func aGradientThatOutgrowsTheBoundIsMissing() throws {
    let i = Index("i", range: 2)
    func large(_ name: String, _ first: Int) -> SymbolicQuantity {
      let terms = (first..<first + 180).map {
        IndexExpression.function(.sin, .times([.number(Rational($0)), .entry("x", i)]))
      }
      return SymbolicQuantity(
        name, shape: [], definition: Definition([], .sum(over: i, .plus(terms))))
    }
    let model = SymbolicModel([
      DerivationModels.given("x", [2]), large("u", 2), large("v", 1_000),
      SymbolicQuantity(
        "L", shape: [], definition: Definition([], .times([.entry("u"), .entry("v")]))),
    ])
    let plan = try DerivationPlan(model, gradients: [("L", ["x", "u"])])
    #expect(plan.missing.map(\.withRespectTo) == ["x"])
    #expect(
      plan.missing.first?.because
        == .tooLarge(.total, of: "L", withRespectTo: "x", bound: 1500))
    #expect(plan.gradients.map(\.withRespectTo) == ["u"])
    #expect(plan.derivations.filter { $0.kind == .local }.count == 4)
  }
}
