/// A symmetric matrix as `A = L Lᵀ`, which is possible just where it is positive definite.
///
/// Only the entries on and below the diagonal are read.
/// Source: G. Golub, C. Van Loan, Matrix Computations, 4th edition, section 4.2
public struct CholeskyDecomposition: Sendable {
  /// The squares of the diagonal of L, as far as they are above 0, and the first that is not.
  public let pivots: [Double]

  /// Factors a matrix, up to its first pivot that is not above 0. It takes n^3 / 6 multiplications.
  /// - Precondition: the matrix is square.
  public init(_ matrix: Tensor) {
    precondition(
      matrix.shape.rank == 2 && matrix.shape[0] == matrix.shape[1],
      "a matrix of shape \(matrix.shape) is not square")
    let n = matrix.shape[0]
    var lower = matrix.values
    var pivots: [Double] = []
    for column in 0..<n {
      var pivot = lower[column * n + column]
      for k in 0..<column { pivot -= lower[column * n + k] * lower[column * n + k] }
      pivots.append(pivot)
      // What rounding leaves of 0 is no more than 0.
      guard pivot > Double(n) * .ulpOfOne * abs(matrix.values[column * n + column]) else { break }
      let root = pivot.squareRoot()
      lower[column * n + column] = root
      for row in (column + 1)..<max(n, column + 1) {
        var entry = lower[row * n + column]
        for k in 0..<column { entry -= lower[row * n + k] * lower[column * n + k] }
        lower[row * n + column] = entry / root
      }
    }
    self.pivots = pivots
    isComplete =
      pivots.count == n
      && pivots.indices.allSatisfy {
        pivots[$0] > Double(n) * .ulpOfOne * abs(matrix.values[$0 * n + $0])
      }
  }

  /// Whether there is such an L: whether the matrix is positive definite.
  public let isComplete: Bool
}
