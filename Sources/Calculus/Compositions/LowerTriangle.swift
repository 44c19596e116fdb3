import Tensors

/// A matrix with 0 above its diagonal, or above its k-th.
///
/// Source: https://numpy.org/doc/stable/reference/generated/numpy.tril.html
struct LowerTriangle: Composition {
  let name = "tril"
  let parameters: [String] = ["x"]
  let options = [OptionDeclaration("k", .integer)]
  let summary = "A matrix with 0 above its diagonal, or above its k-th."
  let source = "https://numpy.org/doc/stable/reference/generated/numpy.tril.html"

  func lines(_ call: CompositionCall) throws(ShapeMismatch) -> [String] {
    let shape = call.shape("x")
    guard shape.rank == 2 else { throw ShapeMismatch("tril takes a matrix, not shape \(shape)") }
    let k = call.options.integer("k") ?? 0
    return ["x * tri(\(shape[0]), \(shape[1]), \(k))"]
  }
}
