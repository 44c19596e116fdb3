import Foundation
import IndexNotation
import MatrixNotation

/// The smooth positive part of every entry, log(1 + e^z).
///
/// Computed from e^-|z|, so that it neither overflows nor loses digits for large |z|.
///
/// Source: https://www.deeplearningbook.org (section 3.10)
struct Softplus: NamedElementwiseFunction {
  let name = "softplus"
  let summary = "The smooth positive part of every entry, log(1 + e^z)."
  let source = "https://www.deeplearningbook.org (section 3.10)"

  func formula<E: EntryArithmetic>(_ z: E) -> E { .call(.log, .one + .call(.exp, z)) }
  func derivative<E: EntryArithmetic>(at z: E, value: E) -> E { .call(Sigmoid(), z) }

  func number(_ z: Double) -> Double { max(z, 0) + log1p(exp(-abs(z))) }

  static let matrix: MatrixFunction = MatrixFunction(
    "softplus", isPositive: true, extraLength: 1,
    definition: MatrixFunction.Definition(seed: Exp().name, head: Log().name) { algebra, u in
      Self().formula(MatrixEntry(u)).expression(algebra)
    }, pullback: Self().pullback)

  func numPy(_ arguments: [String]) -> String { "np.logaddexp(\(arguments[0]), 0)" }
}
