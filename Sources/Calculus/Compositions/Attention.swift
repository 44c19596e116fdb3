import Tensors

/// softmax(Q K^T / sqrt(d)) V; with is_causal=True no row looks at a later one.
///
/// Source: https://arxiv.org/abs/1706.03762
struct Attention: Composition {
  let name = "scaled_dot_product_attention"
  let parameters = ["query", "key", "value"]
  let options = [OptionDeclaration("is_causal", .flag), OptionDeclaration("scale", .number)]
  let summary =
    "softmax(Q K^T / sqrt(d)) V; with is_causal=True no row looks at a later one."
  let source = "https://arxiv.org/abs/1706.03762"

  func lines(_ call: CompositionCall) throws(ShapeMismatch) -> [String] {
    let query = call.shape("query")
    guard query.rank >= 2, call.shape("key").rank == query.rank else {
      throw ShapeMismatch(
        "attention takes matrices of queries and keys, not shapes \(query) and "
          + "\(call.shape("key"))", "a row for each place")
    }
    let rows = query[query.rank - 2]
    let columns = call.shape("key")[query.rank - 2]
    let scale = call.number("scale", otherwise: "1 / sqrt(\(query[query.rank - 1]))")
    let scores = "query @ swapaxes(key, -1, -2) * \(scale)"
    let isCausal = call.options.flag("is_causal")
    return (isCausal ? ["M = tri(\(rows), \(columns))"] : [])
      + [
        isCausal ? "Z = where(M, \(scores), -1e14)" : "Z = \(scores)", "P = softmax(Z)",
        "P @ value",
      ]
  }
}
