import IndexNotation
import MatrixNotation
import Tensors

/// The power of every entry with an exponent that is a number in the model: z ** 2.
///
/// Not in the catalogue under a name of its own: `**` becomes it.
struct ConstantPower: ElementwiseFunction {
  let exponent: Rational
  let name = "**"
  var summary: String { "The power of every entry with a fixed exponent." }
  let source = "https://dlmf.nist.gov/4.2#iv"
  let notation = FunctionNotation.sign

  func formula<E: EntryArithmetic>(_ z: E) -> E { .power(z, exponent) }
}
