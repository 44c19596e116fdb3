import WorkedExamples

/// What a referee confirmed.
struct CheckRecord: TemplateRecord {
  let check: Check
  let context: ExampleContext

  var names: [String] { ["name", "subject", "passed", "tolerance", "comparisons"] }

  func part(_ name: String, for rendering: Rendering) -> TemplateValue? {
    switch name {
    case "name": return .text(check.name)
    case "subject": return .markup(ExampleContext.symbol(check.subject))
    case "passed": return .flag(check.passed)
    case "tolerance": return context.typed(check.tolerance)
    case "comparisons": return ExampleContext.count(check.comparisons)
    default: return nil
    }
  }
}
