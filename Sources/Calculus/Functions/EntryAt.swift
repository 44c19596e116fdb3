import IndexNotation
import MatrixNotation
import Tensors

/// The part of a tensor at fixed places of its first axes, counted from 0 as NumPy does: z[0, 2].
///
/// Not in the catalogue under a name of its own: indexing becomes it.
struct EntryAt: Rearrangement {
  let places: [Int]
  let name = "[]"
  var summary: String { "The part of a tensor at fixed places of its first axes." }
  let source = "https://numpy.org/doc/stable/user/basics.indexing.html"
  let notation = FunctionNotation.sign

  func quotesPullback(numbers: [Bool]) -> Bool { false }
  func resultShape(_ arguments: [Shape]) throws(ShapeMismatch) -> Shape {
    let shape = arguments[0]
    guard places.count <= shape.rank else {
      throw ShapeMismatch("\(places.count) places for shape \(shape), which has \(shape.rank) axes")
    }
    for (axis, place) in places.enumerated() where !(0..<shape[axis]).contains(place) {
      throw ShapeMismatch(
        "place \(place) on an axis of \(shape[axis]); places are counted from 0, as in NumPy")
    }
    return Shape(Array(shape.dimensions.dropFirst(places.count)))
  }

  /// Places beyond the end of an axis become its last one.
  func shortened(_ axes: ShortAxes, _ arguments: [Shape]) -> any Function {
    EntryAt(
      places: places.enumerated().map { axis, place in
        min(place, axes(arguments[0][axis]) - 1)
      })
  }

  func origins(in argument: Shape) -> [Int] {
    let rest = Shape(Array(argument.dimensions.dropFirst(places.count))).count
    let start = zip(places, argument.strides).reduce(0) { $0 + $1.0 * $1.1 }
    return Array(start..<start + rest)
  }

  func definition(_ arguments: [Shape]) -> Definition {
    let rest = Shape(Array(arguments[0].dimensions.dropFirst(places.count)))
    let indices = axisIndices(rest)
    return Definition(
      indices,
      .element(Element("z", places.map { .fixed($0) } + indices.map { .index($0) })))
  }

  var samples: [[Tensor]] {
    [[Tensor([0.3, -1.2, 2.5, -0.7, 0.6, -3], shape: [3, 2])]]
  }

  func expression(_ arguments: [MatrixExpression], in algebra: Algebra) -> MatrixExpression? {
    algebra.part(arguments[0], at: places)
  }
}
