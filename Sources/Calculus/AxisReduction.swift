import IndexNotation
import MatrixNotation
import Tensors

/// Along which axes entries are put together, and whether these stay with length 1.
struct ReducedAxes: Hashable, Sendable {
  /// As the author counts them: from 0, from the end where negative; `nil` for all.
  let axes: [Int]?
  let keeps: Bool

  static let all = ReducedAxes(axes: nil, keeps: false)

  static let options = [
    OptionDeclaration("axis", .axes), OptionDeclaration("keepdims", .flag),
  ]

  init(axes: [Int]?, keeps: Bool) { (self.axes, self.keeps) = (axes, keeps) }

  init(_ options: Options) {
    self.init(axes: options.integers("axis"), keeps: options.flag("keepdims"))
  }

  /// The axes counted from 0, in order.
  func resolved(_ shape: Shape) -> [Int] {
    axes.map { Set($0.map { $0 < 0 ? $0 + shape.rank : $0 }).sorted() } ?? Array(0..<shape.rank)
  }

  func resultShape(_ shape: Shape) throws(ShapeMismatch) -> Shape {
    let resolved = resolved(shape)
    if let axes {
      for axis in axes where !(-shape.rank..<shape.rank).contains(axis) {
        throw ShapeMismatch(
          shape.rank == 0
            ? "axis \(axis) of a single number, which has none"
            : "axis \(axis) of shape \(shape): axes are counted from 0 to \(shape.rank - 1)")
      }
      guard resolved.count == axes.count else {
        throw ShapeMismatch("an axis stands twice in \(axes)")
      }
    }
    return Shape(
      shape.dimensions.enumerated().compactMap { axis, length in
        resolved.contains(axis) ? (keeps ? 1 : nil) : length
      })
  }

  /// How many entries are put together.
  func length(_ shape: Shape) -> Int { resolved(shape).reduce(1) { $0 * shape[$1] } }

  /// The entries as (before, length, after), where the axes along the middle are put together;
  /// `nil` where other axes stand between them.
  func extents(_ shape: Shape) -> (before: Int, length: Int, after: Int)? {
    let axes = resolved(shape)
    guard let first = axes.first, let last = axes.last else { return (shape.count, 1, 1) }
    guard last - first + 1 == axes.count else { return nil }
    return (
      shape.dimensions[..<first].reduce(1, *), length(shape),
      shape.dimensions[(last + 1)...].reduce(1, *)
    )
  }

  /// For every entry the place in storage of the entry of the result that it goes into.
  func targets(_ shape: Shape) -> [Int] {
    let axes = resolved(shape)
    let kept = Shape(shape.dimensions.enumerated().map { axes.contains($0) ? 1 : $1 })
    return shape.offsets(
      steps: kept.strides.enumerated().map { axes.contains($0) ? 0 : $1 })
  }

  /// The axes counted from the end, as matrix notation has them.
  func fromTheEnd(_ shape: Shape) -> [Int] { resolved(shape).map { $0 - shape.rank } }

  /// Indices of the argument, and what those of the result are.
  func indices(_ shape: Shape) -> (all: [Index], summed: [Index], result: [Index]) {
    let all = axisIndices(shape)
    let axes = resolved(shape)
    return (
      all, axes.map { all[$0] },
      all.enumerated().compactMap { axis, index in
        axes.contains(axis) ? (keeps ? Index("\(index.name)1", range: 1) : nil) : index
      }
    )
  }
}

/// A function that adds up entries over all axes, or over some, times a fixed factor.
///
/// A conforming type gives the factor; everything else follows. Axes are counted from 0, negative
/// ones from the end, as NumPy does.
protocol AxisReduction: ExplicitFunction {
  var reduced: ReducedAxes { get }
  init(_ reduced: ReducedAxes)
  /// What the sum over `count` entries is multiplied with.
  func factor(_ count: Int) -> Rational
}

extension AxisReduction {
  var parameters: [String] { ["z"] }
  var options: [OptionDeclaration] { ReducedAxes.options }

  func configured(with options: Options) throws(OptionError) -> any Function {
    Self(ReducedAxes(options))
  }

  private func factor(_ shape: Shape) -> Rational { factor(reduced.length(shape)) }

  func resultShape(_ arguments: [Shape]) throws(ShapeMismatch) -> Shape {
    try reduced.resultShape(arguments[0])
  }

  func value(_ arguments: [Tensor]) -> Tensor {
    let shape = arguments[0].shape
    let result = knownShape([shape])
    var sums = [Double](repeating: 0, count: result.count)
    arguments[0].values.withUnsafeBufferPointer { values in
      if let (before, length, after) = reduced.extents(shape) {
        for row in 0..<before * length {
          let target = row / length * after
          for i in 0..<after { sums[target + i] += values[row * after + i] }
        }
      } else {
        for (place, target) in reduced.targets(shape).enumerated() { sums[target] += values[place] }
      }
    }
    let factor = factor(shape)
    return Tensor(sums, shape: result).map {
      $0 * Double(factor.numerator) / Double(factor.denominator)
    }
  }

  /// A row of equal numbers for every sum: I ⊗ f 1ᵀ ⊗ I where the axes stand together.
  func jacobian(
    _ arguments: [Tensor], result: Tensor, withRespectTo argument: Int
  ) -> StructuredMatrix {
    let shape = arguments[0].shape
    let factor = factor(shape).double
    if let (before, length, after) = reduced.extents(shape) {
      return .kronecker(
        before: before, Tensor(repeating: factor, shape: [1, length]), after: after)
    }
    var columns = [[Int]](repeating: [], count: result.count)
    for (place, target) in reduced.targets(shape).enumerated() { columns[target].append(place) }
    var rows = SparseRows(columns: shape.count)
    for row in columns { rows.append(row: row.map { (column: $0, value: factor) }) }
    return .sparse(rows)
  }

  func pullback(
    _ cotangent: Tensor, _ arguments: [Tensor], result: Tensor, withRespectTo argument: Int
  ) -> Tensor {
    let shape = arguments[0].shape
    let factor = factor(shape).double
    guard let (before, length, after) = reduced.extents(shape) else {
      return Tensor(reduced.targets(shape).map { factor * cotangent.values[$0] }, shape: shape)
    }
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
    return algebra.scaled(
      factor(shape),
      algebra.reduction(reduced.fromTheEnd(shape), keeps: reduced.keeps, arguments[0]))
  }

  func definition(_ arguments: [Shape]) -> Definition {
    let (all, summed, result) = reduced.indices(arguments[0])
    let body = summed.reversed().reduce(
      IndexExpression.element(Element("z", all.map { .index($0) }))
    ) { .sum(over: $1, $0) }
    let factor = factor(arguments[0])
    return Definition(result, factor == .one ? body : .product([.number(factor), body]))
  }

  var samples: [[Tensor]] {
    let values: [Double] = [0.3, -1.2, 2.5, -0.7, 0.6, -3]
    return reduced.axes == nil
      ? [
        [Tensor(scalar: 1.5)], [Tensor(vector: values)], [Tensor(values, shape: [2, 3])],
        [Tensor(values, shape: [3, 1, 2])],
      ] : [[Tensor(values, shape: [2, 3])], [Tensor(values, shape: [3, 1, 2])]]
  }
}
