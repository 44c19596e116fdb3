import Tensors

/// A matrix with 0 below its diagonal, or below its k-th.
///
/// Source: https://numpy.org/doc/stable/reference/generated/numpy.triu.html
struct UpperTriangle: Composition {
  let name = "triu"
  let parameters: [String] = ["x"]
  let options = [OptionDeclaration("k", .integer)]
  let summary = "A matrix with 0 below its diagonal, or below its k-th."
  let source = "https://numpy.org/doc/stable/reference/generated/numpy.triu.html"

  func lines(_ call: CompositionCall) throws(ShapeMismatch) -> [String] {
    let shape = call.shape("x")
    guard shape.rank == 2 else { throw ShapeMismatch("triu takes a matrix, not shape \(shape)") }
    let k = call.options.integer("k") ?? 0
    return ["x * (1 - tri(\(shape[0]), \(shape[1]), \(k - 1)))"]
  }
}
