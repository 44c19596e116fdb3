import IndexNotation
import MatrixNotation

/// The exponential function of every entry: e^z.
///
/// Source: https://dlmf.nist.gov/4.2#E19
struct Exp: NamedElementwiseFunction {
  let name = "exp"
  let summary = "The exponential function of every entry: e^z."
  let source = "https://dlmf.nist.gov/4.2#E19"
  let notation = FunctionNotation.exponential

  func formula<E: EntryArithmetic>(_ z: E) -> E { .call(.exp, z) }
  func derivative<E: EntryArithmetic>(at z: E, value: E) -> E { value }

  static let matrix: MatrixFunction = MatrixFunction(
    "exp", isPositive: true,
    simplified: { algebra, arguments in
      if arguments[0].isZero { return algebra.ones(arguments[0].shape) }
      return algebra.argument(of: arguments[0], calling: Log.matrix)
    }, pullback: Self().pullback)
}
