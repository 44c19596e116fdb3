import Tensors

/// The mean of each window that moves along the last axis; windows side by side, where no stride is said.
///
/// Source: https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.avg_pool1d.html
struct AveragePool1D: Composition {
  let name = "avg_pool1d"
  let parameters = ["x"]
  let options = CompositionCall.pooling
  let summary =
    "The mean of each window that moves along the last axis; windows side by side, where no stride is said."
  let source = "https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.avg_pool1d.html"

  func lines(_ call: CompositionCall) throws(ShapeMismatch) -> [String] {
    let windows = try call.windows(moving: 1)
    if call.shape("x").rank == 1 {
      return [call.average(1, count: windows.count)]
    }
    return ["(\(windows.joined(separator: " + "))) / \(windows.count)"]
  }
}
