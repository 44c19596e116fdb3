import Foundation
import IndexNotation
import Tensors

/// A function of a square matrix, its first argument.
protocol SquareMatrixFunction: Function {}

extension SquareMatrixFunction {
  /// - Throws: `ShapeMismatch` for anything but one square matrix.
  func checkSquare(_ shape: Shape) throws(ShapeMismatch) {
    guard shape.rank == 2, shape[0] == shape[1] else {
      throw ShapeMismatch(
        "\(name) takes a square matrix, not "
          + (shape.rank == 0
            ? "a number"
            : shape.rank == 1
              ? "a vector"
              : (shape.rank == 2 ? "one of shape" : "a tensor of shape") + " \(shape)"),
        shape.rank > 2 ? "take one matrix of the batch at a time, as in 'X[0]'" : nil)
    }
  }
}

/// A function of a square matrix that is known by what its result satisfies.
protocol ImplicitSquareMatrixFunction: ImplicitFunction, SquareMatrixFunction {}

extension ImplicitSquareMatrixFunction {
  /// Where the inverse has no entry above 4, derivatives are measured to 9 digits.
  func isSteady(at arguments: [Tensor]) -> Bool {
    LUDecomposition(arguments[0]).inverse.map { $0.values.allSatisfy { abs($0) <= 4 } } ?? false
  }

  func reasonNotFinite(_ arguments: [Double]) -> String {
    "the matrix is singular to working precision"
  }
}

/// The inverse of a square matrix, not a number where it has none.
func inverse(of matrix: Tensor) -> Tensor {
  LUDecomposition(matrix).inverse ?? Tensor(repeating: .nan, shape: matrix.shape)
}

/// The determinant expanded along the row of the entry that it is differentiated by: what the proofs
/// of Jacobi's formula begin with.
struct RowExpansion {
  /// `Σ_k A_ak C_ak`
  let determinant: IndexExpression
  /// The matrix of cofactors C and the inverse R, by the names that proofs call them.
  let companions: [SymbolicQuantity]
  /// `R_ba`, for the entry at a and b.
  let inverse: IndexExpression

  /// - Parameter variable: the entry of the matrix.
  init(_ matrix: Shape, at variable: Element) {
    determinant = Self.determinant(matrix, row: variable.subscripts[0])
    companions = ["C", "R"].map { SymbolicQuantity($0, shape: matrix.dimensions) }
    inverse = .element(Element("R", variable.subscripts.reversed()))
  }

  /// The determinant, expanded along a row.
  static func determinant(_ matrix: Shape, row: Subscript) -> IndexExpression {
    let k = Index("k", range: matrix[0])
    return .sum(
      over: k,
      .product(["A", "C"].map { .element(Element($0, [row, .index(k)])) }))
  }

  /// The companions of a matrix.
  static func companions(of matrix: Tensor) -> [String: Tensor] {
    ["C": LUDecomposition(matrix).cofactors, "R": Calculus.inverse(of: matrix)]
  }

  /// Why the expansion may be differentiated as if its cofactors were numbers.
  static let reason =
    "A determinant is the sum over a row of each entry times its cofactor (Laplace; Horn and "
    + "Johnson, Matrix Analysis, 0.3.1), and no cofactor C of a row contains an entry of that row."
  /// What cofactors are.
  static let cofactors =
    "The cofactors C are the determinant times the transposed inverse R of A (Cramer; Horn and "
    + "Johnson, Matrix Analysis, 0.8.2)."
}
