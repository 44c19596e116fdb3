import IndexNotation
import MatrixNotation

/// The square root of every entry, for entries of at least 0.
///
/// Source: https://dlmf.nist.gov/4.2#E26
struct Sqrt: ElementwiseFunction {
  let name = "sqrt"
  let summary = "The square root of every entry, for entries of at least 0."
  let source = "https://dlmf.nist.gov/4.2#E26"
  let notation = FunctionNotation.root
  let needsPositive = true

  func formula<E: EntryArithmetic>(_ z: E) -> E { .power(z, Rational(1, 2)) }
}
