import IndexNotation
import MatrixNotation
import Tensors

/// The same entries, row by row, in another shape.
struct Reshape: Rearrangement {
  let name = "reshape"
  let options = [OptionDeclaration("shape", .shape)]
  let summary =
    "The same entries, row by row, in another shape: reshape(x, (2, 3)), reshape(x, -1)."
  let source = "https://numpy.org/doc/stable/reference/generated/numpy.reshape.html"
  /// A length of -1 is what is left.
  private let extents: [Int]

  init(_ extents: [Int] = [-1]) { self.extents = extents }

  func configured(with options: Options) throws(OptionError) -> any Function {
    guard let extents = options.integers("shape") else {
      throw OptionError("reshape takes the option 'shape'")
    }
    guard extents.filter({ $0 == -1 }).count <= 1, !extents.contains(0) else {
      throw OptionError("the option 'shape' has at most one length that is open, and none of 0")
    }
    return Reshape(extents)
  }

  func resultShape(_ arguments: [Shape]) throws(ShapeMismatch) -> Shape {
    let count = arguments[0].count
    let known = extents.filter { $0 > 0 }.reduce(1.0) { $0 * Double($1) }
    let isOpen = extents.contains(-1)
    guard known <= Double(count), isOpen ? count % Int(known) == 0 : count == Int(known) else {
      throw ShapeMismatch(
        "\(count) entries of shape \(arguments[0]) do not fit "
          + "(\(extents.map(String.init).joined(separator: ", ")))")
    }
    return Shape(extents.map { $0 == -1 ? count / Int(known) : $0 })
  }

  func numPy(_ arguments: [String]) -> String {
    let lengths = extents.map(String.init).joined(separator: ", ")
    return "np.reshape(\(arguments[0]), (\(lengths)\(extents.count == 1 ? "," : "")))"
  }

  func quotesPullback(numbers: [Bool]) -> Bool { false }

  func origins(in argument: Shape) -> [Int] { Array(0..<argument.count) }

  /// The entry whose place in storage is the same.
  func definition(_ arguments: [Shape]) -> Definition {
    let (before, after) = (arguments[0], knownShape(arguments))
    let indices = axisIndices(after)
    func place(_ indices: [Index], _ shape: Shape) -> AffinePlace {
      AffinePlace(zip(indices, shape.strides).map { ($0, $1) })
    }
    if before == after || before.rank == 0 {
      let own = before.rank == 0 ? [] : indices.map { Subscript.index($0) }
      return Definition(indices, .element(Element("z", own)))
    }
    if before.rank == 1 {
      return Definition(indices, .element(Element("z", [.at(place(indices, after))])))
    }
    let own = axisIndices(before, from: after.rank)
    let body = IndexExpression.product([
      .deltaOf(.at(place(indices, after)), .at(place(own, before))),
      .element(Element("z", own.map { .index($0) })),
    ])
    return Definition(indices, own.reversed().reduce(body) { .sum(over: $1, $0) })
  }

  /// Axes of length 1 come and go; other shapes have no matrix notation.
  func expression(_ arguments: [MatrixExpression], in algebra: Algebra) -> MatrixExpression? {
    let (before, after) = (arguments[0].shape, knownShape(arguments.map(\.shape)))
    guard before.dimensions.filter({ $0 > 1 }) == after.dimensions.filter({ $0 > 1 }) else {
      return nil
    }
    let flat = algebra.part(
      arguments[0], before.dimensions.map { $0 == 1 ? .at(0) : .range(0, $0, by: 1) })
    return after.dimensions.enumerated().reduce(flat) { expression, axis in
      axis.element > 1
        ? expression
        : algebra.expanded(expression, axis: axis.offset - expression.shape.rank - 1)
    }
  }

  var samples: [[Tensor]] {
    [[Tensor([0.3, -1.2, 2.5, -0.7, 0.6, -3], shape: [3, 2])]]
  }
}
