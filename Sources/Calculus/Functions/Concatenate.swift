import IndexNotation
import MatrixNotation
import Tensors

/// Tensors one behind the other along an axis: `concatenate([a, b])`.
struct Concatenate: JoiningAlongAxis {
  let name = "concatenate"
  let aliases = ["cat"]
  let summary = "Tensors one behind the other along an axis: concatenate([a, b], axis=1)."
  let source = "https://numpy.org/doc/stable/reference/generated/numpy.concatenate.html"
  let count: Int
  let axis: Int

  init(count: Int = 2, axis: Int = 0) { (self.count, self.axis) = (count, axis) }

  func resultShape(_ arguments: [Shape]) throws(ShapeMismatch) -> Shape {
    let shape = arguments[0]
    guard (-shape.rank..<shape.rank).contains(axis) else {
      throw ShapeMismatch(
        shape.rank == 0
          ? "\(name) of single numbers, which have no axes: stack them"
          : "axis \(axis) of shape \(shape)")
    }
    let place = place(in: shape)
    func others(_ shape: Shape) -> [Int] {
      shape.dimensions.enumerated().filter { $0.offset != place }.map(\.element)
    }
    for other in arguments where other.rank != shape.rank || others(other) != others(shape) {
      throw ShapeMismatch(
        "\(name) of shapes \(shape) and \(other): only axis \(place) may have other lengths")
    }
    var dimensions = shape.dimensions
    dimensions[place] = arguments.reduce(0) { $0 + $1[place] }
    return Shape(dimensions)
  }

  private func place(in shape: Shape) -> Int { axis < 0 ? axis + shape.rank : axis }

  func blocks(_ arguments: [Shape]) -> [[MatrixExpression.Place]] {
    var start = 0
    let place = place(in: arguments[0])
    return arguments.map { shape in
      var places = shape.dimensions.map { MatrixExpression.Place.range(0, $0, by: 1) }
      places[place] = .range(start, start + shape[place], by: 1)
      start += shape[place]
      return places
    }
  }

  var samples: [[Tensor]] {
    [[Tensor(vector: [0.3, -1.2, 2.5]), Tensor(vector: [1.1, 0.4])]]
  }
}
