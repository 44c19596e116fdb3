import Foundation
import IndexNotation
import MatrixNotation
import Tensors

/// The logistic function of every entry, 1 / (1 + e^-z), between 0 and 1.
///
/// Computed from e^-|z|, so that it neither overflows nor loses digits for large |z|.
/// Source: https://www.deeplearningbook.org (section 3.10)
struct Sigmoid: NamedElementwiseFunction {
  let name = "sigmoid"
  let summary = "The logistic function of every entry, 1 / (1 + e^-z), between 0 and 1."
  let source = "https://www.deeplearningbook.org (section 3.10)"
  let resultLetter: String? = "s"

  func formula<E: EntryArithmetic>(_ z: E) -> E { .one / (.one + .call(.exp, -z)) }
  func derivative<E: EntryArithmetic>(at z: E, value: E) -> E { value * (.one - value) }

  func number(_ z: Double) -> Double {
    let e = exp(-abs(z))
    return z >= 0 ? 1 / (1 + e) : e / (1 + e)
  }

  /// e^-z = 1/s - 1
  func identities(_ arguments: [Shape], result: String) -> [Identity] {
    let indices = axisIndices(arguments[0])
    let subscripts = indices.map { Subscript.index($0) }
    return [
      Identity(
        indices, .function(.exp, -.element(Element("z", subscripts))),
        equals: .addition([
          .power(.element(Element(result, subscripts)), Rational(-1)), .number(Rational(-1)),
        ]))
    ]
  }

  static let matrix: MatrixFunction = MatrixFunction(
    "sigmoid", isPositive: true,
    definition: MatrixFunction.Definition(seed: Exp().name) { algebra, u in
      Self().formula(MatrixEntry(u)).expression(algebra)
    },
    inProduct: { algebra, call, factors in
      // σ(u) e^-u = σ(-u)
      guard let u = algebra.argument(of: call, calling: Self.matrix),
        let own = factors.exponent(of: call), own >= .one
      else { return nil }
      let power = algebra.apply(Exp.matrix, [algebra.negative(u)])
      guard let other = factors.exponent(of: power), other >= .one else { return nil }
      let opposite = algebra.apply(Self.matrix, [algebra.negative(u)])
      return factors.times(call, Rational(-1)).times(power, Rational(-1)).times(opposite, .one)
    },
    inSum: { algebra, call, coefficient, number in
      // c - c σ(u) = c σ(-u)
      guard number == coefficient.negated,
        let u = algebra.argument(of: call, calling: Self.matrix)
      else { return nil }
      return algebra.scaled(number, algebra.apply(Self.matrix, [algebra.negative(u)]))
    }, pullback: Self().pullback)

  func numPy(_ arguments: [String]) -> String { "sigmoid(\(arguments[0]))" }
}
