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

  /// The entries as (before, length, after), where those along the middle are added up.
  private func extents(_ shape: Shape) -> (before: Int, length: Int, after: Int) {
    guard let axis = resolvedAxis(shape) else { return (1, shape.count, 1) }
    return (
      shape.dimensions.prefix(axis).reduce(1, *), shape[axis],
      shape.dimensions.dropFirst(axis + 1).reduce(1, *)
    )
  }

  private func factor(_ shape: Shape) -> Rational { factor(extents(shape).length) }

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

  func value(_ arguments: [Tensor]) -> Tensor {
    let shape = arguments[0].shape
    let (before, length, after) = extents(shape)
    var sums = [Double](repeating: 0, count: before * after)
    arguments[0].values.withUnsafeBufferPointer { values in
      for row in 0..<before * length {
        let target = row / length * after
        for i in 0..<after { sums[target + i] += values[row * after + i] }
      }
    }
    let factor = factor(shape)
    return Tensor(sums, shape: knownShape([shape])).map {
      $0 * Double(factor.numerator) / Double(factor.denominator)
    }
  }

  /// A row of equal numbers for every sum: I ⊗ f 1ᵀ ⊗ I.
  func jacobian(
    _ arguments: [Tensor], result: Tensor, withRespectTo argument: Int
  ) -> StructuredMatrix {
    let shape = arguments[0].shape
    let (before, length, after) = extents(shape)
    return .kronecker(
      before: before, Tensor(repeating: factor(shape).double, shape: [1, length]), after: after)
  }

  func pullback(
    _ cotangent: Tensor, _ arguments: [Tensor], result: Tensor, withRespectTo argument: Int
  ) -> Tensor {
    let shape = arguments[0].shape
    let (before, length, after) = extents(shape)
    let factor = factor(shape).double
    var gradient: [Double] = []
    gradient.reserveCapacity(shape.count)
    for row in 0..<before * length {
      let start = row / length * after
      for i in 0..<after { gradient.append(factor * cotangent.values[start + i]) }
    }
    return Tensor(gradient, shape: shape)
  }

  func pullbackMultiplications(_ arguments: [Shape], withRespectTo argument: Int) -> Int {
    factor(arguments[0]) == .one ? 0 : arguments[0].count
  }

  func expression(_ arguments: [MatrixExpression], in algebra: Algebra) -> MatrixExpression? {
    let shape = arguments[0].shape
    let axes = resolvedAxis(shape).map { [$0 - shape.rank] } ?? algebra.allAxes(shape)
    return algebra.scaled(factor(shape), algebra.reduction(axes, arguments[0]))
  }

  func definition(_ arguments: [Shape]) -> Definition {
    let indices = axisIndices(arguments[0])
    let axis = resolvedAxis(arguments[0])
    var body = IndexExpression.element(Element("z", indices.map { .index($0) }))
    for (place, index) in indices.enumerated().reversed() where axis == nil || place == axis {
      body = .sum(over: index, body)
    }
    let factor = factor(arguments[0])
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
