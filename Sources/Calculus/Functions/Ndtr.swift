import IndexNotation
import MatrixNotation

/// The distribution function of the standard normal, Φ(z), for every entry: half of erfc(-z / √2).
///
/// Source: https://dlmf.nist.gov/7.18 and https://docs.scipy.org/doc/scipy/reference/generated/scipy.special.ndtr.html
struct Ndtr: NamedElementwiseFunction {
  let name = "ndtr"
  let summary =
    "The distribution function of the standard normal, Φ(z), for every entry: half of erfc(-z / √2)."
  let source =
    "https://dlmf.nist.gov/7.18 and https://docs.scipy.org/doc/scipy/reference/generated/scipy.special.ndtr.html"
  let notation = FunctionNotation.letter("Φ", index: nil)

  func formula<E: EntryArithmetic>(_ z: E) -> E {
    .number(Rational(1, 2)) * .call(.erfc, -(z * .power(.number(Rational(2)), Rational(-1, 2))))
  }
  func derivative<E: EntryArithmetic>(at z: E, value: E) -> E { .call(NormPDF(), z) }

  static let matrix: MatrixFunction = MatrixFunction(
    "ndtr", isPositive: true,
    inSum: { algebra, call, coefficient, number in
      // c - c Φ(u) = c Φ(-u)
      guard number == coefficient.negated,
        let u = algebra.argument(of: call, calling: Self.matrix)
      else { return nil }
      return algebra.scaled(number, algebra.apply(Self.matrix, [algebra.negative(u)]))
    }, pullback: Self().pullback)

  func numPy(_ arguments: [String]) -> String { "ndtr(\(arguments[0]))" }
}
