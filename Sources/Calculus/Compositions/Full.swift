import Tensors

/// A tensor of one number in a given shape: full(3, 0.5).
///
/// Source: https://numpy.org/doc/stable/reference/generated/numpy.full.html
struct Full: Composition {
  let name = "full"
  let parameters: [String] = []
  let options = [OptionDeclaration("shape", .shape), OptionDeclaration("fill_value", .number)]
  let summary = "A tensor of one number in a given shape: full(3, 0.5)."
  let source = "https://numpy.org/doc/stable/reference/generated/numpy.full.html"

  func lines(_ call: CompositionCall) throws(ShapeMismatch) -> [String] {
    guard call.options.isSet("shape"), call.options.isSet("fill_value") else {
      throw ShapeMismatch("full takes a shape and a number: full(3, 0.5)")
    }
    let value = call.number("fill_value", otherwise: "0")
    return ["\(value) * ones(\(call.number("shape", otherwise: "1")))"]
  }
}
