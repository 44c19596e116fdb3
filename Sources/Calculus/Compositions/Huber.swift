import Tensors

/// The mean of r^2/2 where |r| <= delta, otherwise of delta (|r| - delta/2), for r = input - target.
///
/// Source: https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.huber_loss.html
struct Huber: Composition {
  let name = "huber_loss"
  let aliases = ["huber"]
  let parameters = ["input", "target"]
  let options = [CompositionCall.reduction, OptionDeclaration("delta", .number)]
  let summary =
    "The mean of r^2/2 where |r| <= delta, otherwise of delta (|r| - delta/2), for r = input - target."
  let source = "https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.huber_loss.html"

  func lines(_ call: CompositionCall) throws(ShapeMismatch) -> [String] {
    let delta = call.number("delta", otherwise: "1")
    return [
      "r = input - target",
      call.reduced(
        "where(abs(r) <= \(delta), r ** 2 / 2, \(delta) * (abs(r) - \(delta) / 2))"),
    ]
  }
}
