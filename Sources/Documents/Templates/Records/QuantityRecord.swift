import IndexNotation
import ModelLanguage
import Notation
import WorkedExamples

/// A named quantity: its matrix when it stands alone, its entries by number, and its parts.
struct QuantityRecord: TemplateRecord {
  let quantity: Quantity
  let context: ExampleContext
  /// Whether a given no longer has the value that the author typed.
  var isMoved = false

  private var tensor: TensorRecord {
    TensorRecord(
      name: quantity.name, tensor: quantity.value, isGiven: quantity.isTyped && !isMoved,
      context: context)
  }

  var names: [String] {
    [
      "name", "symbol", "definition", "formula", "has_formula", "entry_symbol", "entry_formula",
      "has_entry_formula", "is_given", "is_one_hot", "class", "classes",
    ] + tensor.names
  }

  func whole(for rendering: Rendering) -> TemplateValue? { tensor.whole(for: rendering) }

  func part(_ name: String, for rendering: Rendering) -> TemplateValue? {
    switch name {
    case "name": return .code(quantity.name)
    case "symbol": return .markup(latexName(quantity.name))
    case "definition": return .code(quantity.definition)
    case "formula": return .markup(formula ?? "")
    case "has_formula": return .flag(formula != nil)
    case "entry_symbol": return .markup(entry?.symbol ?? "")
    case "entry_formula": return .markup(entry?.formula ?? "")
    case "has_entry_formula": return .flag(entry != nil)
    case "is_given": return .flag(quantity.role == .given)
    case "is_one_hot": return .flag(!quantity.classes.isEmpty)
    case "class": return .markup(quantity.classes.first.map(String.init) ?? "")
    case "classes":
      return .markup(quantity.classes.prefix(20).map(String.init).joined(separator: ", "))
    default: return tensor.part(name, for: rendering)
    }
  }

  private var formula: String? {
    quantity.rightSide?.latex(isScalar: context.isScalar)
  }

  /// An entry in index notation: `z_i` and what it is.
  private var entry: (symbol: String, formula: String)? {
    quantity.entryDefinition.map { definition in
      let latex = LaTeXIndexNotation()
      let symbol = Element(quantity.name, definition.indices.map { .index($0) })
      return (latex.text(symbol), latex.text(definition.body))
    }
  }
}
