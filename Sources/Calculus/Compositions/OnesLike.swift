import Tensors

/// Ones in the shape of a tensor.
///
/// Source: https://numpy.org/doc/stable/reference/generated/numpy.ones_like.html
struct OnesLike: Composition {
  let name = "ones_like"
  let parameters: [String] = ["x"]
  let summary = "Ones in the shape of a tensor."
  let source = "https://numpy.org/doc/stable/reference/generated/numpy.ones_like.html"

  func lines(_ call: CompositionCall) throws(ShapeMismatch) -> [String] {
    ["ones(\(call.lengths("x")))"]
  }
}
