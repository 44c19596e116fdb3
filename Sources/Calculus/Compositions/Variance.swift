import Tensors

/// The mean squared distance from the mean, over all entries or along axes; with ddof=1 the sample variance.
///
/// Source: https://numpy.org/doc/stable/reference/generated/numpy.var.html
struct Variance: Composition {
  let name = "var"
  let parameters = ["x"]
  let options = [
    OptionDeclaration("axis", .axes), OptionDeclaration("ddof", .integer),
    OptionDeclaration("keepdims", .flag),
  ]
  let summary =
    "The mean squared distance from the mean, over all entries or along axes; with ddof=1 the sample variance."
  let source = "https://numpy.org/doc/stable/reference/generated/numpy.var.html"

  func lines(_ call: CompositionCall) throws(ShapeMismatch) -> [String] {
    try VarianceLines(call).lines(root: false)
  }
}

/// The lines of a variance and of its root.
struct VarianceLines {
  private let call: CompositionCall

  init(_ call: CompositionCall) { self.call = call }

  /// Σ (x - mean)^2 / (n - ddof)
  func lines(root: Bool) throws(ShapeMismatch) -> [String] {
    let shape = call.shape("x")
    let reduced = ReducedAxes(call.options)
    _ = try reduced.resultShape(shape)
    let (ddof, count) = (call.options.integer("ddof") ?? 0, reduced.length(shape))
    guard count > ddof else {
      throw ShapeMismatch("a variance of \(count) entries with ddof=\(ddof) divides by 0")
    }
    let distances = "(x - mean(x\(call.axes(keeps: true)))) ** 2"
    let variance =
      ddof == 0
      ? "mean(\(distances)\(call.axes()))" : "sum(\(distances)\(call.axes())) / \(count - ddof)"
    return [root ? "sqrt(\(variance))" : variance]
  }
}
