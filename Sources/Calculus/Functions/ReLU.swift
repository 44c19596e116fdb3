import Foundation
import IndexNotation

/// The positive part of every entry, max(z, 0); its derivative at 0 is taken as 0.
///
/// Source: https://www.deeplearningbook.org (section 6.3.1)
struct ReLU: ElementwiseFunction {
  let name = "relu"
  let summary = "The positive part of every entry, max(z, 0); its derivative at 0 is taken as 0."
  let source = "https://www.deeplearningbook.org (section 6.3.1)"

  func evaluate(_ x: Double) -> Double { max(x, 0) }

  func derivative(at x: Double, value y: Double) -> Double { x > 0 ? 1 : 0 }

  func definition(of x: IndexExpression) -> IndexExpression { .product([x, .indicator(x)]) }
}
