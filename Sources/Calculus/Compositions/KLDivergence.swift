import Tensors

/// The Kullback-Leibler divergence Σ p log(p/q) of distributions, summed over all entries.
///
/// Source: https://www.deeplearningbook.org (section 3.13)
struct KLDivergence: Composition {
  let name = "kl_divergence"
  let aliases = ["kl_div"]
  let parameters = ["p", "q"]
  let summary =
    "The Kullback-Leibler divergence Σ p log(p/q) of distributions, summed over all entries."
  let source = "https://www.deeplearningbook.org (section 3.13)"

  func lines(_ call: CompositionCall) throws(ShapeMismatch) -> [String] {
    ["sum(p * (log(p) - log(q)))"]
  }
}
