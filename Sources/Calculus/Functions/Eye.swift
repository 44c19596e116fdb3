import IndexNotation
import MatrixNotation
import Tensors

/// The identity matrix: 1 on the diagonal, 0 elsewhere.
struct Eye: NullaryFunction {
  let name = "eye"
  let options = [OptionDeclaration("N", .integer)]
  let summary = "The identity matrix of N rows: 1 on the diagonal, 0 elsewhere."
  let source = "https://numpy.org/doc/stable/reference/generated/numpy.eye.html"
  let shape: Shape

  init(_ count: Int = 2) { shape = [count, count] }

  func configured(with options: Options) throws(OptionError) -> any Function {
    Eye(try extents(options, "N")[0])
  }

  func resized(to shape: Shape) -> any Function { Eye(shape[0]) }

  func entry(at indices: [Index]) -> IndexExpression {
    .deltaOf(.index(indices[0]), .index(indices[1]))
  }

  func expression(_ arguments: [MatrixExpression], in algebra: Algebra) -> MatrixExpression? {
    algebra.identity(shape[0])
  }
}
