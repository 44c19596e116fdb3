import IndexNotation
import MatrixNotation
import Tensors

/// The solution x of A x = b, for a square matrix A and a vector, or several as the columns of a
/// matrix.
///
/// By elimination with partial pivoting; where the matrix is singular to working precision, no entry
/// is a number. Its pullbacks are `A⁻ᵀ d` by b and `-(A⁻ᵀ d) xᵀ` by A.
/// Source: https://doi.org/10.1007/978-3-540-68942-3_4 (section 2.3.1)
struct Solve: ImplicitSquareMatrixFunction {
  let name = "solve"
  let parameters = ["A", "b"]
  let summary = "The solution x of A x = b, for a square matrix and a vector or several as columns."
  let source = "https://doi.org/10.1007/978-3-540-68942-3_4 (section 2.3.1)"
  let resultName = "x"

  func resultShape(_ arguments: [Shape]) throws(ShapeMismatch) -> Shape {
    try checkSquare(arguments[0])
    guard (1...2).contains(arguments[1].rank), arguments[1][0] == arguments[0][0] else {
      throw ShapeMismatch(
        "solve(A, b) takes a right side with as many rows as the matrix, "
          + "\(arguments[0][0]), not one of shape \(arguments[1])")
    }
    return arguments[1]
  }

  private func solution(_ matrix: Tensor, _ right: Tensor) -> Tensor {
    LUDecomposition(matrix).solution(of: right) ?? Tensor(repeating: .nan, shape: right.shape)
  }

  func value(_ arguments: [Tensor]) -> Tensor { solution(arguments[0], arguments[1]) }

  /// A⁻¹ ⊗ I by b, and ∂x_ic/∂A_pq = -R_ip x_qc by A, with R the inverse.
  func jacobian(
    _ arguments: [Tensor], result: Tensor, withRespectTo argument: Int
  ) -> StructuredMatrix {
    let inverse = Calculus.inverse(of: arguments[0])
    let n = inverse.shape[0]
    let columns = result.count / n
    if argument == 1 { return .kronecker(before: 1, inverse, after: columns) }
    var entries: [Double] = []
    entries.reserveCapacity(result.count * inverse.count)
    for i in 0..<n {
      for c in 0..<columns {
        for p in 0..<n {
          for q in 0..<n { entries.append(-inverse[i, p] * result.values[q * columns + c]) }
        }
      }
    }
    return .dense(Tensor(entries, shape: [result.count, inverse.count]))
  }

  func pullback(
    _ cotangent: Tensor, _ arguments: [Tensor], result: Tensor, withRespectTo argument: Int
  ) -> Tensor {
    let multipliers = solution(arguments[0].transposed, cotangent)
    if argument == 1 { return multipliers }
    let n = arguments[0].shape[0]
    let columns = result.count / n
    guard
      let product = multipliers.reshaped(to: [n, columns])
        .matrixProduct(with: result.reshaped(to: [n, columns]).transposed)
    else { preconditionFailure("\(cotangent.shape) for a solution of shape \(result.shape)") }
    return product.map(-)
  }

  func pullbackMultiplications(_ arguments: [Shape], withRespectTo argument: Int) -> Int {
    let n = arguments[0][0]
    let solving = n * n * n / 3 + n * arguments[1].count
    return argument == 1 ? solving : solving + n * arguments[1].count
  }

  func indices(_ arguments: [Shape]) -> [Index] { axisIndices(arguments[1]) }

  /// Σ_k A_ik x_k = b_i
  func equation(_ arguments: [Shape], result: String) -> Identity {
    let indices = axisIndices(arguments[1])
    let k = Index("k", range: arguments[0][0])
    let column = indices.dropFirst().map { Subscript.index($0) }
    return Identity(
      indices,
      .sum(
        over: k,
        .product([
          .entry("A", indices[0], k), .element(Element(result, [.index(k)] + column)),
        ])),
      equals: .element(Element("b", [.index(indices[0])] + column)))
  }

  private static let multiplier = "lambda"

  /// The equation, each row with its multiplier, of which there is one for each entry of b.
  func outline(
    _ arguments: [Shape], by variable: Element, in names: PullbackLemmaNames
  ) -> PullbackOutline {
    let indices = axisIndices(arguments[1])
    return PullbackOutline(
      equation(arguments, result: names.result), of: names.result, withRespectTo: variable,
      multiplier: .element(Element(Self.multiplier, indices.map { .index($0) })),
      "choose multipliers",
      because: "The multipliers λ are the solution of the transposed equations, with d as their "
        + "right side.",
      companions: [SymbolicQuantity(Self.multiplier, shape: arguments[1].dimensions)])
  }

  func companions(
    _ arguments: [Tensor], result: Tensor, cotangent: Tensor
  ) -> [String: Tensor] {
    [Self.multiplier: solution(arguments[0].transposed, cotangent)]
  }

  /// A⁻¹ b
  func expression(_ arguments: [MatrixExpression], in algebra: Algebra) -> MatrixExpression? {
    algebra.matrixProduct(algebra.inverse(arguments[0]), arguments[1])
  }

  func numPy(_ arguments: [String]) -> String {
    "np.linalg.solve(\(arguments.joined(separator: ", ")))"
  }

  var samples: [[Tensor]] {
    Inverse.matrices.map { matrix in
      [matrix, Tensor(vector: Array([0.7, -1.1, 0.4].prefix(matrix.shape[0])))]
    } + [
      [Inverse.matrices[1], Tensor([0.5, -0.3, 1.2, 0.8, 0.1, -1.4], shape: [2, 3])],
      [Inverse.matrices[2], Tensor([0.5, -0.3, 1.2], shape: [3, 1])],
    ]
  }
}
