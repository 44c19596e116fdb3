import IndexNotation

/// Every entry times its logistic function, z σ(z) = z / (1 + e^-z).
///
/// Source: https://arxiv.org/abs/1606.08415 (section 2)
struct SiLU: ElementwiseFunction {
  let name = "silu"
  let summary = "Every entry times its logistic function, z / (1 + e^-z)."
  let source = "https://arxiv.org/abs/1606.08415 (section 2)"

  func formula<E: EntryArithmetic>(_ z: E) -> E { z * .call(Sigmoid(), z) }

  func numPy(_ arguments: [String]) -> String { "((\(arguments[0])) * sigmoid(\(arguments[0])))" }
}
