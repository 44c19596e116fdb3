import Tensors

/// The entries of an axis in opposite order; those of a vector, where no axis is said.
///
/// Source: https://numpy.org/doc/stable/reference/generated/numpy.flip.html
struct Flip: Composition {
  let name = "flip"
  let parameters: [String] = ["x"]
  let options = [OptionDeclaration("axis", .integer)]
  let summary =
    "The entries of an axis in opposite order; those of a vector, where no axis is said."
  let source = "https://numpy.org/doc/stable/reference/generated/numpy.flip.html"

  func lines(_ call: CompositionCall) throws(ShapeMismatch) -> [String] {
    let shape = call.shape("x")
    let axis = call.options.integer("axis") ?? 0
    let place = axis < 0 ? axis + shape.rank : axis
    guard (0..<shape.rank).contains(place), shape.rank == 1 || call.options.isSet("axis") else {
      throw ShapeMismatch("flip of shape \(shape) takes an axis", "as in 'flip(x, axis=0)'")
    }
    return ["x[\(String(repeating: ":, ", count: place))::-1]"]
  }
}
