import Formulas
import Testing

@testable import WorkedExamples

/// 500 models drawn at random: chain rule, shortcut and central differences agree, every derivation
/// of either notation ends and every line holds (`work` throws otherwise).
@Suite struct RandomModelTests {
  @Test(arguments: 0..<10)
  func everyWayAgrees(_ tenth: Int) throws {
    let plans = DerivationPlans { PlainText.text(Formula($0)) }
    for number in (50 * tenth)..<(50 * tenth + 50) {
      let text = RandomModels.example(number)
      do {
        let worked = try work(
          readExample(ExampleSource(name: "random", path: "random.yaml", text: text)),
          plans: plans)
        #expect(worked.gradients.allSatisfy { $0.comparison.agreeWithin != nil })
        #expect(worked.derivations.contains { $0.kind == .total } == (number % 5 == 0))
        #expect(worked.backward.contains { $0.isAsked })
        for step in worked.backward {
          let counts = step.derivation?.lines.map(\.checked) ?? []
          #expect(!counts.isEmpty && !counts.contains(0), "\(step.withRespectTo)\n\(text)")
        }
        #expect(worked.gradients.allSatisfy { $0.closedForm?.matrix != nil }, "\(text)")
        #expect(
          worked.derivations.allSatisfy { $0.steps.allSatisfy { $0.checked > 0 } },
          "\(text)")
      } catch {
        Issue.record("\(error.all.map(\.description).joined(separator: "\n"))\n\(text)")
      }
    }
  }
}
