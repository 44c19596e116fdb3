import Tensors

/// a · b / (|a| |b|) along the last axis.
///
/// Source: https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.cosine_similarity.html
struct CosineSimilarity: Composition {
  let name = "cosine_similarity"
  let parameters = ["a", "b"]
  let summary =
    "a · b / (|a| |b|) along the last axis."
  let source =
    "https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.cosine_similarity.html"

  func lines(_ call: CompositionCall) throws(ShapeMismatch) -> [String] {
    [
      "n = sqrt(sum(a ** 2, axis=-1))", "m = sqrt(sum(b ** 2, axis=-1))",
      "sum(a * b, axis=-1) / (n * m)",
    ]
  }
}
