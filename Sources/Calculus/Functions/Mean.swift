import IndexNotation

/// The mean of all entries, or along some axes: `mean(z, axis=0)`.
struct Mean: AxisReduction {
  var reduced: ReducedAxes
  let name = "mean"
  let summary = "The mean of all entries, or along some axes: mean(z, axis=0)."
  let source = "https://numpy.org/doc/stable/reference/generated/numpy.mean.html"

  init(_ reduced: ReducedAxes = .all) { self.reduced = reduced }

  func factor(_ count: Int) -> Rational { Rational(1, count) }
}
