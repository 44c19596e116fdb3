import Tensors

/// The sums of the first entries of a vector, of the rows or columns of a matrix.
///
/// Source: https://numpy.org/doc/stable/reference/generated/numpy.cumsum.html
struct CumulativeSum: Composition {
  let name = "cumsum"
  let parameters: [String] = ["x"]
  let options = [OptionDeclaration("axis", .integer)]
  let summary = "The sums of the first entries of a vector, of the rows or columns of a matrix."
  let source = "https://numpy.org/doc/stable/reference/generated/numpy.cumsum.html"

  func lines(_ call: CompositionCall) throws(ShapeMismatch) -> [String] {
    let shape = call.shape("x")
    let axis = call.options.integer("axis") ?? 0
    let place = axis < 0 ? axis + shape.rank : axis
    guard (1...2).contains(shape.rank), (0..<shape.rank).contains(place),
      shape.rank == 1 || call.options.isSet("axis")
    else {
      throw ShapeMismatch(
        "cumsum of shape \(shape) takes an axis", "as in 'cumsum(x, axis=0)'; up to two axes")
    }
    let mask = "tri(\(shape[place]))"
    return [place == 0 ? "\(mask) @ x" : "x @ \(mask).T"]
  }
}
