import Foundation
import IndexNotation
import MatrixNotation
import Tensors

/// The distribution proportional to e^z along the last axis.
///
/// Formula: `S_t = e^{z_t} / Σ_k e^{z_k}`, computed from `z - max z`, so that logits of any size
/// give finite values. Shapes: any rank of at least 1, kept.
/// Source: https://www.deeplearningbook.org (section 6.2.2.3)
struct Softmax: ExplicitFunction {
  let name = "softmax"
  let parameters = ["z"]
  let summary =
    "The distribution proportional to e^z along the last axis: S_t = e^{z_t} / sum_k e^{z_k}."
  let source = "https://www.deeplearningbook.org (section 6.2.2.3)"
  let resultFacts: [Fact] = [.lastAxisSumsToOne]
  let resultLetter: String? = "S"

  func resultShape(_ arguments: [Shape]) throws(ShapeMismatch) -> Shape {
    guard arguments[0].rank >= 1 else {
      throw ShapeMismatch("softmax takes a vector or rows of them, not a scalar")
    }
    return arguments[0]
  }

  func value(_ arguments: [Tensor]) -> Tensor {
    var values = arguments[0].values
    for row in rows(arguments[0].shape) {
      let largest = row.reduce(-Double.infinity) { max($0, values[$1]) }
      var total = 0.0
      for place in row {
        values[place] = exp(values[place] - largest)
        total += values[place]
      }
      for place in row { values[place] /= total }
    }
    return Tensor(values, shape: arguments[0].shape)
  }

  /// ∂S_t/∂z_i = S_t (δ_ti - S_i) within a row, a block; 0 between rows.
  func jacobian(
    _ arguments: [Tensor], result: Tensor, withRespectTo argument: Int
  ) -> StructuredMatrix {
    let blocks = rows(result.shape).map { row in
      let entries = row.flatMap { t in
        row.map { i in result.values[t] * ((t == i ? 1 : 0) - result.values[i]) }
      }
      return StructuredMatrix.Block(
        .dense(Tensor(entries, shape: [row.count, row.count])), firstColumn: row.lowerBound)
    }
    return .blocks(blocks, columns: result.count)
  }

  /// S_i (v_i - Σ_t v_t S_t).
  func pullback(
    _ cotangent: Tensor, _ arguments: [Tensor], result: Tensor, withRespectTo argument: Int
  ) -> Tensor {
    var gradient = cotangent.values
    for row in rows(result.shape) {
      let mean = row.reduce(0) { $0 + cotangent.values[$1] * result.values[$1] }
      for i in row { gradient[i] = result.values[i] * (gradient[i] - mean) }
    }
    return Tensor(gradient, shape: result.shape)
  }

  func pullbackMultiplications(_ arguments: [Shape], withRespectTo argument: Int) -> Int {
    2 * arguments[0].count
  }

  /// The places of each row in storage.
  private func rows(_ shape: Shape) -> [Range<Int>] {
    let length = shape[shape.rank - 1]
    return stride(from: 0, to: shape.count, by: length).map { $0..<$0 + length }
  }

  func definition(_ arguments: [Shape]) -> Definition {
    var indices = axisIndices(arguments[0])
    let length = arguments[0][arguments[0].rank - 1]
    let t = Index("t", range: length)
    let k = Index("k", range: length)
    indices[indices.count - 1] = t
    func power(at last: Index) -> IndexExpression {
      let subscripts = indices.dropLast().map { Subscript.index($0) } + [.index(last)]
      return .function(.exp, .element(Element("z", subscripts)))
    }
    return Definition(
      indices, .product([power(at: t), .power(.sum(over: k, power(at: k)), Rational(-1))]))
  }

  var samples: [[Tensor]] {
    let values: [Double] = [0.3, -1.2, 2.5, -0.7, 0.6, -3]
    return [
      [Tensor(vector: values)], [Tensor(values, shape: [2, 3])],
      [Tensor(values, shape: [1, 3, 2])],
      [Tensor(vector: [0.4])],
    ]
  }

  var matrixFunction: MatrixFunction? { Self.matrix }

  static let matrix: MatrixFunction = MatrixFunction(
    "softmax", kind: .rowwise, isPositive: true, sumsToOne: true,
    definition: MatrixFunction.Definition(seed: Exp().name) { algebra, z in
      let powers = algebra.apply(Exp.matrix, [z])
      return algebra.quotient(
        powers, algebra.reduction([-1], keeps: z.shape.rank > 1, powers))
    },
    simplified: { algebra, arguments in
      // softmax(log p) = p where p sums to 1.
      algebra.argument(of: arguments[0], calling: Log.matrix).flatMap {
        algebra.has($0, .lastAxisSumsToOne) ? $0 : nil
      }
    },
    pullback: { algebra, d, _, result in
      let mean = algebra.reduction([-1], keeps: true, algebra.times(d, result))
      return [algebra.times(result, algebra.minus(d, mean))]
    })

  func numPy(_ arguments: [String]) -> String { "softmax(\(arguments[0]))" }
}
