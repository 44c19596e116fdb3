import IndexNotation
import MatrixNotation
import Tensors

/// The inverse of a square matrix A: the matrix R with A R = I.
///
/// By elimination with partial pivoting; where the matrix is singular to working precision, no entry
/// is a number. Its pullback is `-Rᵀ d Rᵀ`.
/// Source: https://www.math.uwaterloo.ca/~hwolkowi/matrixcookbook.pdf (59)
struct Inverse: ImplicitSquareMatrixFunction {
  let name = "inv"
  let parameters = ["A"]
  let summary = "The inverse of a square matrix: the matrix R with A R = I."
  let source = "https://www.math.uwaterloo.ca/~hwolkowi/matrixcookbook.pdf (59)"
  let notation = FunctionNotation.inverse
  let resultName = "R"

  func resultShape(_ arguments: [Shape]) throws(ShapeMismatch) -> Shape {
    try checkSquare(arguments[0])
    return arguments[0]
  }

  func value(_ arguments: [Tensor]) -> Tensor { Calculus.inverse(of: arguments[0]) }

  /// ∂R_ij/∂A_pq = -R_ip R_qj
  func jacobian(
    _ arguments: [Tensor], result: Tensor, withRespectTo argument: Int
  ) -> StructuredMatrix {
    let n = result.shape[0]
    var entries: [Double] = []
    entries.reserveCapacity(result.count * result.count)
    for i in 0..<n {
      for j in 0..<n {
        for p in 0..<n {
          for q in 0..<n { entries.append(-result[i, p] * result[q, j]) }
        }
      }
    }
    return .dense(Tensor(entries, shape: [result.count, result.count]))
  }

  /// -Rᵀ d Rᵀ
  func pullback(
    _ cotangent: Tensor, _ arguments: [Tensor], result: Tensor, withRespectTo argument: Int
  ) -> Tensor {
    let turned = result.transposed
    guard
      let product = turned.matrixProduct(with: cotangent)?.matrixProduct(with: turned)
    else { preconditionFailure("\(cotangent.shape) for the inverse of \(result.shape)") }
    return product.map(-)
  }

  func pullbackMultiplications(_ arguments: [Shape], withRespectTo argument: Int) -> Int {
    2 * arguments[0].count * arguments[0][0]
  }

  func indices(_ arguments: [Shape]) -> [Index] { axisIndices(arguments[0]) }

  /// Σ_k A_ik R_kj = δ_ij
  func equation(_ arguments: [Shape], result: String) -> Identity {
    let indices = axisIndices(arguments[0])
    let k = Index("k", range: arguments[0][0])
    return Identity(
      indices,
      .sum(over: k, .product([.entry("A", indices[0], k), .entry(result, k, indices[1])])),
      equals: .delta(.index(indices[0]), .index(indices[1])))
  }

  /// The equation, each entry with its multiplier Σ_l R_li d_lj.
  func outline(
    _ arguments: [Shape], by variable: Element, in names: PullbackLemmaNames
  ) -> PullbackOutline {
    let indices = axisIndices(arguments[0])
    let l = Index("l", range: arguments[0][0])
    return PullbackOutline(
      equation(arguments, result: names.result), of: names.result, withRespectTo: variable,
      multiplier: .sum(
        over: l,
        .product([
          .entry(names.result, l, indices[0]), .entry(names.cotangent, l, indices[1]),
        ])),
      "use the inverse from the left",
      because: "A matrix that is the inverse from the right is so from the left: R A is the "
        + "identity, and put in changes nothing.")
  }

  func expression(_ arguments: [MatrixExpression], in algebra: Algebra) -> MatrixExpression? {
    algebra.inverse(arguments[0])
  }

  func numPy(_ arguments: [String]) -> String { "np.linalg.inv(\(arguments[0]))" }

  var samples: [[Tensor]] { Self.matrices.map { [$0] } }

  /// Square matrices, none symmetric but that of one entry, of determinants of both signs.
  static let matrices = [
    Tensor([-0.8], shape: [1, 1]),
    Tensor([1.4, -0.6, 0.9, 0.7], shape: [2, 2]),
    Tensor([0.3, 1.2, -0.4, 1.1, -0.2, 0.5, -0.7, 0.6, 1.3], shape: [3, 3]),
  ]
}
