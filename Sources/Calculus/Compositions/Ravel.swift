import Tensors

/// All entries, row by row, as one vector.
///
/// Source: https://numpy.org/doc/stable/reference/generated/numpy.ravel.html
struct Ravel: Composition {
  let name = "ravel"
  let aliases = ["flatten"]
  let parameters: [String] = ["x"]
  let summary = "All entries, row by row, as one vector."
  let source = "https://numpy.org/doc/stable/reference/generated/numpy.ravel.html"

  func lines(_ call: CompositionCall) throws(ShapeMismatch) -> [String] {
    ["reshape(x, -1)"]
  }
}
