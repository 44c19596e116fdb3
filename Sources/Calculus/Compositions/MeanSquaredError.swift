import Tensors

/// The mean of all squared differences, (input - target)^2; their sum with reduction=\"sum\".
///
/// Source: https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.mse_loss.html
struct MeanSquaredError: Composition {
  let name = "mse_loss"
  let aliases = ["mse"]
  let parameters = ["input", "target"]
  let options = [CompositionCall.reduction]
  let summary =
    "The mean of all squared differences, (input - target)^2; their sum with reduction=\"sum\"."
  let source = "https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.mse_loss.html"

  func lines(_ call: CompositionCall) throws(ShapeMismatch) -> [String] {
    [call.reduced("(input - target) ** 2")]
  }
}
