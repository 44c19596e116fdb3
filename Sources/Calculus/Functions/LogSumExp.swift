import Foundation
import IndexNotation
import MatrixNotation
import Tensors

/// The logarithm of the sum of the exponentials of all entries, or along some axes.
///
/// Formula: `log Σ e^z`, worked from the largest entry, so that entries of any size give a finite
/// value. Its derivative is the softmax.
/// Source: https://docs.scipy.org/doc/scipy/reference/generated/scipy.special.logsumexp.html
struct LogSumExp: ExplicitFunction {
  let reduced: ReducedAxes
  let name = "logsumexp"
  let parameters = ["z"]
  let summary = "The logarithm of the sum of e^z over all entries, or along some axes, stably."
  let source =
    "https://docs.scipy.org/doc/scipy/reference/generated/scipy.special.logsumexp.html"

  let options = ReducedAxes.options

  init(_ reduced: ReducedAxes = .all) { self.reduced = reduced }

  func configured(with options: Options) throws(OptionError) -> any Function {
    LogSumExp(ReducedAxes(options))
  }

  func resultShape(_ arguments: [Shape]) throws(ShapeMismatch) -> Shape {
    try reduced.resultShape(arguments[0])
  }

  func value(_ arguments: [Tensor]) -> Tensor {
    let shape = knownShape([arguments[0].shape])
    var groups = [[Double]](repeating: [], count: shape.count)
    for (target, value) in zip(reduced.targets(arguments[0].shape), arguments[0].values) {
      groups[target].append(value)
    }
    return Tensor(groups.map { logSumExp($0) }, shape: shape)
  }

  /// d e^(z - result): the softmax times d.
  func pullback(
    _ cotangent: Tensor, _ arguments: [Tensor], result: Tensor, withRespectTo argument: Int
  ) -> Tensor {
    let targets = reduced.targets(arguments[0].shape)
    return Tensor(
      zip(targets, arguments[0].values).map { target, value in
        cotangent.values[target] * exp(value - result.values[target])
      }, shape: arguments[0].shape)
  }

  /// In each row the softmax of the entries that count in it.
  func jacobian(
    _ arguments: [Tensor], result: Tensor, withRespectTo argument: Int
  ) -> StructuredMatrix {
    var rows = [[(column: Int, value: Double)]](repeating: [], count: result.count)
    for (place, (target, value)) in zip(reduced.targets(arguments[0].shape), arguments[0].values)
      .enumerated()
    {
      rows[target].append((place, exp(value - result.values[target])))
    }
    var sparse = SparseRows(columns: arguments[0].count)
    for row in rows { sparse.append(row: row) }
    return .sparse(sparse)
  }

  func pullbackMultiplications(_ arguments: [Shape], withRespectTo argument: Int) -> Int {
    arguments[0].count
  }

  func definition(_ arguments: [Shape]) -> Definition {
    let sum = Sum(reduced).definition(arguments)
    return Definition(
      sum.indices,
      .function(.log, sum.body.replacing { .function(.exp, .element($0)) }))
  }

  /// log Σ e^z along an axis; of all entries a call, whose pullback does not overflow.
  func expression(_ arguments: [MatrixExpression], in algebra: Algebra) -> MatrixExpression? {
    if isWhole { return algebra.apply(Self.matrix, arguments) }
    return Sum(reduced).expression([algebra.apply(Exp.matrix, arguments)], in: algebra)
      .map { algebra.apply(Log.matrix, [$0]) }
  }

  var matrixFunction: MatrixFunction? { isWhole ? Self.matrix : nil }
  private var isWhole: Bool { reduced.axes == nil && !reduced.keeps }

  static let matrix: MatrixFunction = MatrixFunction(
    "logsumexp", kind: .number,
    simplified: { _, arguments in arguments[0].shape.rank == 0 ? arguments[0] : nil },
    pullback: { algebra, d, arguments, result in
      let z = arguments[0]
      return [
        algebra.times(
          d,
          z.shape.rank == 1
            ? algebra.apply(Softmax.matrix, [z])
            : algebra.apply(Exp.matrix, [algebra.minus(z, result)]))
      ]
    })

  func numPy(_ arguments: [String]) -> String { "logsumexp(\(arguments[0]))" }

  var samples: [[Tensor]] { Sum(reduced).samples }
}
