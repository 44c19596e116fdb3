import Tensors

/// The mean of all absolute differences, |input - target|; their sum with reduction=\"sum\".
///
/// Source: https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.l1_loss.html
struct MeanAbsoluteError: Composition {
  let name = "l1_loss"
  let aliases = ["mae"]
  let parameters = ["input", "target"]
  let options = [CompositionCall.reduction]
  let summary =
    "The mean of all absolute differences, |input - target|; their sum with reduction=\"sum\"."
  let source = "https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.l1_loss.html"

  func lines(_ call: CompositionCall) throws(ShapeMismatch) -> [String] {
    [call.reduced("abs(input - target)")]
  }
}
