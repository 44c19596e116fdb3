import Tensors

/// (x - mean) / sqrt(variance + eps) along the last axis, times weight, plus bias.
///
/// Source: https://arxiv.org/abs/1607.06450
struct LayerNorm: Composition {
  let name = "layer_norm"
  let parameters = ["x", "weight", "bias"]
  let optionalParameters = 2
  let options = [OptionDeclaration("eps", .number)]
  let summary =
    "(x - mean) / sqrt(variance + eps) along the last axis, times weight, plus bias."
  let source = "https://arxiv.org/abs/1607.06450"

  func lines(_ call: CompositionCall) throws(ShapeMismatch) -> [String] {
    call.normalised(axis: -1)
  }
}
