import Tensors

/// A kernel moved over a matrix with zeros around it, plus a bias for each output channel.
///
/// Source: https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.conv2d.html
struct PaddedConv2D: Composition {
  let name = "conv2d"
  let parameters = ["x", "k", "bias"]
  let optionalParameters = 1
  let options = [OptionDeclaration("stride", .steps), OptionDeclaration("padding", .steps)]
  let summary =
    "A kernel moved over a matrix with zeros around it, plus a bias for each output channel."
  let source = "https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.conv2d.html"

  func lines(_ call: CompositionCall) throws(ShapeMismatch) -> [String] {
    call.convolution("conv2d", moving: 2)
  }
}
