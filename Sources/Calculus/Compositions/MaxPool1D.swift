import Tensors

/// The largest entry of each window that moves along the last axis; windows side by side, where no stride is said.
///
/// Source: https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.max_pool1d.html
struct MaxPool1D: Composition {
  let name = "max_pool1d"
  let parameters = ["x"]
  let options = CompositionCall.pooling
  let summary =
    "The largest entry of each window that moves along the last axis; windows side by side, where no stride is said."
  let source = "https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.max_pool1d.html"

  func lines(_ call: CompositionCall) throws(ShapeMismatch) -> [String] {
    [balanced(try call.windows(moving: 1)[...], "maximum")]
  }
}
