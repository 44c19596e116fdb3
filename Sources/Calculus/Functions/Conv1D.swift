import IndexNotation
import MatrixNotation
import Tensors

/// A kernel moved along a signal: `y_i = Σ_k x_{s i + k} w_k`; with channels their sum.
struct Conv1D: Convolution {
  let name = "conv1d"
  let summary =
    "A kernel moved along a signal, y_i = sum_a x_{s i + a} k_a, on vectors or on (channels, length); not mirrored."
  let source = "https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.conv1d.html"
  let moving = 1
  let strides: [Int]

  init(strides: [Int] = [1]) { self.strides = strides }

  func numPy(_ arguments: [String]) -> String {
    "np.correlate(\(arguments.joined(separator: ", ")), \"valid\")"
  }

  /// Of vectors, step by step.
  func expression(_ arguments: [MatrixExpression], in algebra: Algebra) -> MatrixExpression? {
    guard arguments[0].shape.rank == 1, strides == [1] else { return nil }
    return algebra.apply(Self.matrix, arguments, shape: knownShape(arguments.map(\.shape)))
  }

  var matrixFunction: MatrixFunction? { Self.matrix }

  static let matrix: MatrixFunction = MatrixFunction(
    "conv1d", kind: .shaped,
    pullback: { algebra, d, arguments, _ in
      let (x, k) = (arguments[0], arguments[1])
      return [
        algebra.apply(Convolve.matrix, [d, k], shape: x.shape),
        algebra.apply(matrix, [x, d], shape: k.shape),
      ]
    })

  var samples: [[Tensor]] {
    [
      [Tensor(vector: [0.3, -1.2, 2.5, 0.7, -0.4]), Tensor(vector: [0.6, -0.2, 1.1])],
      [
        Tensor((0..<8).map { Double($0 * 5 % 7) - 2.5 }, shape: [2, 4]),
        Tensor((0..<12).map { Double($0 * 3 % 5) - 1.7 }, shape: [3, 2, 2]),
      ],
    ]
  }
}
