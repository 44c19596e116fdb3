import IndexNotation
import MatrixNotation
import Tensors

/// The sum of the diagonal of a square matrix.
///
/// Formula: `tr(A) = Σ_i A_ii`; its pullback is `d I`.
/// Source: https://www.math.uwaterloo.ca/~hwolkowi/matrixcookbook.pdf (11)
struct Trace: ExplicitFunction, SquareMatrixFunction {
  let name = "trace"
  let parameters = ["A"]
  let summary = "The sum of the diagonal of a square matrix: sum_i A_ii."
  let source = "https://www.math.uwaterloo.ca/~hwolkowi/matrixcookbook.pdf (11)"
  let notation = FunctionNotation.word("tr")

  func resultShape(_ arguments: [Shape]) throws(ShapeMismatch) -> Shape {
    try checkSquare(arguments[0])
    return .scalar
  }

  func definition(_ arguments: [Shape]) -> Definition {
    let i = Index("i", range: arguments[0][0])
    return Definition([], .sum(over: i, .entry("A", i, i)))
  }

  func pullbackMultiplications(_ arguments: [Shape], withRespectTo argument: Int) -> Int { 0 }

  var samples: [[Tensor]] { Inverse.matrices.map { [$0] } }

  var matrixFunction: MatrixFunction? { Self.matrix }

  static let matrix: MatrixFunction = MatrixFunction(
    "trace", kind: .number, isPositiveOnDefinite: true,
    simplified: { algebra, arguments in algebra.trace(of: arguments[0], by: Self.matrix) },
    pullback: { algebra, d, arguments, _ in
      [algebra.times(d, algebra.identity(arguments[0].shape[0]))]
    })
}
