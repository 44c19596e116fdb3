import IndexNotation
import MatrixNotation
import Tensors

/// Of a vector the matrix with it on the diagonal and 0 elsewhere, of a square matrix its diagonal.
///
/// Formula: `diag(x)_ij = δ_ij x_i`, `diag(A)_i = A_ii`; each is the pullback of the other.
/// Source: https://numpy.org/doc/stable/reference/generated/numpy.diag.html
struct Diagonal: ExplicitFunction {
  let name = "diag"
  let parameters = ["x"]
  let summary =
    "Of a vector the matrix with it on the diagonal, of a square matrix its diagonal."
  let source = "https://numpy.org/doc/stable/reference/generated/numpy.diag.html"

  func resultShape(_ arguments: [Shape]) throws(ShapeMismatch) -> Shape {
    let shape = arguments[0]
    if shape.rank == 1 { return [shape[0], shape[0]] }
    guard shape.rank == 2, shape[0] == shape[1] else {
      throw ShapeMismatch("diag takes a vector or a square matrix, not one of shape \(shape)")
    }
    return [shape[0]]
  }

  func definition(_ arguments: [Shape]) -> Definition {
    let indices = axisIndices([arguments[0][0], arguments[0][0]])
    let (i, j) = (indices[0], indices[1])
    return arguments[0].rank == 1
      ? Definition(
        indices, .product([.entry("x", i), .delta(.index(i), .index(j))]))
      : Definition([i], .entry("x", i, i))
  }

  func value(_ arguments: [Tensor]) -> Tensor {
    let n = arguments[0].shape[0]
    if arguments[0].shape.rank == 2 {
      return Tensor(vector: (0..<n).map { arguments[0].values[$0 * n + $0] })
    }
    var result = Tensor.zeros([n, n])
    for (place, value) in arguments[0].values.enumerated() {
      result.values[place * n + place] = value
    }
    return result
  }

  func pullback(
    _ cotangent: Tensor, _ arguments: [Tensor], result: Tensor, withRespectTo argument: Int
  ) -> Tensor { value([cotangent]) }

  func pullbackMultiplications(_ arguments: [Shape], withRespectTo argument: Int) -> Int { 0 }

  func expression(_ arguments: [MatrixExpression], in algebra: Algebra) -> MatrixExpression? {
    Self.expression(arguments[0], in: algebra)
  }

  private static func expression(
    _ argument: MatrixExpression, in algebra: Algebra
  ) -> MatrixExpression {
    let n = argument.shape[0]
    return algebra.apply(matrix, [argument], shape: argument.shape.rank == 1 ? [n, n] : [n])
  }

  var samples: [[Tensor]] {
    [
      [Tensor(vector: [0.3, -1.2, 2.5])], [Tensor(vector: [0.4])],
      [Tensor([0.3, 1.2, -0.4, 1.1, -0.2, 0.5, -0.7, 0.6, 1.3], shape: [3, 3])],
    ]
  }

  var matrixFunction: MatrixFunction? { Self.matrix }

  static let matrix: MatrixFunction = MatrixFunction(
    "diag", kind: .shaped, isSymmetric: true,
    simplified: { algebra, arguments in
      if arguments[0].shape.rank == 2 {
        // diag(diag(x)) = x
        return algebra.argument(of: arguments[0], calling: Self.matrix)
          ?? algebra.diagonal(of: arguments[0], by: Self.matrix)
      }
      return arguments[0].isZero
        ? algebra.zero([arguments[0].shape[0], arguments[0].shape[0]]) : nil
    },
    pullback: { algebra, d, _, _ in [expression(d, in: algebra)] })
}
