import Foundation
import IndexNotation
import Tensors
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
    try Golden.compare(DerivationReport.text(plan), with: example.name)
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
}
