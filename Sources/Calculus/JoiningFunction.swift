import IndexNotation
import MatrixNotation
import Tensors

/// A function that puts its arguments side by side: every entry of the result is an entry of one.
protocol JoiningFunction: ExplicitFunction {
  var count: Int { get }
  /// Where each argument stands in the result.
  func blocks(_ arguments: [Shape]) -> [[MatrixExpression.Place]]
}

/// A function of as many tensors as there are, along an axis that an option says.
protocol JoiningAlongAxis: JoiningFunction {
  var axis: Int { get }
  init(count: Int, axis: Int)
}

extension JoiningAlongAxis {
  var options: [OptionDeclaration] { [OptionDeclaration("axis", .integer)] }

  func configured(with options: Options) throws(OptionError) -> any Function {
    Self(count: count, axis: options.integer("axis") ?? 0)
  }

  func taking(_ count: Int) -> any Function { Self(count: count, axis: axis) }
}

extension JoiningFunction {
  var parameters: [String] { (0..<count).map { "a\($0 + 1)" } }
  var calling: CallingConvention { .list }

  func quotesPullback(numbers: [Bool]) -> Bool { false }

  func numPy(_ arguments: [String]) -> String {
    "np.\(name)([\(arguments.joined(separator: ", "))])"
  }

  /// The places in the storage of the result that an argument's entries go to.
  private func targets(_ places: [MatrixExpression.Place], _ result: Shape) -> [Int] {
    zip(places, result.strides).reduce([0]) { offsets, axis in
      switch axis.0 {
      case .at(let place): offsets.map { $0 + place * axis.1 }
      case .range(let start, let end, let step):
        offsets.flatMap { offset in
          stride(from: start, to: end, by: step).map { offset + $0 * axis.1 }
        }
      }
    }
  }

  func value(_ arguments: [Tensor]) -> Tensor {
    let shapes = arguments.map(\.shape)
    var result = Tensor.zeros(knownShape(shapes))
    for (argument, places) in zip(arguments, blocks(shapes)) {
      for (place, target) in targets(places, result.shape).enumerated() {
        result.values[target] = argument.values[place]
      }
    }
    return result
  }

  /// A single 1 in every row that comes from the argument.
  func jacobian(
    _ arguments: [Tensor], result: Tensor, withRespectTo argument: Int
  ) -> StructuredMatrix {
    let targets = targets(blocks(arguments.map(\.shape))[argument], result.shape)
    var columns: [Int: Int] = [:]
    for (place, target) in targets.enumerated() { columns[target] = place }
    var rows = SparseRows(columns: arguments[argument].count)
    for row in 0..<result.count {
      rows.append(row: columns[row].map { [(column: $0, value: 1.0)] } ?? [])
    }
    return .sparse(rows)
  }

  func pullback(
    _ cotangent: Tensor, _ arguments: [Tensor], result: Tensor, withRespectTo argument: Int
  ) -> Tensor {
    let targets = targets(blocks(arguments.map(\.shape))[argument], result.shape)
    return Tensor(targets.map { cotangent.values[$0] }, shape: arguments[argument].shape)
  }

  func pullbackMultiplications(_ arguments: [Shape], withRespectTo argument: Int) -> Int { 0 }

  /// Each argument where it stands: a δ picks the place along the axis of joining.
  func definition(_ arguments: [Shape]) -> Definition {
    let indices = axisIndices(knownShape(arguments))
    let terms = zip(parameters, blocks(arguments)).map { name, places in
      var subscripts: [Subscript] = []
      var deltas: [IndexExpression] = []
      var summed: [Index] = []
      for (axis, (index, place)) in zip(indices, places).enumerated() {
        switch place {
        case .at(let place): deltas.append(.deltaOf(.index(index), .fixed(place)))
        case .range(0, index.range, _): subscripts.append(.index(index))
        case .range(let start, let end, _):
          let own = axisIndices([end - start], from: indices.count + axis)[0]
          deltas.append(
            .deltaOf(.index(index), .at(AffinePlace([(own, 1)], constant: start))))
          subscripts.append(own.range == 1 ? .fixed(0) : .index(own))
          if own.range > 1 { summed.append(own) }
        }
      }
      let element = IndexExpression.element(Element(name, subscripts))
      return summed.reversed().reduce(deltas.isEmpty ? element : .product(deltas + [element])) {
        .sum(over: $1, $0)
      }
    }
    return Definition(indices, terms.count == 1 ? terms[0] : .addition(terms))
  }

  func expression(_ arguments: [MatrixExpression], in algebra: Algebra) -> MatrixExpression? {
    let shapes = arguments.map(\.shape)
    let shape = knownShape(shapes)
    return algebra.sum(
      of: zip(arguments, blocks(shapes)).map { algebra.scattered($0, shape, $1) }, shape: shape)
  }
}
