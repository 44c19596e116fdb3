import IndexNotation
import Notation

/// A result derived line by line, each line checked.
struct DerivationRecord: TemplateRecord {
  let derivation: Derivation
  let context: ExampleContext
  private var latex: LaTeXIndexNotation { LaTeXIndexNotation() }

  init(derivation: Derivation, context: ExampleContext) {
    self.derivation = derivation
    self.context = context
  }

  var names: [String] {
    [
      "of", "with_respect_to", "symbol", "result", "is_local", "is_gradient", "is_simplified",
      "steps", "cases", "has_cases", "checked",
    ]
  }

  func part(_ name: String, for rendering: Rendering) -> TemplateValue? {
    switch name {
    case "of": return .markup(latexName(derivation.of.tensor))
    case "with_respect_to": return .markup(latexName(derivation.withRespectTo.tensor))
    case "symbol":
      return .markup(
        latex.derivative(of: derivation.of, withRespectTo: derivation.withRespectTo))
    case "result": return .markup(latex.text(derivation.result))
    case "is_local": return .flag(derivation.kind == .local)
    case "is_gradient": return .flag(derivation.kind == .gradient)
    case "is_simplified": return .flag(derivation.isSimplified)
    case "steps": return .list(derivation.steps.map { DerivationStepRecord(step: $0) })
    case "cases": return .list(derivation.cases.map { DerivationCaseRecord(item: $0) })
    case "has_cases": return .flag(!derivation.cases.isEmpty)
    case "checked": return ExampleContext.count(derivation.steps.reduce(0) { $0 + $1.checked })
    default: return nil
    }
  }
}

/// A line of a derivation.
struct DerivationStepRecord: TemplateRecord {
  let step: Derivation.Step

  var names: [String] {
    ["rule", "rule_label", "reason", "before", "after", "checked", "substeps", "has_substeps"]
  }

  func part(_ name: String, for rendering: Rendering) -> TemplateValue? {
    switch name {
    case "rule": return .text(step.rule)
    // Within a formula, where a document's own escapes do not hold.
    case "rule_label": return .markup("\\text{\(Self.plain(step.rule))}")
    case "reason": return .text(step.reason)
    case "before": return .markup(LaTeXIndexNotation().text(step.before))
    case "after": return .markup(LaTeXIndexNotation().text(step.after))
    case "checked": return ExampleContext.count(step.checked)
    case "substeps": return .list(step.substeps.map(DerivationStepRecord.init))
    case "has_substeps": return .flag(!step.substeps.isEmpty)
    default: return nil
    }
  }

  /// Without what TeX would read as a command.
  private static func plain(_ text: String) -> String {
    text.filter { !"\\{}$&#%^~".contains($0) }.replacing("_", with: "\\_")
  }
}

/// What a result is where subscripts are equal, or differ.
struct DerivationCaseRecord: TemplateRecord {
  let item: Derivation.Case

  var names: [String] { ["condition", "result", "checked"] }

  func part(_ name: String, for rendering: Rendering) -> TemplateValue? {
    switch name {
    case "condition": return .markup(item.conditionLaTeX)
    case "result": return .markup(LaTeXIndexNotation().text(item.result))
    case "checked": return ExampleContext.count(item.checked)
    default: return nil
    }
  }
}
