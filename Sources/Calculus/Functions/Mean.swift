import IndexNotation

/// The mean of all entries, or along one axis: `mean(z, axis=0)`.
struct Mean: AxisReduction {
  let axis: Int?
  let name = "mean"
  let summary = "The mean of all entries, or along one axis: mean(z, axis=0)."
  let source = "https://numpy.org/doc/stable/reference/generated/numpy.mean.html"

  func factor(_ count: Int) -> Rational { Rational(1, count) }
}
