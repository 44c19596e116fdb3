import Tensors

/// The rows of a matrix at places that are counted from 0.
///
/// Source: https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.embedding.html
struct Embedding: Composition {
  let name = "embedding"
  let parameters = ["input", "weight"]
  let summary =
    "The rows of a matrix at places that are counted from 0."
  let source = "https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.embedding.html"

  func lines(_ call: CompositionCall) throws(ShapeMismatch) -> [String] {
    let (input, weight) = (call.shape("input"), call.shape("weight"))
    guard input.rank <= 1, weight.rank == 2 else {
      throw ShapeMismatch(
        "embedding takes places and a matrix, not shapes \(input) and \(weight)")
    }
    return [
      "O = \(input.rank == 0 ? "input" : "input[:, None]") == arange(\(weight[0]))", "O @ weight",
    ]
  }
}
