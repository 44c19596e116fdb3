import Foundation
import IndexNotation
import MatrixNotation
import Tensors

/// The logistic function of every entry, 1 / (1 + e^-z), between 0 and 1.
///
/// Computed from e^-|z|, so that it neither overflows nor loses digits for large |z|.
/// Source: https://www.deeplearningbook.org (section 3.10)
struct Sigmoid: ElementwiseFunction {
  let name = "sigmoid"
  let summary = "The logistic function of every entry, 1 / (1 + e^-z), between 0 and 1."
  let source = "https://www.deeplearningbook.org (section 3.10)"
  let resultLetter: String? = "s"

  func evaluate(_ x: Double) -> Double {
    let e = Foundation.exp(-abs(x))
    return x >= 0 ? 1 / (1 + e) : e / (1 + e)
  }

  func derivative(at x: Double, value y: Double) -> Double { y * (1 - y) }

  func definition(of x: IndexExpression) -> IndexExpression {
    .power(.addition([.number(.one), .function(.exp, negative(x))]), Rational(-1))
  }

  /// e^-z = 1/s - 1
  func identities(_ arguments: [Shape], result: String) -> [Identity] {
    let indices = axisIndices(arguments[0])
    let subscripts = indices.map { Subscript.index($0) }
    return [
      Identity(
        indices, .function(.exp, negative(.element(Element("z", subscripts)))),
        equals: .addition([
          .power(.element(Element(result, subscripts)), Rational(-1)), .number(Rational(-1)),
        ]))
    ]
  }

  private func negative(_ x: IndexExpression) -> IndexExpression {
    .product([.number(Rational(-1)), x])
  }

  var matrixFunction: MatrixFunction? { Self.matrix }

  static let matrix: MatrixFunction = MatrixFunction(
    "sigmoid", isPositive: true,
    definition: MatrixFunction.Definition(seed: Exp().name) { algebra, u in
      let power = algebra.apply(Exp.matrix, [algebra.negative(u)])
      return algebra.power(algebra.plus(algebra.number(.one), power), Rational(-1))
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
    },
    pullback: { algebra, d, _, result in
      [algebra.times(d, result, algebra.minus(algebra.number(.one), result))]
    })

  func numPy(_ arguments: [String]) -> String { "sigmoid(\(arguments[0]))" }
}
