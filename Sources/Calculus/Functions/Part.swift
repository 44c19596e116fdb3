import IndexNotation
import MatrixNotation
import Tensors

/// What brackets take of an axis.
public enum AxisPlace: Hashable, Sendable {
  /// One place, counted from 0: the axis goes.
  case at(Int)
  /// So many places from the first on, in steps that may be negative.
  case range(from: Int, count: Int, by: Int)
  /// An axis of length 1 that was not there.
  case new
}

/// Entries, rows, windows, new axes, counted from 0 as NumPy does: `z[0, 2]`, `x[1:]`, `x[:, None]`.
///
/// Not in the catalogue under a name of its own: indexing becomes it.
struct Part: Rearrangement {
  let places: [AxisPlace]
  let name = "[]"
  var summary: String { "The entries of a tensor at fixed places of its axes." }
  let source = "https://numpy.org/doc/stable/user/basics.indexing.html"
  let notation = FunctionNotation.sign

  /// - Parameter places: for the first axes; those behind stay whole.
  init(_ places: [AxisPlace]) { self.places = places }

  func quotesPullback(numbers: [Bool]) -> Bool { false }

  func resultShape(_ arguments: [Shape]) throws(ShapeMismatch) -> Shape {
    let shape = arguments[0]
    let axes = places.filter { $0 != .new }
    guard axes.count <= shape.rank else {
      throw ShapeMismatch("\(axes.count) places for shape \(shape), which has \(shape.rank) axes")
    }
    for (axis, place) in axes.enumerated() {
      let ends: [Int] =
        switch place {
        case .at(let place): [place]
        case .range(let start, let count, let step): [start, start + (count - 1) * step]
        case .new: []
        }
      for place in ends where !(0..<shape[axis]).contains(place) {
        throw ShapeMismatch(
          "place \(place) on an axis of \(shape[axis]); places are counted from 0, as in NumPy")
      }
    }
    return Shape(
      places.compactMap { place in
        switch place {
        case .at: nil
        case .range(_, let count, _): count
        case .new: 1
        }
      } + shape.dimensions.dropFirst(axes.count))
  }

  /// Places beyond the end of an axis become its last one; a window is tied to the length of its
  /// axis.
  func shortened(_ axes: ShortAxes, _ arguments: [Shape]) -> any Function {
    var axis = 0
    return Part(
      places.map { place in
        if place == .new { return place }
        defer { axis += 1 }
        let length = arguments[0][axis]
        switch place {
        case .at(let place): return .at(min(place, axes(length) - 1))
        case .range(0, length, by: 1): return .range(from: 0, count: axes(length), by: 1)
        case .range, .new: return place
        }
      })
  }

  func origins(in argument: Shape) -> [Int] {
    var offsets = [0]
    var axis = 0
    let strides = argument.strides
    for place in places {
      switch place {
      case .new: continue
      case .at(let place): offsets = offsets.map { $0 + place * strides[axis] }
      case .range(let start, let count, let step):
        offsets = offsets.flatMap { offset in
          (0..<count).map { offset + (start + $0 * step) * strides[axis] }
        }
      }
      axis += 1
    }
    let rest = argument.dimensions.dropFirst(axis).reduce(1, *)
    return rest == 1 ? offsets : offsets.flatMap { Array($0..<$0 + rest) }
  }

  func definition(_ arguments: [Shape]) -> Definition {
    let indices = axisIndices(knownShape(arguments))
    var free = indices[...]
    var subscripts: [Subscript] = []
    for place in places {
      switch place {
      case .at(let place): subscripts.append(.fixed(place))
      case .range(let start, _, let step):
        guard let index = free.popFirst() else { continue }
        subscripts.append(.at(AffinePlace([(index, step)], constant: start)))
      case .new: free = free.dropFirst()
      }
    }
    return Definition(
      indices, .element(Element("z", subscripts + free.map { .index($0) })))
  }

  var samples: [[Tensor]] {
    [[Tensor([0.3, -1.2, 2.5, -0.7, 0.6, -3], shape: [3, 2])]]
  }

  /// Steps and mirrored axes become products with rows of the identity.
  func expression(_ arguments: [MatrixExpression], in algebra: Algebra) -> MatrixExpression? {
    var expression = arguments[0]
    var whole: [MatrixExpression.Place] = []
    for (axis, place) in places.filter({ $0 != .new }).enumerated() {
      let length = arguments[0].shape[axis]
      switch place {
      case .at(let place): whole.append(.at(place))
      case .range(let start, let count, by: 1):
        whole.append(.range(start, start + count, by: 1))
      case .range(let start, let count, let step):
        let rows = algebra.part(
          algebra.identity(length), [.range(start, start + count * step, by: step)])
        guard let picked = algebra.picking(rows, along: axis, of: expression) else { return nil }
        expression = picked
        whole.append(.range(0, count, by: 1))
      case .new: break
      }
    }
    expression = algebra.part(expression, whole)
    return newAxes(expression, in: algebra)
  }

  private func newAxes(_ expression: MatrixExpression, in algebra: Algebra) -> MatrixExpression {
    var expression = expression
    var position = 0
    for place in places {
      switch place {
      case .at: continue
      case .range: position += 1
      case .new:
        // Counted from the end of what it becomes.
        expression = algebra.expanded(expression, axis: position - expression.shape.rank - 1)
        position += 1
      }
    }
    return expression
  }
}
