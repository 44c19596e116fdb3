import IndexNotation
import Notation

/// A plan as text, for goldens: definitions, then every line with its rule. Everything here that is
/// tested of the engine is written by this one file.
enum DerivationReport {
  static func text(_ expression: IndexExpression) -> String { PlainText().text(expression) }

  static func text(_ matrix: MatrixExpression) -> String { MatrixText(.plain).text(matrix) }

  static func numpy(_ matrix: MatrixExpression) -> String { MatrixText(.numpy).text(matrix) }

  static func text(_ plan: DerivationPlan) -> String {
    let plain = PlainText()
    var lines: [String] = []
    for quantity in plan.model.quantities {
      guard let definition = quantity.definition else { continue }
      let entry = Element(quantity.name, definition.indices.map { .index($0) })
      lines.append("\(plain.text(entry)) = \(plain.text(definition.body))")
    }
    for derivation in plan.derivations {
      lines.append("")
      lines.append(
        plain.derivative(
          derivation.kind, of: derivation.of, withRespectTo: derivation.withRespectTo))
      for step in derivation.steps {
        lines.append("  = \(plain.text(step.after))    [\(step.rule)]")
        for substep in step.substeps {
          lines.append("      \(plain.text(substep.after))    [\(substep.rule)]")
        }
      }
      for result in derivation.cases {
        lines.append("  \(result.conditionText): \(plain.text(result.result))")
      }
    }
    for form in plan.gradients {
      guard let matrix = form.matrix else { continue }
      lines.append("")
      lines.append("d\(form.of)/d\(form.withRespectTo) = \(MatrixText(.plain).text(matrix))")
      lines.append("  \(LaTeXIndexNotation().text(form.expression))")
      lines.append("  \(MatrixText(.latex).text(matrix))")
      lines.append("  \(MatrixText(.numpy).text(matrix))")
    }
    return lines.joined(separator: "\n") + "\n"
  }
}
