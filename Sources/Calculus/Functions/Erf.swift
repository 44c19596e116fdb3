import IndexNotation
import MatrixNotation

/// The error function of every entry, 2/√π times the integral of e^-t² from 0 to z.
///
/// Source: https://dlmf.nist.gov/7.2#E1
struct Erf: NamedElementwiseFunction {
  let name = "erf"
  let summary = "The error function of every entry, 2/√π times the integral of e^-t² from 0 to z."
  let source = "https://dlmf.nist.gov/7.2#E1"

  func formula<E: EntryArithmetic>(_ z: E) -> E { .call(.erf, z) }
  func derivative<E: EntryArithmetic>(at z: E, value: E) -> E {
    .number(Rational(2)) * .power(.constant(.pi), Rational(-1, 2))
      * .call(.exp, -.power(z, Rational(2)))
  }

  static let matrix: MatrixFunction = MatrixFunction(
    "erf", parity: .odd,
    inSum: { algebra, call, coefficient, number in
      // c - c erf(u) = c erfc(u)
      guard number == coefficient.negated,
        let u = algebra.argument(of: call, calling: Self.matrix)
      else { return nil }
      return algebra.scaled(number, algebra.apply(Erfc.matrix, [u]))
    }, pullback: Self().pullback)

  func numPy(_ arguments: [String]) -> String { "erf(\(arguments[0]))" }
}
