import IndexNotation
import Notation

/// A derivation: its lines, and why each holds.
struct DerivationRecord: TemplateRecord {
  let derivation: Derivation
  private let latex = LaTeXIndexNotation()

  init(_ derivation: Derivation) { self.derivation = derivation }

  let names = [
    "of", "with_respect_to", "symbol", "lines", "result", "is_local", "is_simplified", "steps",
    "cases", "has_cases", "count", "checked",
  ]

  private var symbol: String {
    latex.derivative(derivation.kind, of: derivation.of, withRespectTo: derivation.withRespectTo)
  }

  func part(_ name: String, for rendering: Rendering) -> TemplateValue? {
    switch name {
    case "of": return .markup(latexName(derivation.of.tensor))
    case "with_respect_to": return .markup(latexName(derivation.withRespectTo.tensor))
    case "symbol": return .markup(symbol)
    case "lines": return .markup(Self.aligned(derivation.steps, from: symbol))
    case "result": return .markup(latex.text(derivation.result))
    case "is_local": return .flag(derivation.kind == .local)
    case "is_simplified": return .flag(derivation.isSimplified)
    case "steps": return .list(derivation.steps.map { DerivationStepRecord(step: $0) })
    case "cases": return .markup(cases)
    case "has_cases": return .flag(!derivation.cases.isEmpty)
    case "count": return ExampleContext.count(derivation.steps.count)
    case "checked":
      let all =
        derivation.steps.flatMap { [$0] + $0.substeps }.map(\.checked)
        + derivation.cases.map(\.checked)
      return ExampleContext.count(all.reduce(0, +))
    default: return nil
    }
  }

  func whole(for rendering: Rendering) -> TemplateValue? { part("lines", for: rendering) }

  /// `S_i (1 - S_i)` where t = i, `-S_t S_i` elsewhere.
  private var cases: String {
    let rows = derivation.cases.map { "\(latex.text($0.result)) & \($0.conditionLaTeX)" }
    return "\\begin{cases} " + rows.joined(separator: " \\\\[0.5ex] ") + " \\end{cases}"
  }

  /// Lines that stand below one another at the equals sign, the rule in words beside each.
  static func aligned(_ steps: [Derivation.Step], from symbol: String) -> String {
    let rows = steps.enumerated().map { place, step in
      let start = place == 0 ? "\(symbol) &= " : "&= "
      return start + LaTeXIndexNotation().text(step.after) + " && \\text{\(step.rule)}"
    }
    return "\\begin{aligned} " + rows.joined(separator: " \\\\[1ex] ") + " \\end{aligned}"
  }
}

/// One line of a derivation.
struct DerivationStepRecord: TemplateRecord {
  let step: Derivation.Step

  let names = ["rule", "reason", "before", "after", "checked", "has_substeps", "lines", "substeps"]

  func part(_ name: String, for rendering: Rendering) -> TemplateValue? {
    let latex = LaTeXIndexNotation()
    switch name {
    case "rule": return .text(step.rule)
    case "reason": return .text(step.reason)
    case "before": return .markup(latex.text(step.before))
    case "after": return .markup(latex.text(step.after))
    case "checked": return ExampleContext.count(step.checked)
    case "has_substeps": return .flag(!step.substeps.isEmpty)
    case "lines":
      return .markup(DerivationRecord.aligned(step.substeps, from: latex.text(step.before)))
    case "substeps": return .list(step.substeps.map { DerivationStepRecord(step: $0) })
    default: return nil
    }
  }
}
