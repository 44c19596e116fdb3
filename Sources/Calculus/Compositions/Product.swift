import Tensors

/// The product of all entries, or along one axis.
///
/// Source: https://numpy.org/doc/stable/reference/generated/numpy.prod.html
struct Product: Composition {
  let name = "prod"
  let parameters = ["x"]
  let options = [OptionDeclaration("axis", .integer)]
  let summary =
    "The product of all entries, or along one axis."
  let source = "https://numpy.org/doc/stable/reference/generated/numpy.prod.html"

  func lines(_ call: CompositionCall) throws(ShapeMismatch) -> [String] {
    let shape = call.shape("x")
    let axis = call.options.integer("axis").map { $0 < 0 ? $0 + shape.rank : $0 }
    if let axis, !(0..<shape.rank).contains(axis) {
      throw ShapeMismatch("axis \(axis) of shape \(shape)")
    }
    let count = axis.map { shape[$0] } ?? shape.count
    guard count <= 64 else {
      throw ShapeMismatch("a product of \(count) entries; up to 64 are multiplied")
    }
    if shape.rank == 0 { return ["x"] }
    let entries = (0..<count).map { entry in
      let places =
        axis.map { Array(repeating: ":", count: $0) + ["\(entry)"] }
        ?? shape.position(at: entry).map(String.init)
      return "x[\(places.joined(separator: ", "))]"
    }
    return [entries.joined(separator: " * ")]
  }
}
