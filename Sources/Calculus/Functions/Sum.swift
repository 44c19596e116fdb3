import IndexNotation

/// The sum of all entries, or along some axes: `sum(z, axis=0)`.
struct Sum: AxisReduction {
  var reduced: ReducedAxes
  let name = "sum"
  let summary = "The sum of all entries, or along some axes: sum(z, axis=0)."
  let source = "https://numpy.org/doc/stable/reference/generated/numpy.sum.html"

  init(_ reduced: ReducedAxes = .all) { self.reduced = reduced }

  func factor(_ count: Int) -> Rational { .one }
}
