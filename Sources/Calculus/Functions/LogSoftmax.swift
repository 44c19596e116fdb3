import Foundation
import IndexNotation
import MatrixNotation
import Tensors

/// The logarithm of the softmax along the last axis.
///
/// Formula: `log_softmax(z)_t = z_t - log Σ_k e^{z_k}`, worked from `z - max z`, so that logits of any
/// size give finite values where softmax is 0. Shapes: any rank of at least 1, kept.
/// Source: https://docs.scipy.org/doc/scipy/reference/generated/scipy.special.log_softmax.html
struct LogSoftmax: ExplicitFunction {
  let name = "log_softmax"
  let parameters = ["z"]
  let summary =
    "The logarithm of the softmax along the last axis: z_t - log sum_k e^{z_k}, computed stably."
  let source =
    "https://docs.scipy.org/doc/scipy/reference/generated/scipy.special.log_softmax.html"

  func resultShape(_ arguments: [Shape]) throws(ShapeMismatch) -> Shape {
    guard arguments[0].rank >= 1 else {
      throw ShapeMismatch("log_softmax takes a vector or rows of them, not a scalar")
    }
    return arguments[0]
  }

  func value(_ arguments: [Tensor]) -> Tensor {
    let length = arguments[0].shape[arguments[0].shape.rank - 1]
    var values = arguments[0].values
    for start in stride(from: 0, to: values.count, by: length) {
      let total = logSumExp(values[start..<start + length])
      for place in start..<start + length { values[place] -= total }
    }
    return Tensor(values, shape: arguments[0].shape)
  }

  /// d_i - S_i Σ_t d_t, with S the softmax.
  func pullback(
    _ cotangent: Tensor, _ arguments: [Tensor], result: Tensor, withRespectTo argument: Int
  ) -> Tensor {
    let length = result.shape[result.shape.rank - 1]
    var gradient = cotangent.values
    for start in stride(from: 0, to: gradient.count, by: length) {
      let total = cotangent.values[start..<start + length].reduce(0, +)
      for place in start..<start + length { gradient[place] -= exp(result.values[place]) * total }
    }
    return Tensor(gradient, shape: result.shape)
  }

  /// Within a row δ_ti - S_i, a block; 0 between rows.
  func jacobian(
    _ arguments: [Tensor], result: Tensor, withRespectTo argument: Int
  ) -> StructuredMatrix {
    let length = result.shape[result.shape.rank - 1]
    let blocks = stride(from: 0, to: result.count, by: length).map { start in
      let softmax = result.values[start..<start + length].map { exp($0) }
      let entries = (0..<length).flatMap { t in
        (0..<length).map { (t == $0 ? 1 : 0) - softmax[$0] }
      }
      return StructuredMatrix.Block(
        .dense(Tensor(entries, shape: [length, length])), firstColumn: start)
    }
    return .blocks(blocks, columns: result.count)
  }

  func pullbackMultiplications(_ arguments: [Shape], withRespectTo argument: Int) -> Int {
    arguments[0].count
  }

  func definition(_ arguments: [Shape]) -> Definition {
    var indices = axisIndices(arguments[0])
    let length = arguments[0][arguments[0].rank - 1]
    let (t, k) = (Index("t", range: length), Index("k", range: length))
    indices[indices.count - 1] = t
    func logit(at last: Index) -> IndexExpression {
      .element(Element("z", indices.dropLast().map { .index($0) } + [.index(last)]))
    }
    return Definition(
      indices,
      .addition([
        logit(at: t),
        .product([
          .number(Rational(-1)), .function(.log, .sum(over: k, .function(.exp, logit(at: k)))),
        ]),
      ]))
  }

  /// z - log Σ e^z
  func expression(_ arguments: [MatrixExpression], in algebra: Algebra) -> MatrixExpression? {
    let z = arguments[0]
    let total = algebra.reduction(
      [-1], keeps: z.shape.rank > 1, algebra.apply(Exp.matrix, [z]))
    return algebra.minus(z, algebra.apply(Log.matrix, [total]))
  }

  func numPy(_ arguments: [String]) -> String { "log_softmax(\(arguments[0]), axis=-1)" }

  var samples: [[Tensor]] { Softmax().samples }
}

/// log Σ e^z of some numbers, worked from the largest, which must be finite; -∞ where all are.
func logSumExp(_ values: some Collection<Double>) -> Double {
  let largest = values.reduce(-Double.infinity) { max($0, $1) }
  guard largest.isFinite else { return largest }
  return largest + log(values.reduce(0) { $0 + exp($1 - largest) })
}
