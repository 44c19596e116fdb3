import IndexNotation
import MatrixNotation
import Tensors

/// A tensor with zeros before and after along its axes: `pad(x, [[1, 1]])`.
struct Pad: JoiningFunction {
  let name = "pad"
  let options = [OptionDeclaration("pad_width", .widths)]
  let calling = CallingConvention.separate
  let parameters = ["z"]
  let summary =
    "A tensor with zeros before and after along its axes: pad(x, 1), pad(X, [[0, 1], [2, 2]])."
  let source = "https://numpy.org/doc/stable/reference/generated/numpy.pad.html"
  let count = 1
  /// Before and after, for each axis; one for all.
  private let widths: [[Int]]

  init(_ widths: [[Int]] = [[1, 1]]) { self.widths = widths }

  func configured(with options: Options) throws(OptionError) -> any Function {
    guard let widths = options.widths("pad_width") else {
      throw OptionError("pad takes how many zeros: pad(x, 1)")
    }
    return Pad(widths)
  }

  private func widths(_ rank: Int) -> [[Int]] {
    widths.count == 1 ? Array(repeating: widths[0], count: rank) : widths
  }

  func resultShape(_ arguments: [Shape]) throws(ShapeMismatch) -> Shape {
    let shape = arguments[0]
    guard widths.count == 1 || widths.count == shape.rank else {
      throw ShapeMismatch(
        "pad_width for \(widths.count) axes, but shape \(shape) has \(shape.rank)")
    }
    return Shape(zip(shape.dimensions, widths(shape.rank)).map { $0 + $1[0] + $1[1] })
  }

  func blocks(_ arguments: [Shape]) -> [[MatrixExpression.Place]] {
    let shape = arguments[0]
    return [
      zip(shape.dimensions, widths(shape.rank)).map { .range($1[0], $1[0] + $0, by: 1) }
    ]
  }

  var samples: [[Tensor]] { [[Tensor(vector: [0.3, -1.2, 2.5])]] }

  func numPy(_ arguments: [String]) -> String {
    let pairs = widths.map { "(\($0[0]), \($0[1]))" }.joined(separator: ", ")
    return "np.pad(\(arguments[0]), \(widths.count == 1 ? pairs : "(\(pairs))"))"
  }
}
