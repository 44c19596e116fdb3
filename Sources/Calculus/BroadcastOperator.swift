import IndexNotation
import MatrixNotation
import Tensors

/// An operator on two tensors that works entry by entry after broadcasting.
///
/// A conforming type gives its formula; all else follows.
protocol BroadcastOperator: Function {
  /// The function of two variables.
  func formula<E: EntryArithmetic>(_ a: E, _ b: E) -> E
  /// Multiplications or divisions that a pullback takes for each entry of the result.
  var multiplicationsPerEntry: Int { get }
}

extension BroadcastOperator {
  var parameters: [String] { ["a", "b"] }
  var notation: FunctionNotation { .sign }
  var source: String { "https://numpy.org/doc/stable/user/basics.broadcasting.html" }

  func resultShape(_ arguments: [Shape]) throws(ShapeMismatch) -> Shape {
    guard let shape = arguments[0].broadcast(with: arguments[1]) else {
      throw ShapeMismatch(
        "shapes \(arguments[0]) and \(arguments[1]) do not fit for '\(name)': "
          + "extents have to be equal or 1, counted from the right")
    }
    return shape
  }

  func value(_ arguments: [Tensor]) -> Tensor {
    .broadcast(arguments[0], arguments[1]) { formula($0, $1) }
  }

  /// The partial derivatives of every entry of the result, in its shape.
  private func slopes(_ arguments: [Tensor], withRespectTo argument: Int) -> Tensor {
    .broadcast(arguments[0], arguments[1]) { a, b in
      let result = formula(
        DualNumber(a, slope: argument == 0 ? 1 : nil), DualNumber(b, slope: argument == 1 ? 1 : nil)
      )
      return result.slope ?? 0
    }
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
    let entries = arguments[0].broadcast(with: arguments[1])?.count ?? 0
    return entries * multiplicationsPerEntry
  }

  func definition(_ arguments: [Shape]) -> Definition {
    guard let shape = arguments[0].broadcast(with: arguments[1]) else {
      preconditionFailure("\(arguments[0]) does not broadcast with \(arguments[1])")
    }
    let indices = axisIndices(shape)
    return Definition(
      indices,
      formula(
        broadcastElement("a", arguments[0], at: indices),
        broadcastElement("b", arguments[1], at: indices)))
  }

  func expression(_ arguments: [MatrixExpression], in algebra: Algebra) -> MatrixExpression? {
    matrixFunction.map { algebra.apply($0, arguments) }
      ?? formula(MatrixEntry(arguments[0]), MatrixEntry(arguments[1])).expression(algebra)
  }

  var samples: [[Tensor]] {
    let a = Tensor([0.4, 1.7, 2.2, 0.6, 3.1, 1.3], shape: [2, 3])
    return [
      [a, Tensor([1.9, 0.8, 2.4, 1.1, 0.7, 1.6], shape: [2, 3])],
      [a, Tensor(vector: [1.2, 0.5, 2.1])],
      [Tensor([1.5, 0.8], shape: [2, 1]), a],
      [Tensor(scalar: 1.4), a],
      [a, Tensor(scalar: 2.5)],
      [Tensor(scalar: 0.7), Tensor(scalar: 1.8)],
      [Tensor([0.9, 1.2], shape: [2, 1]), Tensor([0.4, 2.3, 1.1], shape: [1, 3])],
    ]
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
