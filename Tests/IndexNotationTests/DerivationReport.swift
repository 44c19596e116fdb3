import Formulas
import IndexNotation

/// A plan as text, for goldens: definitions, then every line with its rule. Everything here that is
/// tested of the engine is written by this one file.
enum DerivationReport {
  static func text(_ expression: IndexExpression) -> String { PlainText.text(Formula(expression)) }

  static func text(_ plan: DerivationPlan) -> String {
    var lines: [String] = []
    for quantity in plan.model.quantities {
      guard let definition = quantity.definition else { continue }
      let entry = Element(quantity.name, definition.indices.map { .index($0) })
      lines.append("\(PlainText.text(Formula(entry))) = \(text(definition.body))")
    }
    for derivation in plan.derivations {
      lines.append("")
      lines.append(
        PlainText.text(symbol(derivation)))
      for step in derivation.steps {
        lines.append("  = \(text(step.after))    [\(step.rule)]")
        for substep in step.substeps {
          lines.append("      \(text(substep.after))    [\(substep.rule)]")
        }
      }
      for result in derivation.cases {
        lines.append("  \(PlainText.text(Formula(result.conditions))): \(text(result.result))")
      }
    }
    for form in plan.gradients {
      lines.append("")
      lines.append("d\(form.of)/d\(form.withRespectTo) in TeX")
      lines.append("  \(TeX.text(Formula(form.expression)))")
    }
    return lines.joined(separator: "\n") + "\n"
  }

  private static func symbol(_ derivation: Derivation) -> Formula {
    let (of, other) = (Formula(derivation.of), Formula(derivation.withRespectTo))
    return switch derivation.kind {
    case .local: .partial(of: of, withRespectTo: other)
    case .total: .total(of: of, withRespectTo: other)
    case .lemma: Formula(derivation.steps.first?.before ?? derivation.result)
    }
  }
}
