import Tensors

/// A step of long short-term memory: h and c as two rows; the rows of the weights are those of input, forget, cell and output.
///
/// Source: https://docs.pytorch.org/docs/stable/generated/torch.nn.LSTMCell.html
struct LSTMCell: Composition {
  let name = "lstm_cell"
  let parameters = ["x", "h", "c", "W_ih", "W_hh", "b"]
  let optionalParameters = 1
  let summary =
    "A step of long short-term memory: h and c as two rows; the rows of the weights are those of input, forget, cell and output."
  let source = "https://docs.pytorch.org/docs/stable/generated/torch.nn.LSTMCell.html"

  func lines(_ call: CompositionCall) throws(ShapeMismatch) -> [String] {
    let rows = call.shape("W_ih")[0]
    guard rows % 4 == 0 else {
      throw ShapeMismatch("the weights of an LSTM have four times as many rows as h, not \(rows)")
    }
    let n = rows / 4
    func gate(_ place: Int) -> String {
      let rows = "[\(place * n):\((place + 1) * n)]"
      return "x @ W_ih\(rows).T + h @ W_hh\(rows).T" + (call.has("b") ? " + b\(rows)" : "")
    }
    return [
      "i = sigmoid(\(gate(0)))", "f = sigmoid(\(gate(1)))", "g = tanh(\(gate(2)))",
      "o = sigmoid(\(gate(3)))", "k = f * c + i * g", "stack([o * tanh(k), k])",
    ]
  }
}
