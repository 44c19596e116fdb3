import IndexNotation
import MatrixNotation
import Tensors

/// Every entry of x brought between two bounds, min(max(x, a), b).
///
/// Where x is a bound the derivative is 1: NumPy says nothing of it, PyTorch has it so.
struct Clip: BroadcastFunction {
  let name = "clip"
  let parameters = ["x", "a", "b"]
  let summary =
    "Every entry of x brought between a and b, min(max(x, a), b); where x is a bound its derivative "
    + "is 1, as in PyTorch."
  let source =
    "https://numpy.org/doc/stable/reference/generated/numpy.clip.html and, for the derivative, "
    + "https://docs.pytorch.org/docs/stable/generated/torch.clamp.html"

  let multiplicationsPerEntry = 1
  /// Its definition mentions the entry many times.
  let resultLetter: String? = "v"

  /// Where x is a bound, x is taken.
  func formula<E: EntryArithmetic>(_ entries: [E]) -> E {
    .smaller(entries[2], .larger(entries[1], entries[0]))
  }

  /// Between numbers, by its cases.
  func expression(_ arguments: [MatrixExpression], in algebra: Algebra) -> MatrixExpression? {
    let entries = arguments.map { MatrixEntry($0) }
    guard let least = arguments[1].number, let most = arguments[2].number, least <= most else {
      return formula(entries).expression(algebra)
    }
    let (x, a, b) = (entries[0], entries[1], entries[2])
    return MatrixEntry.either(a - x, a, .either(x - b, b, x)).expression(algebra)
  }

  var samples: [[Tensor]] {
    let x = Tensor([0.4, -1.7, 2.2, 0.6, -3.1, 1.3], shape: [2, 3])
    let (least, most) = (Tensor(scalar: -0.9), Tensor(scalar: 1.1))
    return [
      [x, least, most], [Tensor(scalar: 0.7), least, most], [Tensor(scalar: 2), least, most],
      [x, Tensor(vector: [-1, 0.5, -2]), most],
      [Tensor(vector: [0.2, 3]), Tensor([-0.5, 0.9], shape: [2, 1]), Tensor(vector: [0.1, 1])],
    ]
  }
}
