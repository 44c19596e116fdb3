import Foundation
import IndexNotation
import MatrixNotation

/// The power entry by entry, a ** b, for bases above 0 (any base where the exponent is a literal:
/// see `ConstantPower`).
struct Power: BroadcastOperator {
  let name = "**"
  let summary =
    "The power entry by entry, a ** b; the base has to be above 0 unless b is a number in the model."
  let multiplicationsPerEntry = 3

  func evaluate(_ a: Double, _ b: Double) -> Double { pow(a, b) }

  func partial(_ a: Double, _ b: Double, withRespectTo argument: Int) -> Double {
    argument == 0 ? b * pow(a, b - 1) : pow(a, b) * log(a)
  }

  /// a^b = e^(b log a)
  func definition(of a: IndexExpression, _ b: IndexExpression) -> IndexExpression {
    .function(.exp, .product([b, .function(.log, a)]))
  }

  func expression(_ arguments: [MatrixExpression], in algebra: Algebra) -> MatrixExpression? {
    algebra.power(arguments[0], arguments[1])
  }
}
