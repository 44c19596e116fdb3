import IndexNotation
import MatrixNotation

/// The complementary error function of every entry, 1 - erf(z), exact in its tail.
///
/// Source: https://dlmf.nist.gov/7.2#E2
struct Erfc: NamedElementwiseFunction {
  let name = "erfc"
  let summary = "The complementary error function of every entry, 1 - erf(z), exact in its tail."
  let source = "https://dlmf.nist.gov/7.2#E2"

  func formula<E: EntryArithmetic>(_ z: E) -> E { .call(.erfc, z) }
  func derivative<E: EntryArithmetic>(at z: E, value: E) -> E {
    -Erf().derivative(at: z, value: .one - value)
  }

  static let matrix: MatrixFunction = MatrixFunction(
    "erfc", isPositive: true,
    inSum: { algebra, call, coefficient, number in
      // c - c erfc(u) = c erf(u)
      guard number == coefficient.negated,
        let u = algebra.argument(of: call, calling: Self.matrix)
      else { return nil }
      return algebra.scaled(number, algebra.apply(Erf.matrix, [u]))
    }, pullback: Self().pullback)

  func numPy(_ arguments: [String]) -> String { "erfc(\(arguments[0]))" }
}
