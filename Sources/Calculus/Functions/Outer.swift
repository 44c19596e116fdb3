import IndexNotation
import MatrixNotation
import Tensors

/// The outer product of two vectors, a bᵀ.
///
/// Formula: `outer(a, b)_ij = a_i b_j`.
/// Source: https://numpy.org/doc/stable/reference/generated/numpy.outer.html
struct Outer: ExplicitFunction {
  let name = "outer"
  let parameters = ["a", "b"]
  let summary = "The outer product of two vectors: outer(a, b)_ij = a_i b_j."
  let source = "https://numpy.org/doc/stable/reference/generated/numpy.outer.html"

  func resultShape(_ arguments: [Shape]) throws(ShapeMismatch) -> Shape {
    guard arguments.allSatisfy({ $0.rank == 1 }) else {
      throw ShapeMismatch(
        "outer(a, b) takes two vectors, not shapes \(arguments[0]) and \(arguments[1])")
    }
    return [arguments[0][0], arguments[1][0]]
  }

  func definition(_ arguments: [Shape]) -> Definition {
    let indices = axisIndices([arguments[0][0], arguments[1][0]])
    return Definition(indices, .product([.entry("a", indices[0]), .entry("b", indices[1])]))
  }

  func value(_ arguments: [Tensor]) -> Tensor {
    Tensor(
      arguments[0].values.flatMap { a in arguments[1].values.map { a * $0 } },
      shape: [arguments[0].count, arguments[1].count])
  }

  func pullbackMultiplications(_ arguments: [Shape], withRespectTo argument: Int) -> Int {
    arguments[0].count * arguments[1].count
  }

  func expression(_ arguments: [MatrixExpression], in algebra: Algebra) -> MatrixExpression? {
    algebra.outer(arguments[0], arguments[1])
  }

  var samples: [[Tensor]] {
    [
      [Tensor(vector: [0.3, -1.2]), Tensor(vector: [2.1, 0.4, -0.6])],
      [Tensor(vector: [0.7]), Tensor(vector: [-1.3])],
    ]
  }
}
