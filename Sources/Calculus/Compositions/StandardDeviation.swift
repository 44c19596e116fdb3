import Tensors

/// The root of the variance, over all entries or along axes; with ddof=1 that of the sample variance.
///
/// Source: https://numpy.org/doc/stable/reference/generated/numpy.std.html
struct StandardDeviation: Composition {
  let name = "std"
  let parameters = ["x"]
  let options = [
    OptionDeclaration("axis", .axes), OptionDeclaration("ddof", .integer),
    OptionDeclaration("keepdims", .flag),
  ]
  let summary =
    "The root of the variance, over all entries or along axes; with ddof=1 that of the sample variance."
  let source = "https://numpy.org/doc/stable/reference/generated/numpy.std.html"

  func lines(_ call: CompositionCall) throws(ShapeMismatch) -> [String] {
    try VarianceLines(call).lines(root: true)
  }
}
