import IndexNotation
import MatrixNotation
import Tensors

/// The place of the largest entry along the last axis, counted from 0; it has no derivative, which is
/// taken as 0.
struct ArgMax: Function {
  let name = "argmax"
  let parameters = ["z"]
  let summary =
    "The place of the largest entry along the last axis, counted from 0; it has no derivative, and 0 is taken."
  let source = "https://numpy.org/doc/stable/reference/generated/numpy.argmax.html"

  func quotesPullback(numbers: [Bool]) -> Bool { false }

  func resultShape(_ arguments: [Shape]) throws(ShapeMismatch) -> Shape {
    guard arguments[0].rank > 0 else { throw ShapeMismatch("argmax of a single number") }
    return Shape(Array(arguments[0].dimensions.dropLast()))
  }

  /// No formula of entries gives a place.
  func entryFormula(_ arguments: [Shape]) -> Definition? { nil }

  func value(_ arguments: [Tensor]) -> Tensor {
    let shape = knownShape([arguments[0].shape])
    let length = arguments[0].count / shape.count
    return Tensor(
      (0..<shape.count).map { row in
        let entries = arguments[0].values[row * length..<(row + 1) * length]
        let best = entries.indices.max { entries[$0] < entries[$1] } ?? row * length
        // The first of equal ones.
        return Double((entries.firstIndex(of: entries[best]) ?? best) - row * length)
      }, shape: shape)
  }

  func jacobian(
    _ arguments: [Tensor], result: Tensor, withRespectTo argument: Int
  ) -> StructuredMatrix {
    var rows = SparseRows(columns: arguments[0].count)
    for _ in 0..<result.count { rows.append(row: []) }
    return .sparse(rows)
  }

  func pullback(
    _ cotangent: Tensor, _ arguments: [Tensor], result: Tensor, withRespectTo argument: Int
  ) -> Tensor { .zeros(arguments[0].shape) }

  func pullbackMultiplications(_ arguments: [Shape], withRespectTo argument: Int) -> Int { 0 }

  func expression(_ arguments: [MatrixExpression], in algebra: Algebra) -> MatrixExpression? {
    algebra.apply(Self.matrix, arguments, shape: knownShape(arguments.map(\.shape)))
  }

  var matrixFunction: MatrixFunction? { Self.matrix }

  static let matrix = MatrixFunction(
    "argmax", kind: .shaped,
    pullback: { algebra, _, arguments, _ in [algebra.zero(arguments[0].shape)] })

  func numPy(_ arguments: [String]) -> String { "np.argmax(\(arguments[0]), axis=-1)" }

  var samples: [[Tensor]] { [[Tensor([0.3, -1.2, 2.5, -0.7, 0.6, -3], shape: [2, 3])]] }
}
