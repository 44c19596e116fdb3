import Foundation
import IndexNotation
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
}
