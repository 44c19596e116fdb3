import IndexNotation
import MatrixNotation
import Tensors

/// A tensor of zeros of a given shape.
struct Zeros: FilledTensor {
  let name = "zeros"
  let summary = "A tensor of zeros of a given shape: zeros(3), zeros((2, 3))."
  let source = "https://numpy.org/doc/stable/reference/generated/numpy.zeros.html"
  let shape: Shape

  init(_ shape: Shape = [2]) { self.shape = shape }

  func entry(at indices: [Index]) -> IndexExpression { .zero }

  func expression(_ arguments: [MatrixExpression], in algebra: Algebra) -> MatrixExpression? {
    algebra.zero(shape)
  }
}
