import Tensors

/// tanh(W_ih x + W_hh h + b): a step of a recurrent network.
///
/// Source: https://docs.pytorch.org/docs/stable/generated/torch.nn.RNNCell.html
struct RNNCell: Composition {
  let name = "rnn_cell"
  let parameters = ["x", "h", "W_ih", "W_hh", "b"]
  let optionalParameters = 1
  let summary =
    "tanh(W_ih x + W_hh h + b): a step of a recurrent network."
  let source = "https://docs.pytorch.org/docs/stable/generated/torch.nn.RNNCell.html"

  func lines(_ call: CompositionCall) throws(ShapeMismatch) -> [String] {
    ["tanh(x @ W_ih.T + h @ W_hh.T" + (call.has("b") ? " + b)" : ")")]
  }
}
