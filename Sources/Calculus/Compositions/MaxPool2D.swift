import Tensors

/// The largest entry of each window that moves along the last two axes; windows side by side, where no stride is said.
///
/// Source: https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.max_pool2d.html
struct MaxPool2D: Composition {
  let name = "max_pool2d"
  let parameters = ["x"]
  let options = CompositionCall.pooling
  let summary =
    "The largest entry of each window that moves along the last two axes; windows side by side, where no stride is said."
  let source = "https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.max_pool2d.html"

  func lines(_ call: CompositionCall) throws(ShapeMismatch) -> [String] {
    [balanced(try call.windows(moving: 2)[...], "maximum")]
  }
}
