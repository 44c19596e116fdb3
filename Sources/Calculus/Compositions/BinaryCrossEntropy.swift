import Tensors

/// The mean of -(t log p + (1 - t) log(1 - p)) for probabilities p and targets t.
///
/// Source: https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.binary_cross_entropy.html
struct BinaryCrossEntropy: Composition {
  let name = "binary_cross_entropy"
  let parameters = ["input", "target"]
  let options = [CompositionCall.reduction]
  let summary =
    "The mean of -(t log p + (1 - t) log(1 - p)) for probabilities p and targets t."
  let source =
    "https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.binary_cross_entropy.html"

  func lines(_ call: CompositionCall) throws(ShapeMismatch) -> [String] {
    [call.reduced("-(target * log(input) + (1 - target) * log(1 - input))")]
  }
}
