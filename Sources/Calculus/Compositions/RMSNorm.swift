import Tensors

/// x / sqrt(mean(x^2) + eps) along the last axis, times weight.
///
/// Source: https://arxiv.org/abs/1910.07467
struct RMSNorm: Composition {
  let name = "rms_norm"
  let parameters = ["x", "weight"]
  let optionalParameters = 1
  let options = [OptionDeclaration("eps", .number)]
  let summary =
    "x / sqrt(mean(x^2) + eps) along the last axis, times weight."
  let source = "https://arxiv.org/abs/1910.07467"

  func lines(_ call: CompositionCall) throws(ShapeMismatch) -> [String] {
    [
      "s = sqrt(mean(x ** 2, axis=-1, keepdims=True) + \(call.number("eps", otherwise: "1e-5")))",
      call.scaledAndMoved("x / s"),
    ]
  }
}
