import Tensors

/// An operator on two tensors that works entry by entry after broadcasting.
///
/// A conforming type gives its formula; all else follows.
protocol BroadcastOperator: BroadcastFunction {
  /// The function of two variables.
  func formula<E: EntryArithmetic>(_ a: E, _ b: E) -> E
}

extension BroadcastOperator {
  var parameters: [String] { ["a", "b"] }
  var notation: FunctionNotation { .sign }

  func formula<E: EntryArithmetic>(_ entries: [E]) -> E { formula(entries[0], entries[1]) }

  func value(_ arguments: [Tensor]) -> Tensor {
    .broadcast(arguments[0], arguments[1]) { formula($0, $1) }
  }

  func slopes(_ arguments: [Tensor], withRespectTo argument: Int) -> Tensor {
    .broadcast(arguments[0], arguments[1]) { a, b in
      let result = formula(
        DualNumber(a, slope: argument == 0 ? 1 : nil), DualNumber(b, slope: argument == 1 ? 1 : nil)
      )
      return result.slope ?? 0
    }
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
