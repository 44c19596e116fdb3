import Tensors

/// A step of a gated recurrent unit; the rows of the weights are those of reset, update and new.
///
/// Source: https://docs.pytorch.org/docs/stable/generated/torch.nn.GRUCell.html
struct GRUCell: Composition {
  let name = "gru_cell"
  let parameters = ["x", "h", "W_ih", "W_hh", "b_ih", "b_hh"]
  let optionalParameters = 2
  let summary =
    "A step of a gated recurrent unit; the rows of the weights are those of reset, update and new."
  let source = "https://docs.pytorch.org/docs/stable/generated/torch.nn.GRUCell.html"

  func lines(_ call: CompositionCall) throws(ShapeMismatch) -> [String] {
    let rows = call.shape("W_ih")[0]
    guard rows % 3 == 0 else {
      throw ShapeMismatch("the weights of a GRU have three times as many rows as h, not \(rows)")
    }
    let n = rows / 3
    func gate(_ place: Int, _ weights: String, _ x: String, _ bias: String) -> String {
      let rows = "[\(place * n):\((place + 1) * n)]"
      return "\(x) @ \(weights)\(rows).T" + (call.has(bias) ? " + \(bias)\(rows)" : "")
    }
    func input(_ place: Int) -> String { gate(place, "W_ih", "x", "b_ih") }
    func state(_ place: Int) -> String { gate(place, "W_hh", "h", "b_hh") }
    return [
      "r = sigmoid(\(input(0)) + \(state(0)))", "z = sigmoid(\(input(1)) + \(state(1)))",
      "n = tanh(\(input(2)) + r * (\(state(2))))", "(1 - z) * n + z * h",
    ]
  }
}
