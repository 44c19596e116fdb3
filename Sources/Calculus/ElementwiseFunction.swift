import IndexNotation
import Tensors

/// A function that is applied to every entry on its own: its Jacobian is diagonal.
///
/// A conforming type gives the function of one variable and its derivative; shapes, Jacobian,
/// pullback and samples follow.
protocol ElementwiseFunction: Function {
  /// The function of one real variable.
  func evaluate(_ x: Double) -> Double
  /// Its derivative at `x`, where `y` is its value there.
  func derivative(at x: Double, value y: Double) -> Double
  /// Its value in index notation, for an argument in index notation.
  func definition(of x: IndexExpression) -> IndexExpression
  /// Whether it is defined for positive arguments only.
  var needsPositive: Bool { get }
}

extension ElementwiseFunction {
  var parameters: [String] { ["z"] }
  var needsPositive: Bool { false }

  func resultShape(_ arguments: [Shape]) throws(ShapeMismatch) -> Shape { arguments[0] }

  func value(_ arguments: [Tensor]) -> Tensor { arguments[0].map { evaluate($0) } }

  /// Shape (n, n): the derivatives on the diagonal.
  func jacobian(
    _ arguments: [Tensor], result: Tensor, withRespectTo argument: Int
  ) -> StructuredMatrix {
    .diagonal(
      Tensor.broadcast(arguments[0], result) { x, y in derivative(at: x, value: y) }.values)
  }

  func pullback(
    _ cotangent: Tensor, _ arguments: [Tensor], result: Tensor, withRespectTo argument: Int
  ) -> Tensor {
    let slopes = Tensor.broadcast(arguments[0], result) { x, y in derivative(at: x, value: y) }
    return Tensor.broadcast(cotangent, slopes, *)
  }

  func pullbackMultiplications(_ arguments: [Shape], withRespectTo argument: Int) -> Int {
    arguments[0].count
  }

  func definition(_ arguments: [Shape]) -> Definition {
    let indices = axisIndices(arguments[0])
    return Definition(
      indices, definition(of: .element(Element("z", indices.map { .index($0) }))))
  }

  var samples: [[Tensor]] {
    let values: [Double] =
      needsPositive
      ? [0.3, 1.2, 2.5, 0.07, 4, 0.9] : [0.3, -1.2, 2.5, -0.07, 0.6, -3]
    return [
      [Tensor(scalar: values[0])], [Tensor(vector: values)], [Tensor(values, shape: [2, 3])],
      [Tensor(values, shape: [1, 3, 2])],
    ]
  }
}

/// One index for every axis of a shape: `i, j, k, ...`.
func axisIndices(_ shape: Shape, from first: Int = 0) -> [Index] {
  let letters = ["i", "j", "k", "l", "m", "n", "p", "q"]
  return shape.dimensions.enumerated().map { axis, range in
    let place = axis + first
    return Index(
      place < letters.count ? letters[place] : "i\(place)", range: range)
  }
}
