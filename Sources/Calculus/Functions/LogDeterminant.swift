import Foundation
import IndexNotation
import MatrixNotation
import Tensors

/// The logarithm of the absolute value of the determinant of a square matrix: log |det A|.
///
/// The sum of the logarithms of the pivots, which neither overflows nor underflows; -∞ for a singular
/// matrix. Its pullback is `d A⁻ᵀ`. As NumPy's `slogdet(A)[1]`, it is defined for a determinant below
/// 0 as well, where PyTorch's `logdet` is not a number.
/// Source: https://www.math.uwaterloo.ca/~hwolkowi/matrixcookbook.pdf (57)
struct LogDeterminant: ImplicitSquareMatrixFunction {
  let name = "logdet"
  let parameters = ["A"]
  let summary =
    "The logarithm of the absolute value of the determinant of a square matrix: log |det A|."
  let source = "https://www.math.uwaterloo.ca/~hwolkowi/matrixcookbook.pdf (57)"

  func resultShape(_ arguments: [Shape]) throws(ShapeMismatch) -> Shape {
    try checkSquare(arguments[0])
    return .scalar
  }

  func value(_ arguments: [Tensor]) -> Tensor {
    Tensor(scalar: LUDecomposition(arguments[0]).pivots.reduce(0) { $0 + log(abs($1)) })
  }

  /// One row, the transposed inverse.
  func jacobian(
    _ arguments: [Tensor], result: Tensor, withRespectTo argument: Int
  ) -> StructuredMatrix {
    .dense(
      Calculus.inverse(of: arguments[0]).transposed.reshaped(to: [1, arguments[0].count]))
  }

  func pullback(
    _ cotangent: Tensor, _ arguments: [Tensor], result: Tensor, withRespectTo argument: Int
  ) -> Tensor {
    cotangent.scalar * Calculus.inverse(of: arguments[0]).transposed
  }

  func pullbackMultiplications(_ arguments: [Shape], withRespectTo argument: Int) -> Int {
    arguments[0].count * (arguments[0][0] + 1)
  }

  func reasonNotFinite(_ arguments: [Double]) -> String {
    "logdet of a singular matrix is the logarithm of 0"
  }

  func indices(_ arguments: [Shape]) -> [Index] { [] }

  /// y = log |Σ_k A_1k C_1k|, with C the cofactors.
  func equation(_ arguments: [Shape], result: String) -> Identity {
    let square = IndexExpression.power(
      RowExpansion.determinant(arguments[0], row: .fixed(0)), Rational(2))
    return Identity(
      [], .element(Element(result, [])),
      equals: .function(.log, .power(square, Rational(1, 2))))
  }

  func outline(
    _ arguments: [Shape], by variable: Element, in names: PullbackLemmaNames
  ) -> PullbackOutline {
    let expansion = RowExpansion(arguments[0], at: variable)
    let d = IndexExpression.element(Element(names.cotangent, []))
    return PullbackOutline(
      companions: expansion.companions,
      opening: [
        .init(
          "slope of the logarithm, expand along the row",
          because: "Of either sign, log |u| has the slope 1 / u. " + RowExpansion.reason,
          .product([
            d, .power(expansion.determinant, Rational(-1)),
            .derivative(of: expansion.determinant, withRespectTo: variable),
          ]))
      ],
      closing: [
        .init(
          "recognise the cofactor", because: RowExpansion.cofactors,
          .product([d, expansion.inverse]))
      ])
  }

  func companions(
    _ arguments: [Tensor], result: Tensor, cotangent: Tensor
  ) -> [String: Tensor] { RowExpansion.companions(of: arguments[0]) }

  func numPy(_ arguments: [String]) -> String { "np.linalg.slogdet(\(arguments[0]))[1]" }

  var samples: [[Tensor]] { Inverse.matrices.map { [$0] } }

  var matrixFunction: MatrixFunction? { Self.matrix }

  static let matrix: MatrixFunction = MatrixFunction(
    "logdet", kind: .number, extraLength: 1,
    pullback: { algebra, d, arguments, _ in
      [algebra.times(d, algebra.transpose(algebra.inverse(arguments[0])))]
    })
}
