import Tensors

/// Zeros in the shape of a tensor.
///
/// Source: https://numpy.org/doc/stable/reference/generated/numpy.zeros_like.html
struct ZerosLike: Composition {
  let name = "zeros_like"
  let parameters: [String] = ["x"]
  let summary = "Zeros in the shape of a tensor."
  let source = "https://numpy.org/doc/stable/reference/generated/numpy.zeros_like.html"

  func lines(_ call: CompositionCall) throws(ShapeMismatch) -> [String] {
    ["zeros(\(call.lengths("x")))"]
  }
}
