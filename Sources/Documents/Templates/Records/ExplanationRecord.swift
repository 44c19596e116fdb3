import Notation
import WorkedExamples

/// How one entry came about.
struct ExplanationRecord: TemplateRecord {
  let explanation: Explanation
  let context: ExampleContext

  let names = ["name", "lines", "is_rounded", "deviation"]

  private var text: ExplanationText { ExplanationText(explanation, format: context.format) }

  func part(_ name: String, for rendering: Rendering) -> TemplateValue? {
    switch name {
    case "name": return .code(explanation.entry.text)
    case "lines": return .markup(text.latex)
    case "is_rounded": return .flag(text.deviationNumeral != nil)
    case "deviation": return .markup(text.deviationNumeral?.latex ?? "")
    default: return nil
    }
  }

  func whole(for rendering: Rendering) -> TemplateValue? { part("lines", for: rendering) }
}
