import IndexNotation
import MatrixNotation
import Tensors

/// A function of several tensors that works entry by entry after broadcasting.
///
/// A conforming type gives its formula; all else follows.
protocol BroadcastFunction: ExplicitFunction {
  /// The function of as many variables as it has parameters.
  func formula<E: EntryArithmetic>(_ entries: [E]) -> E
  /// The partial derivatives of every entry of the result by the entry of one argument, in the
  /// result's shape.
  func slopes(_ arguments: [Tensor], withRespectTo argument: Int) -> Tensor
  /// Multiplications or divisions that a pullback takes for each entry of the result.
  var multiplicationsPerEntry: Int { get }
}

extension BroadcastFunction {
  var source: String { "https://numpy.org/doc/stable/user/basics.broadcasting.html" }

  func resultShape(_ arguments: [Shape]) throws(ShapeMismatch) -> Shape {
    var result = arguments[0]
    for shape in arguments.dropFirst() {
      guard let next = result.broadcast(with: shape) else {
        let shapes = arguments.map(\.description)
        throw ShapeMismatch(
          "shapes \(shapes.dropLast().joined(separator: ", ")) and \(shapes[shapes.count - 1]) "
            + "do not fit for '\(name)': extents have to be equal or 1, counted from the right")
      }
      result = next
    }
    return result
  }

  func value(_ arguments: [Tensor]) -> Tensor { entries(arguments) { formula($0) } }

  func slopes(_ arguments: [Tensor], withRespectTo argument: Int) -> Tensor {
    entries(arguments) { entries in
      let dual = entries.enumerated().map { place, value in
        DualNumber(value, slope: place == argument ? 1 : nil)
      }
      return formula(dual).slope ?? 0
    }
  }

  private func entries(_ arguments: [Tensor], _ combine: ([Double]) -> Double) -> Tensor {
    let shape = knownShape(arguments.map(\.shape))
    let offsets = arguments.map { shape.broadcastOffsets(of: $0.shape) }
    return Tensor(
      (0..<shape.count).map { place in
        combine(arguments.indices.map { arguments[$0].values[offsets[$0][place]] })
      }, shape: shape)
  }

  /// The partial derivatives on the diagonal; where the operand is broadcast, each in the column of
  /// the entry that was.
  func jacobian(
    _ arguments: [Tensor], result: Tensor, withRespectTo argument: Int
  ) -> StructuredMatrix {
    let slopes = slopes(arguments, withRespectTo: argument).values
    let operand = arguments[argument].shape
    if operand == result.shape { return .diagonal(slopes) }
    return .sparse(
      SparseRows(
        columns: operand.count, oneInEachRow: result.shape.broadcastOffsets(of: operand), slopes))
  }

  func pullback(
    _ cotangent: Tensor, _ arguments: [Tensor], result: Tensor, withRespectTo argument: Int
  ) -> Tensor {
    Tensor.broadcast(cotangent, slopes(arguments, withRespectTo: argument), *)
      .summed(to: arguments[argument].shape)
  }

  func pullbackMultiplications(_ arguments: [Shape], withRespectTo argument: Int) -> Int {
    knownShape(arguments).count * multiplicationsPerEntry
  }

  func definition(_ arguments: [Shape]) -> Definition {
    let indices = axisIndices(knownShape(arguments))
    return Definition(
      indices,
      formula(zip(parameters, arguments).map { broadcastElement($0, $1, at: indices) }))
  }

  func expression(_ arguments: [MatrixExpression], in algebra: Algebra) -> MatrixExpression? {
    matrixFunction.map { algebra.apply($0, arguments) }
      ?? formula(arguments.map { MatrixEntry($0) }).expression(algebra)
  }
}

/// The element of an operand that broadcasting puts at these indices of the result.
func broadcastElement(_ name: String, _ shape: Shape, at indices: [Index]) -> IndexExpression {
  let missing = indices.count - shape.rank
  return .element(
    Element(
      name,
      (0..<shape.rank).map { axis in
        let index = indices[axis + missing]
        return shape[axis] == 1 && index.range != 1 ? .fixed(0) : .index(index)
      }))
}
