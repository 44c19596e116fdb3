import Tensors

/// The mean over the rows of -Σ t log p for log-probabilities and targets that are one-hot.
///
/// Source: https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.nll_loss.html
struct NegativeLogLikelihood: Composition {
  let name = "nll_loss"
  let parameters = ["input", "target"]
  let options = [CompositionCall.reduction]
  let summary =
    "The mean over the rows of -Σ t log p for log-probabilities and targets that are one-hot."
  let source = "https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.nll_loss.html"

  func lines(_ call: CompositionCall) throws(ShapeMismatch) -> [String] {
    [call.reduced("-sum(target * input, axis=-1)")]
  }
}
