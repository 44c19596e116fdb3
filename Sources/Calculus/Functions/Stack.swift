import IndexNotation
import MatrixNotation
import Tensors

/// Tensors of one shape along a new axis: `stack([a, b])`.
struct Stack: JoiningAlongAxis {
  let name = "stack"
  let aliases = ["array"]
  let summary = "Tensors of one shape along a new axis: stack([a, b]), stack([a, b], axis=1)."
  let source = "https://numpy.org/doc/stable/reference/generated/numpy.stack.html"
  let count: Int
  let axis: Int

  init(count: Int = 2, axis: Int = 0) { (self.count, self.axis) = (count, axis) }

  func resultShape(_ arguments: [Shape]) throws(ShapeMismatch) -> Shape {
    let shape = arguments[0]
    if let other = arguments.first(where: { $0 != shape }) {
      throw ShapeMismatch("\(name) of shapes \(shape) and \(other), which are not equal")
    }
    guard (-shape.rank - 1...shape.rank).contains(axis) else {
      throw ShapeMismatch("axis \(axis) of a stack of shapes \(shape)")
    }
    var dimensions = shape.dimensions
    dimensions.insert(count, at: place(in: shape))
    return Shape(dimensions)
  }

  private func place(in shape: Shape) -> Int { axis < 0 ? axis + shape.rank + 1 : axis }

  func blocks(_ arguments: [Shape]) -> [[MatrixExpression.Place]] {
    arguments.enumerated().map { number, shape in
      var places = shape.dimensions.map { MatrixExpression.Place.range(0, $0, by: 1) }
      places.insert(.at(number), at: place(in: shape))
      return places
    }
  }

  var samples: [[Tensor]] {
    let a = Tensor(vector: [0.3, -1.2, 2.5])
    return [[a, Tensor(vector: [1.1, 0.4, -0.6])], [Tensor(scalar: 0.2), Tensor(scalar: -1.4)]]
  }
}
