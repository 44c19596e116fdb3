import IndexNotation
import MatrixNotation

/// The natural logarithm of every entry, for entries above 0: log z.
///
/// Source: https://dlmf.nist.gov/4.2#E2
struct Log: NamedElementwiseFunction {
  let name = "log"
  let summary = "The natural logarithm of every entry, for entries above 0: log z."
  let source = "https://dlmf.nist.gov/4.2#E2"
  let needsPositive = true

  func reasonNotFinite(_ arguments: [Double]) -> String {
    "the logarithm of \(arguments.map(shortText).joined())"
  }

  func formula<E: EntryArithmetic>(_ z: E) -> E { .call(.log, z) }
  func derivative<E: EntryArithmetic>(at z: E, value: E) -> E { .one / z }

  static let matrix: MatrixFunction = MatrixFunction(
    "log",
    simplified: { algebra, arguments in
      if arguments[0].isOne { return algebra.zero() }
      return algebra.argument(of: arguments[0], calling: Exp.matrix)
    }, pullback: Self().pullback)
}
