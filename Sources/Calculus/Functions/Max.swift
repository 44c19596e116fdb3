import IndexNotation
import MatrixNotation

/// The largest entry, of all or along some axes.
struct Max: Extremum {
  let reduced: ReducedAxes
  let name = "max"
  let aliases = ["amax"]
  let summary =
    "The largest entry, of all or along some axes; where several are, its derivative is divided evenly."
  let source = "https://numpy.org/doc/stable/reference/generated/numpy.max.html"

  init(_ reduced: ReducedAxes = .all) { self.reduced = reduced }

  func beats(_ a: Double, _ b: Double) -> Bool { a > b }
  func lead<E: EntryArithmetic>(_ a: E, _ b: E) -> E { a - b }

  static let matrix: MatrixFunction = extremum("max") { $0.greaterOrEqual($1, $2) }
}
