import Tensors

/// The mean of log(1 + e^z) - t z for logits z and targets t: the cross-entropy of sigmoid(z), for logits of any size.
///
/// Source: https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.binary_cross_entropy_with_logits.html
struct BinaryCrossEntropyWithLogits: Composition {
  let name = "binary_cross_entropy_with_logits"
  let parameters = ["input", "target"]
  let options = [CompositionCall.reduction]
  let summary =
    "The mean of log(1 + e^z) - t z for logits z and targets t: the cross-entropy of sigmoid(z), for logits of any size."
  let source =
    "https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.binary_cross_entropy_with_logits.html"

  func lines(_ call: CompositionCall) throws(ShapeMismatch) -> [String] {
    [call.reduced("softplus(input) - target * input")]
  }
}
