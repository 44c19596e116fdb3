import Tensors

/// A kernel moved along a signal with zeros around it, plus a bias for each output channel.
///
/// Source: https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.conv1d.html
struct PaddedConv1D: Composition {
  let name = "conv1d"
  let parameters = ["x", "k", "bias"]
  let optionalParameters = 1
  let options = [OptionDeclaration("stride", .steps), OptionDeclaration("padding", .steps)]
  let summary =
    "A kernel moved along a signal with zeros around it, plus a bias for each output channel."
  let source = "https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.conv1d.html"

  func lines(_ call: CompositionCall) throws(ShapeMismatch) -> [String] {
    call.convolution("conv1d", moving: 1)
  }
}
