import IndexNotation

/// The sum of all entries, or along one axis: `sum(z, axis=0)`.
struct Sum: AxisReduction {
  let axis: Int?
  let name = "sum"
  let summary = "The sum of all entries, or along one axis: sum(z, axis=0)."
  let source = "https://numpy.org/doc/stable/reference/generated/numpy.sum.html"

  func factor(_ count: Int) -> Rational { .one }
}
