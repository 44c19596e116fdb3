import Foundation
import IndexNotation
import MatrixNotation

/// The logarithm of the logistic function of every entry, -log(1 + e^-z).
///
/// Source: https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.logsigmoid.html
struct LogSigmoid: NamedElementwiseFunction {
  let name = "logsigmoid"
  let aliases = ["log_sigmoid"]
  let summary = "The logarithm of the logistic function of every entry, -log(1 + e^-z)."
  let source = "https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.logsigmoid.html"

  func formula<E: EntryArithmetic>(_ z: E) -> E { -.call(.log, .one + .call(.exp, -z)) }
  func derivative<E: EntryArithmetic>(at z: E, value: E) -> E { .call(Sigmoid(), -z) }

  func number(_ z: Double) -> Double { min(z, 0) - log1p(exp(-abs(z))) }

  static let matrix: MatrixFunction = MatrixFunction(
    "logsigmoid", extraLength: 1, pullback: Self().pullback)

  func numPy(_ arguments: [String]) -> String { "log_expit(\(arguments[0]))" }
}
