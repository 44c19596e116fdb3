import IndexNotation
import MatrixNotation
import Tensors

/// The same entries with two axes exchanged.
struct SwapAxes: Rearrangement {
  let name = "swapaxes"
  let options = [OptionDeclaration("axis1", .integer), OptionDeclaration("axis2", .integer)]
  let summary = "The same entries with two axes exchanged: swapaxes(X, -1, -2)."
  let source = "https://numpy.org/doc/stable/reference/generated/numpy.swapaxes.html"
  private let axes: [Int]

  init(_ first: Int = -1, _ second: Int = -2) { axes = [first, second] }

  func configured(with options: Options) throws(OptionError) -> any Function {
    guard let first = options.integer("axis1"), let second = options.integer("axis2") else {
      throw OptionError("swapaxes takes two axes: swapaxes(X, -1, -2)")
    }
    return SwapAxes(first, second)
  }

  func resultShape(_ arguments: [Shape]) throws(ShapeMismatch) -> Shape {
    let rank = arguments[0].rank
    for axis in axes where !(-rank..<rank).contains(axis) {
      throw ShapeMismatch("axis \(axis) of shape \(arguments[0])")
    }
    return Shape(swapped(arguments[0].dimensions))
  }

  private func swapped<Element>(_ elements: [Element]) -> [Element] {
    let places = axes.map { $0 < 0 ? $0 + elements.count : $0 }
    var result = elements
    if places[0] != places[1] { result.swapAt(places[0], places[1]) }
    return result
  }

  func numPy(_ arguments: [String]) -> String {
    "np.swapaxes(\(arguments[0]), \(axes[0]), \(axes[1]))"
  }

  func quotesPullback(numbers: [Bool]) -> Bool { false }

  func origins(in argument: Shape) -> [Int] {
    Shape(swapped(argument.dimensions)).offsets(steps: swapped(argument.strides))
  }

  func definition(_ arguments: [Shape]) -> Definition {
    let indices = axisIndices(knownShape(arguments))
    return Definition(
      indices, .element(Element("z", swapped(indices).map { .index($0) })))
  }

  /// The last two axes exchanged are a transpose; others have no matrix notation.
  func expression(_ arguments: [MatrixExpression], in algebra: Algebra) -> MatrixExpression? {
    let rank = arguments[0].shape.rank
    let places = Set(axes.map { $0 < 0 ? $0 : $0 - rank })
    if places.count == 1 { return arguments[0] }
    return places == [-1, -2] ? algebra.transpose(arguments[0]) : nil
  }

  var samples: [[Tensor]] {
    [[Tensor([0.3, -1.2, 2.5, -0.7, 0.6, -3], shape: [3, 2])]]
  }
}
