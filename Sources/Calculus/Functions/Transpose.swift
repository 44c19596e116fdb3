import IndexNotation
import MatrixNotation
import Tensors

/// The axes in the opposite order, z.T: for a matrix, rows become columns.
struct Transpose: Rearrangement {
  let name = ".T"
  let summary = "The axes in the opposite order; for a matrix, rows become columns."
  let source = "https://numpy.org/doc/stable/reference/generated/numpy.ndarray.T.html"
  let notation = FunctionNotation.sign

  func resultShape(_ arguments: [Shape]) throws(ShapeMismatch) -> Shape {
    Shape(arguments[0].dimensions.reversed())
  }

  func origins(in argument: Shape) -> [Int] {
    Shape(argument.dimensions.reversed()).offsets(steps: argument.strides.reversed())
  }

  func definition(_ arguments: [Shape]) -> Definition {
    let indices = axisIndices(Shape(arguments[0].dimensions.reversed()))
    return Definition(
      indices, .element(Element("z", indices.reversed().map { .index($0) })))
  }

  var samples: [[Tensor]] {
    let values: [Double] = [0.3, -1.2, 2.5, -0.7, 0.6, -3]
    return [
      [Tensor(vector: values)], [Tensor(values, shape: [2, 3])],
      [Tensor(values, shape: [1, 2, 3])],
    ]
  }

  func expression(_ arguments: [MatrixExpression], in algebra: Algebra) -> MatrixExpression? {
    arguments[0].shape.rank <= 2 ? algebra.transpose(arguments[0]) : nil
  }
}
