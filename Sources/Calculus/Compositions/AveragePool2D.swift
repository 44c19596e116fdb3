import Tensors

/// The mean of each window that moves along the last two axes; windows side by side, where no stride is said.
///
/// Source: https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.avg_pool2d.html
struct AveragePool2D: Composition {
  let name = "avg_pool2d"
  let parameters = ["x"]
  let options = CompositionCall.pooling
  let summary =
    "The mean of each window that moves along the last two axes; windows side by side, where no stride is said."
  let source = "https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.avg_pool2d.html"

  func lines(_ call: CompositionCall) throws(ShapeMismatch) -> [String] {
    let windows = try call.windows(moving: 2)
    if call.shape("x").rank == 2 {
      return [call.average(2, count: windows.count)]
    }
    return ["(\(windows.joined(separator: " + "))) / \(windows.count)"]
  }
}
