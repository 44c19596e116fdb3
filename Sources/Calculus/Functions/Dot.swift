import IndexNotation
import MatrixNotation
import Tensors

/// The inner product of two vectors, aᵀ b.
///
/// Formula: `dot(a, b) = Σ_i a_i b_i`. Of matrices NumPy's `dot` is their product: that is `@` here.
/// Source: https://numpy.org/doc/stable/reference/generated/numpy.dot.html
struct Dot: ExplicitFunction {
  let name = "dot"
  let parameters = ["a", "b"]
  let summary = "The inner product of two vectors: sum_i a_i b_i."
  let source = "https://numpy.org/doc/stable/reference/generated/numpy.dot.html"

  func resultShape(_ arguments: [Shape]) throws(ShapeMismatch) -> Shape {
    guard arguments.allSatisfy({ $0.rank == 1 }), arguments[0] == arguments[1] else {
      throw ShapeMismatch(
        "dot(a, b) takes two vectors of the same length, not shapes \(arguments[0]) and "
          + "\(arguments[1])", arguments.contains { $0.rank > 1 } ? "say '@' for matrices" : nil)
    }
    return .scalar
  }

  func definition(_ arguments: [Shape]) -> Definition {
    let i = Index("i", range: arguments[0][0])
    return Definition([], .sum(over: i, .product([.entry("a", i), .entry("b", i)])))
  }

  func pullbackMultiplications(_ arguments: [Shape], withRespectTo argument: Int) -> Int {
    arguments[0].count
  }

  func expression(_ arguments: [MatrixExpression], in algebra: Algebra) -> MatrixExpression? {
    algebra.matrixProduct(arguments[0], arguments[1])
  }

  var samples: [[Tensor]] {
    [
      [Tensor(vector: [0.3, -1.2, 0.8]), Tensor(vector: [2.1, 0.4, -0.6])],
      [Tensor(vector: [0.7]), Tensor(vector: [-1.3])],
    ]
  }
}
