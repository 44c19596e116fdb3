import IndexNotation
import MatrixNotation
import Tensors

/// A tensor of ones of a given shape.
struct Ones: FilledTensor {
  let name = "ones"
  let summary = "A tensor of ones of a given shape: ones(3), ones((2, 3))."
  let source = "https://numpy.org/doc/stable/reference/generated/numpy.ones.html"
  let shape: Shape

  init(_ shape: Shape = [2]) { self.shape = shape }

  func entry(at indices: [Index]) -> IndexExpression { .one }

  func expression(_ arguments: [MatrixExpression], in algebra: Algebra) -> MatrixExpression? {
    algebra.ones(shape)
  }
}
