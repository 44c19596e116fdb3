import IndexNotation
import MatrixNotation
import Tensors

/// The determinant of a square matrix.
///
/// By elimination with partial pivoting. Its pullback is Jacobi's formula, `d det(A) A⁻ᵀ`, in numbers
/// d times the cofactors, so that a singular matrix has a gradient as well.
/// Source: https://dlmf.nist.gov/1.3
struct Determinant: ImplicitSquareMatrixFunction {
  let name = "det"
  let parameters = ["A"]
  let summary = "The determinant of a square matrix."
  let source = "https://dlmf.nist.gov/1.3"

  func resultShape(_ arguments: [Shape]) throws(ShapeMismatch) -> Shape {
    try checkSquare(arguments[0])
    return .scalar
  }

  func value(_ arguments: [Tensor]) -> Tensor {
    Tensor(scalar: LUDecomposition(arguments[0]).determinant)
  }

  /// The determinant times the transposed inverse; where there is none, from the minors.
  private func cofactors(_ matrix: Tensor, _ determinant: Double) -> Tensor {
    let decomposition = LUDecomposition(matrix)
    if let inverse = decomposition.inverse {
      let cofactors = determinant * inverse.transposed
      if cofactors.values.allSatisfy(\.isFinite), determinant.isNormal { return cofactors }
    }
    return decomposition.cofactors
  }

  /// One row, the cofactors.
  func jacobian(
    _ arguments: [Tensor], result: Tensor, withRespectTo argument: Int
  ) -> StructuredMatrix {
    .dense(cofactors(arguments[0], result.scalar).reshaped(to: [1, arguments[0].count]))
  }

  func pullback(
    _ cotangent: Tensor, _ arguments: [Tensor], result: Tensor, withRespectTo argument: Int
  ) -> Tensor {
    cotangent.scalar * cofactors(arguments[0], result.scalar)
  }

  func pullbackMultiplications(_ arguments: [Shape], withRespectTo argument: Int) -> Int {
    arguments[0].count * (arguments[0][0] + 1)
  }

  func reasonNotFinite(_ arguments: [Double]) -> String { "the determinant overflows" }

  func indices(_ arguments: [Shape]) -> [Index] { [] }

  /// det A = Σ_k A_1k C_1k, with C the cofactors.
  func equation(_ arguments: [Shape], result: String) -> Identity {
    Identity(
      [], .element(Element(result, [])),
      equals: RowExpansion.determinant(arguments[0], row: .fixed(0)))
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
          "expand along the row", because: RowExpansion.reason,
          .product([d, .derivative(of: expansion.determinant, withRespectTo: variable)]))
      ],
      closing: [
        .init(
          "recognise the cofactor", because: RowExpansion.cofactors,
          .product([d, .element(Element(names.result, [])), expansion.inverse]))
      ])
  }

  func companions(
    _ arguments: [Tensor], result: Tensor, cotangent: Tensor
  ) -> [String: Tensor] { RowExpansion.companions(of: arguments[0]) }

  func numPy(_ arguments: [String]) -> String { "np.linalg.det(\(arguments[0]))" }

  var samples: [[Tensor]] { Inverse.matrices.map { [$0] } }

  var matrixFunction: MatrixFunction? { Self.matrix }

  static let matrix: MatrixFunction = MatrixFunction(
    "det", kind: .number, isPositiveOnDefinite: true,
    simplified: { algebra, arguments in
      let parts = algebra.determinantParts(of: arguments[0])
      return parts.isSplit ? algebra.determinant(parts, by: Self.matrix) : nil
    },
    pullback: { algebra, d, arguments, result in
      [algebra.times(d, result, algebra.transpose(algebra.inverse(arguments[0])))]
    })
}
