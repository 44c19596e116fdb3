import IndexNotation
import MatrixNotation
import Tensors

/// A tensor of zeros of a given shape.
struct Zeros: NullaryFunction {
  let name = "zeros"
  let options = [OptionDeclaration("shape", .shape)]
  let summary = "A tensor of zeros of a given shape: zeros(3), zeros((2, 3))."
  let source = "https://numpy.org/doc/stable/reference/generated/numpy.zeros.html"
  let shape: Shape

  init(_ shape: Shape = [2]) { self.shape = shape }

  func configured(with options: Options) throws(OptionError) -> any Function {
    Zeros(Shape(try extents(options, "shape")))
  }

  func resized(to shape: Shape) -> any Function { Zeros(shape) }

  func entry(at indices: [Index]) -> IndexExpression { .zero }

  func expression(_ arguments: [MatrixExpression], in algebra: Algebra) -> MatrixExpression? {
    algebra.zero(shape)
  }
}
