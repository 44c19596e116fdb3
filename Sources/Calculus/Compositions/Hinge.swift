import Tensors

/// The mean of max(0, 1 - target input), for targets -1 and 1.
///
/// Source: https://www.deeplearningbook.org (section 5.7.2)
struct Hinge: Composition {
  let name = "hinge_loss"
  let aliases = ["hinge"]
  let parameters = ["input", "target"]
  let options = [CompositionCall.reduction]
  let summary =
    "The mean of max(0, 1 - target input), for targets -1 and 1."
  let source = "https://www.deeplearningbook.org (section 5.7.2)"

  func lines(_ call: CompositionCall) throws(ShapeMismatch) -> [String] {
    [call.reduced("relu(1 - target * input)")]
  }
}
