import Tensors

/// A function whose every entry is one entry of its argument: transposing, picking.
///
/// A conforming type says which; value, Jacobian and pullback follow.
protocol Rearrangement: ExplicitFunction {
  /// For every entry of the result, the place in storage of the argument's entry.
  func origins(in argument: Shape) -> [Int]
}

extension Rearrangement {
  var parameters: [String] { ["z"] }

  func value(_ arguments: [Tensor]) -> Tensor {
    let origins = origins(in: arguments[0].shape)
    return Tensor(
      origins.map { arguments[0].values[$0] }, shape: knownShape([arguments[0].shape]))
  }

  /// A single 1 in every row.
  func jacobian(
    _ arguments: [Tensor], result: Tensor, withRespectTo argument: Int
  ) -> StructuredMatrix {
    let origins = origins(in: arguments[0].shape)
    return .sparse(
      SparseRows(
        columns: arguments[0].count, oneInEachRow: origins, origins.map { _ in 1 }))
  }

  func pullback(
    _ cotangent: Tensor, _ arguments: [Tensor], result: Tensor, withRespectTo argument: Int
  ) -> Tensor {
    var gradient = [Double](repeating: 0, count: arguments[0].count)
    for (place, origin) in origins(in: arguments[0].shape).enumerated() {
      gradient[origin] += cotangent.values[place]
    }
    return Tensor(gradient, shape: arguments[0].shape)
  }

  func givesTruthValues(of arguments: [Bool]) -> Bool { arguments.allSatisfy(\.self) }

  func pullbackMultiplications(_ arguments: [Shape], withRespectTo argument: Int) -> Int { 0 }
}
