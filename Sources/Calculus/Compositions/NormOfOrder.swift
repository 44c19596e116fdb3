import IndexNotation
import Tensors

/// Norms of other orders than 2, and norms along axes.
///
/// `norm(x)` itself is the function of the catalogue.
/// Source: https://numpy.org/doc/stable/reference/generated/numpy.linalg.norm.html
struct NormOfOrder: Composition {
  let name = "norm"
  let parameters = ["x"]
  let options = [
    OptionDeclaration("ord", .order), OptionDeclaration("axis", .axes),
    OptionDeclaration("keepdims", .flag),
  ]
  let summary =
    "Norms of vectors: ord=1 is the sum of |x|, ord=inf the largest, ord=p a root of the sum of "
    + "|x|^p; along axes with axis=1."
  let source = "https://numpy.org/doc/stable/reference/generated/numpy.linalg.norm.html"

  func lines(_ call: CompositionCall) throws(ShapeMismatch) -> [String] {
    let shape = call.shape("x")
    let axes = call.axes()
    let isVector = shape.rank == 1 || (call.options.integers("axis")?.count == 1)
    let root = axes.isEmpty ? "norm(x)" : "sqrt(sum(x ** 2\(axes)))"
    switch call.options.value("ord") {
    case nil, .text("fro")?: return [root]
    case .number(Rational(2))? where isVector: return [root]
    case .number(.one)? where isVector: return ["sum(abs(x)\(axes))"]
    case .infinity(isNegative: false)? where isVector: return ["max(abs(x)\(axes))"]
    case .number(let order)? where isVector && order > .zero:
      let power = call.number("ord", otherwise: "2")
      return ["sum(abs(x) ** (\(power))\(axes)) ** (1 / (\(power)))"]
    default:
      throw ShapeMismatch(
        "norm of shape \(shape) of that order is not known",
        "of a matrix there is the Frobenius norm, of vectors the positive orders")
    }
  }
}
