import Tensors

/// x where the given mask is 1, divided by 1 - p; 0 where it is 0.
///
/// Source: https://jmlr.org/papers/v15/srivastava14a.html
struct Dropout: Composition {
  let name = "dropout"
  let parameters = ["x", "mask"]
  let options = [OptionDeclaration("p", .number)]
  let summary =
    "x where the given mask is 1, divided by 1 - p; 0 where it is 0."
  let source = "https://jmlr.org/papers/v15/srivastava14a.html"

  func lines(_ call: CompositionCall) throws(ShapeMismatch) -> [String] {
    ["x * mask / (1 - \(call.number("p", otherwise: "0.5")))"]
  }
}
