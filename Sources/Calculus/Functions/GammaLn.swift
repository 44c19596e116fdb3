import IndexNotation
import MatrixNotation

/// The logarithm of the gamma function of every entry, log |Γ(z)|; it has none at 0, -1, -2, ....
///
/// Source: https://dlmf.nist.gov/5.2#E1
struct GammaLn: NamedElementwiseFunction {
  let name = "gammaln"
  let aliases = ["lgamma"]
  let summary =
    "The logarithm of the gamma function of every entry, log |Γ(z)|; it has none at 0, -1, -2, ...."
  let source = "https://dlmf.nist.gov/5.2#E1"
  let notation = FunctionNotation.word("log Γ")
  let sampleEntries = [0.8, 1.2, 2.5, -0.57, 4, -1.4]

  func formula<E: EntryArithmetic>(_ z: E) -> E { .call(.gammaln, z) }
  func derivative<E: EntryArithmetic>(at z: E, value: E) -> E { .call(.polygamma(order: 0), z) }

  static let matrix: MatrixFunction = MatrixFunction(
    "gammaln", pullback: Self().pullback)

  func numPy(_ arguments: [String]) -> String { "gammaln(\(arguments[0]))" }
}
