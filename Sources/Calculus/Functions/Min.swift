import IndexNotation
import MatrixNotation

/// The smallest entry, of all or along some axes.
struct Min: Extremum {
  let reduced: ReducedAxes
  let name = "min"
  let aliases = ["amin"]
  let summary =
    "The smallest entry, of all or along some axes; where several are, its derivative is divided evenly."
  let source = "https://numpy.org/doc/stable/reference/generated/numpy.min.html"

  init(_ reduced: ReducedAxes = .all) { self.reduced = reduced }

  func beats(_ a: Double, _ b: Double) -> Bool { a < b }
  func lead<E: EntryArithmetic>(_ a: E, _ b: E) -> E { b - a }

  static let matrix: MatrixFunction = extremum("min") { $0.greaterOrEqual($2, $1) }
}
