import IndexNotation
import MatrixNotation
import Tensors

/// The full convolution of two vectors, one of them mirrored: `y_n = Σ_i a_i b_{n-i}`.
struct Convolve: ExplicitFunction {
  let name = "convolve"
  let parameters = ["a", "b"]
  let summary = "The full convolution of two vectors: y_n = sum_i a_i b_{n-i}."
  let source = "https://numpy.org/doc/stable/reference/generated/numpy.convolve.html"

  func resultShape(_ arguments: [Shape]) throws(ShapeMismatch) -> Shape {
    guard arguments.allSatisfy({ $0.rank == 1 }) else {
      throw ShapeMismatch(
        "convolve(a, b) takes two vectors, not shapes \(arguments[0]) and \(arguments[1])")
    }
    return [arguments[0][0] + arguments[1][0] - 1]
  }

  func shortened(_ axes: ShortAxes, _ arguments: [Shape]) -> any Function { self }

  func definition(_ arguments: [Shape]) -> Definition {
    let n = axisIndices(knownShape(arguments))[0]
    let (i, j) = (Index("s", range: arguments[0][0]), Index("t", range: arguments[1][0]))
    let body = IndexExpression.product([
      .entry("a", i), .entry("b", j),
      .deltaOf(.index(n), .at(AffinePlace([(i, 1), (j, 1)]))),
    ])
    return Definition([n], .sum(over: i, .sum(over: j, body)))
  }

  func expression(_ arguments: [MatrixExpression], in algebra: Algebra) -> MatrixExpression? {
    algebra.apply(Self.matrix, arguments, shape: knownShape(arguments.map(\.shape)))
  }

  var matrixFunction: MatrixFunction? { Self.matrix }

  static let matrix: MatrixFunction = MatrixFunction(
    "convolve", kind: .shaped,
    pullback: { algebra, d, arguments, _ in
      let (a, b) = (arguments[0], arguments[1])
      return [
        algebra.apply(Conv1D.matrix, [d, b], shape: a.shape),
        algebra.apply(Conv1D.matrix, [d, a], shape: b.shape),
      ]
    })

  var samples: [[Tensor]] {
    [[Tensor(vector: [0.3, -1.2, 2.5]), Tensor(vector: [0.6, -0.2])]]
  }
}
