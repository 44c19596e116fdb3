import Notation
import Tensors

/// A tensor with its entries: `{{S}}`, `{{S.3}}`, `{{W.2.3}}`.
struct TensorRecord: TemplateRecord {
  /// What the author calls it, for messages: `S`, `gradient.W`.
  let name: String
  let tensor: Tensor
  let isGiven: Bool
  let context: ExampleContext
  /// The positions of the part this is, counted from 0.
  var position: [Int] = []

  var names: [String] {
    [
      "matrix", "plain", "shape", "rows", "columns", "entries", "is_scalar", "is_vector",
      "is_matrix", "is_tensor",
    ]
  }

  private func text(_ rendering: Rendering) -> TensorText {
    context.text(tensor, isGiven: isGiven, rendering).slice(position)
  }

  func whole(for rendering: Rendering) -> TemplateValue? { .markup(text(rendering).latex) }

  func part(_ part: String, for rendering: Rendering) -> TemplateValue? {
    if let place = Int(part) { return entry(place) }
    let shape = tensor.shape.dimensions.dropFirst(position.count)
    switch part {
    case "matrix": return .markup(text(rendering).latex)
    case "plain": return .markup(text(rendering).plain)
    case "shape": return .markup(shape.map(String.init).joined(separator: " \\times "))
    case "rows": return .markup(String(shape.count >= 2 ? shape[shape.endIndex - 2] : 1))
    case "columns": return .markup(String(shape.last ?? 1))
    case "entries": return ExampleContext.count(shape.reduce(1, *))
    case "is_scalar": return .flag(shape.isEmpty)
    case "is_vector": return .flag(shape.count == 1)
    case "is_matrix": return .flag(shape.count == 2)
    case "is_tensor": return .flag(shape.count > 2)
    default: return nil
    }
  }

  /// The entry, or the part of the tensor, at a place counted from 1.
  private func entry(_ place: Int) -> TemplateValue {
    let axis = position.count
    let shown = ([name] + position.map { String($0 + 1) }).joined(separator: ".")
    guard axis < tensor.shape.rank else {
      return .missing(
        axis == 0
          ? "\(shown) is a single number, it has no entries"
          : "\(shown) is an entry already, it has no '.\(place)'")
    }
    let length = tensor.shape[axis]
    guard (1...length).contains(place) else {
      let unit = axis == tensor.shape.rank - 1 ? "entries" : "rows"
      return .missing(
        "\(shown) has \(length) \(unit), counted from 1: there is no \(shown).\(place)")
    }
    var entry = self
    entry.position.append(place - 1)
    return .record(entry)
  }
}
