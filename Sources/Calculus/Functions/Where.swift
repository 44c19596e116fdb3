import IndexNotation
import MatrixNotation
import Tensors

/// The entry of `a` where the condition is not 0, otherwise that of `b`.
struct Where: BroadcastFunction {
  let name = "where"
  let parameters = ["condition", "a", "b"]
  let summary = "The entry of a where the condition holds, otherwise that of b."
  let source = "https://numpy.org/doc/stable/reference/generated/numpy.where.html"
  let notation = FunctionNotation.cases
  let multiplicationsPerEntry = 1
  let truthValues = [0]

  func formula<E: EntryArithmetic>(_ entries: [E]) -> E {
    .chosen(entries[0], entries[1], entries[2])
  }

  var samples: [[Tensor]] {
    let mask = Tensor([1, 0, 0, 1, 1, 0], shape: [2, 3])
    let a = Tensor([0.4, -1.7, 2.2, 0.6, -3.1, 1.3], shape: [2, 3])
    return [
      [mask, a, Tensor([1.9, 0.8, -2.4, 1.1, 0.7, 1.6], shape: [2, 3])],
      [Tensor(vector: [0, 1, 1]), a, Tensor(scalar: 0.3)],
      [Tensor(scalar: 1), Tensor(scalar: 0.7), Tensor(scalar: 1.8)],
    ]
  }
}
