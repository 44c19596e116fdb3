import IndexNotation
import MatrixNotation
import Tensors

/// A tensor of ones of a given shape.
struct Ones: NullaryFunction {
  let name = "ones"
  let options = [OptionDeclaration("shape", .shape)]
  let summary = "A tensor of ones of a given shape: ones(3), ones((2, 3))."
  let source = "https://numpy.org/doc/stable/reference/generated/numpy.ones.html"
  let shape: Shape

  init(_ shape: Shape = [2]) { self.shape = shape }

  func configured(with options: Options) throws(OptionError) -> any Function {
    Ones(Shape(try extents(options, "shape")))
  }

  func resized(to shape: Shape) -> any Function { Ones(shape) }

  func entry(at indices: [Index]) -> IndexExpression { .one }

  func expression(_ arguments: [MatrixExpression], in algebra: Algebra) -> MatrixExpression? {
    algebra.ones(shape)
  }
}
