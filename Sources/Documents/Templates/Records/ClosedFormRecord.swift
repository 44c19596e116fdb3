import IndexNotation
import Notation
import WorkedExamples

/// A gradient's closed form in every notation found for it.
struct ClosedFormRecord: TemplateRecord {
  let form: ClosedForm
  let gradient: Gradient

  let names = [
    "symbol", "entry_symbol", "entry", "has_matrix", "matrix", "numpy", "is_simplified",
  ]

  func part(_ name: String, for rendering: Rendering) -> TemplateValue? {
    switch name {
    case "symbol":
      return .markup(
        ExampleContext.derivative(.total, of: gradient.of, withRespectTo: gradient.withRespectTo))
    case "entry_symbol":
      return .markup(
        LaTeXIndexNotation().derivative(
          .total, of: Element(gradient.of, []),
          withRespectTo: Element(gradient.withRespectTo, form.indices.map { .index($0) })))
    case "entry": return .markup(LaTeXIndexNotation().text(form.expression))
    case "has_matrix": return .flag(form.matrix != nil)
    case "matrix": return .markup(form.matrix.map { MatrixText(.latex).text($0) } ?? "")
    case "numpy": return .code(form.matrix.map { MatrixText(.numpy).text($0) } ?? "")
    case "is_simplified": return .flag(form.isSimplified)
    default: return nil
    }
  }

  /// Alone it is the formula: in matrix notation where it has one, else an entry.
  func whole(for rendering: Rendering) -> TemplateValue? {
    part(form.matrix == nil ? "entry" : "matrix", for: rendering)
  }
}
