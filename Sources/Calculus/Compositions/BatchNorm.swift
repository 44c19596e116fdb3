import Tensors

/// (x - mean) / sqrt(variance + eps) over the rows, as in training, times weight, plus bias.
///
/// Source: https://arxiv.org/abs/1502.03167
struct BatchNorm: Composition {
  let name = "batch_norm"
  let parameters = ["x", "weight", "bias"]
  let optionalParameters = 2
  let options = [OptionDeclaration("eps", .number)]
  let summary =
    "(x - mean) / sqrt(variance + eps) over the rows, as in training, times weight, plus bias."
  let source = "https://arxiv.org/abs/1502.03167"

  func lines(_ call: CompositionCall) throws(ShapeMismatch) -> [String] {
    call.normalised(axis: 0)
  }
}
