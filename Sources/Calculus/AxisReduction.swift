import IndexNotation
import MatrixNotation
import Tensors

/// A function that adds up entries over all axes, or over one, times a fixed factor.
///
/// A conforming type gives the factor; everything else follows. The axis is counted from 0, a
/// negative one from the end, as NumPy does.
protocol AxisReduction: Function {
  var axis: Int? { get }
  init(axis: Int?)
  /// What the sum over `count` entries is multiplied with.
  func factor(_ count: Int) -> Rational
}

extension AxisReduction {
  var parameters: [String] { ["z"] }

  func configured(with options: [String: Int]) throws(OptionError) -> any Function {
    for option in options.keys.sorted() where option != "axis" {
      throw OptionError("\(name) has no option '\(option)'; it has 'axis'")
    }
    return Self(axis: options["axis"])
  }

  /// The axis counted from 0, or `nil` for all.
  private func resolvedAxis(_ shape: Shape) -> Int? {
    axis.map { $0 < 0 ? $0 + shape.rank : $0 }
  }

  private func count(_ shape: Shape) -> Int {
    resolvedAxis(shape).map { shape[$0] } ?? shape.count
  }

  func resultShape(_ arguments: [Shape]) throws(ShapeMismatch) -> Shape {
    guard let axis = resolvedAxis(arguments[0]) else { return .scalar }
    guard (0..<arguments[0].rank).contains(axis) else {
      throw ShapeMismatch(
        "axis \(self.axis ?? axis) of shape \(arguments[0]): "
          + "axes are counted from 0 to \(arguments[0].rank - 1)")
    }
    var dimensions = arguments[0].dimensions
    dimensions.remove(at: axis)
    return Shape(dimensions)
  }

  /// For every entry of the argument, the place in storage of the result it is added to.
  private func targets(_ shape: Shape) -> [Int] {
    guard let axis = resolvedAxis(shape) else { return Array(repeating: 0, count: shape.count) }
    let inner = shape.dimensions.dropFirst(axis + 1).reduce(1, *)
    return (0..<shape.count).map { place in
      place / (inner * shape[axis]) * inner + place % inner
    }
  }

  func value(_ arguments: [Tensor]) -> Tensor {
    let shape = arguments[0].shape
    var result = Tensor.zeros(knownShape([shape]))
    for (place, target) in targets(shape).enumerated() {
      result.values[target] += arguments[0].values[place]
    }
    let factor = factor(count(shape))
    return result.map { $0 * Double(factor.numerator) / Double(factor.denominator) }
  }

  func jacobian(_ arguments: [Tensor], result: Tensor, withRespectTo argument: Int) -> Tensor {
    let columns = arguments[0].count
    let factor = factor(count(arguments[0].shape)).double
    var jacobian = Tensor.zeros([result.count, columns])
    for (place, target) in targets(arguments[0].shape).enumerated() {
      jacobian.values[target * columns + place] = factor
    }
    return jacobian
  }

  func pullback(
    _ cotangent: Tensor, _ arguments: [Tensor], result: Tensor, withRespectTo argument: Int
  ) -> Tensor {
    let shape = arguments[0].shape
    let factor = factor(count(shape)).double
    return Tensor(targets(shape).map { factor * cotangent.values[$0] }, shape: shape)
  }

  func pullbackMultiplications(_ arguments: [Shape], withRespectTo argument: Int) -> Int {
    factor(count(arguments[0])) == .one ? 0 : arguments[0].count
  }

  func expression(_ arguments: [MatrixExpression], in algebra: Algebra) -> MatrixExpression? {
    let shape = arguments[0].shape
    let axes = resolvedAxis(shape).map { [$0 - shape.rank] } ?? algebra.allAxes(shape)
    return algebra.scaled(factor(count(shape)), algebra.reduction(axes, arguments[0]))
  }

  func definition(_ arguments: [Shape]) -> Definition {
    let indices = axisIndices(arguments[0])
    let axis = resolvedAxis(arguments[0])
    var body = IndexExpression.element(Element("z", indices.map { .index($0) }))
    for (place, index) in indices.enumerated().reversed() where axis == nil || place == axis {
      body = .sum(over: index, body)
    }
    let factor = factor(count(arguments[0]))
    return Definition(
      indices.enumerated().filter { axis != nil && $0.offset != axis }.map(\.element),
      factor == .one ? body : .product([.number(factor), body]))
  }

  var samples: [[Tensor]] {
    let values: [Double] = [0.3, -1.2, 2.5, -0.7, 0.6, -3]
    return axis == nil
      ? [
        [Tensor(scalar: 1.5)], [Tensor(vector: values)], [Tensor(values, shape: [2, 3])],
        [Tensor(values, shape: [3, 1, 2])],
      ] : [[Tensor(values, shape: [2, 3])], [Tensor(values, shape: [3, 1, 2])]]
  }
}
