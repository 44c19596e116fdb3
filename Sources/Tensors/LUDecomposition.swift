/// A square matrix as `P A = L U`, by elimination with partial pivoting: what its determinant, its
/// inverse and the solutions of its linear equations are read off.
///
/// Source: G. Golub, C. Van Loan, Matrix Computations, 4th edition, section 3.4
public struct LUDecomposition: Sendable {
  /// How many rows and columns there are.
  public let size: Int
  private let matrix: Tensor
  /// L below the diagonal, whose own is ones, and U on and above it.
  private var factors: [Double]
  /// For each row of `P A` the row of A.
  private var rows: [Int]
  /// The determinant of P.
  private var sign = 1.0

  /// Factors a matrix; of a singular one, U has a 0 on its diagonal. It takes n^3 / 3 multiplications.
  /// - Precondition: the matrix is square.
  public init(_ matrix: Tensor) {
    precondition(
      matrix.shape.rank == 2 && matrix.shape[0] == matrix.shape[1],
      "a matrix of shape \(matrix.shape) is not square")
    let n = matrix.shape[0]
    size = n
    self.matrix = matrix
    factors = matrix.values
    rows = Array(0..<n)
    for column in 0..<n {
      var pivot = column
      for row in column..<n
      where abs(factors[row * n + column]) > abs(factors[pivot * n + column]) {
        pivot = row
      }
      if factors[pivot * n + column] == 0 { continue }
      if pivot != column {
        for j in 0..<n { factors.swapAt(pivot * n + j, column * n + j) }
        rows.swapAt(pivot, column)
        sign = -sign
      }
      for row in (column + 1)..<max(n, column + 1) {
        let factor = factors[row * n + column] / factors[column * n + column]
        factors[row * n + column] = factor
        if factor == 0 { continue }
        for j in (column + 1)..<n {
          factors[row * n + j] -= factor * factors[column * n + j]
        }
      }
    }
  }

  /// The diagonal of U, whose product is the determinant but for its sign.
  public var pivots: [Double] { (0..<size).map { factors[$0 * size + $0] } }

  /// The determinant: the product of the pivots, worked so that no part of it overflows before the
  /// whole does.
  public var determinant: Double {
    var significand = sign
    var exponent = 0
    for pivot in pivots {
      if pivot == 0 { return 0 }
      if !pivot.isFinite { return .nan }
      significand *= pivot.significand * (pivot < 0 ? -1 : 1)
      exponent += Int(pivot.exponent) + Int(significand.exponent)
      significand = significand.significand * (significand < 0 ? -1 : 1)
    }
    return Double(sign: .plus, exponent: max(-5000, min(5000, exponent)), significand: significand)
  }

  /// The columns X of `A X = B`, without a look at whether they are trustworthy.
  /// - Precondition: the right side, a vector or a matrix, has as many rows as A.
  private func substituted(_ right: Tensor) -> Tensor {
    precondition(right.shape[0] == size, "\(right.shape) beside \(matrix.shape)")
    let (n, columns) = (size, right.count / size)
    var x = rows.flatMap { right.values[$0 * columns..<($0 + 1) * columns] }
    for row in 0..<n {
      for k in 0..<row {
        let factor = factors[row * n + k]
        if factor == 0 { continue }
        for j in 0..<columns { x[row * columns + j] -= factor * x[k * columns + j] }
      }
    }
    for row in (0..<n).reversed() {
      for k in (row + 1)..<max(n, row + 1) {
        let factor = factors[row * n + k]
        if factor == 0 { continue }
        for j in 0..<columns { x[row * columns + j] -= factor * x[k * columns + j] }
      }
      for j in 0..<columns { x[row * columns + j] /= factors[row * n + row] }
    }
    return Tensor(x, shape: right.shape)
  }

  /// The inverse; `nil` where the matrix is singular to working precision.
  ///
  /// That it is where the condition number of Skeel, the largest row sum of |A⁻¹| |A|, is above the
  /// reciprocal of the rounding unit: scaling a row changes nothing about it, so small numbers alone
  /// make no matrix singular.
  ///
  /// Source: N. Higham, Accuracy and Stability of Numerical Algorithms, section 7.2
  public var inverse: Tensor? {
    guard !pivots.contains(where: { $0 == 0 || !$0.isFinite }) else { return nil }
    var unit = Tensor.zeros([size, size])
    for place in 0..<size { unit.values[place * size + place] = 1 }
    let inverse = substituted(unit)
    let condition = inverse.map(abs).matrixProduct(with: matrix.map(abs))
    guard
      let product = condition,
      (0..<size).allSatisfy({ row in
        product.values[row * size..<(row + 1) * size].reduce(0, +) < 1 / Double.ulpOfOne
      })
    else { return nil }
    return inverse
  }

  /// X of `A X = B`, for a vector or a matrix B; `nil` where A is singular to working precision.
  /// - Precondition: B has as many rows as A.
  public func solution(of right: Tensor) -> Tensor? {
    inverse == nil ? nil : substituted(right)
  }

  /// The cofactors: (-1)^(i + j) times the determinant without row i and column j. They exist for
  /// a singular matrix as well; of a single number the cofactor is 1. It takes n^5 / 3
  /// multiplications.
  public var cofactors: Tensor {
    let n = size
    if n == 1 { return Tensor([1], shape: [1, 1]) }
    var result: [Double] = []
    result.reserveCapacity(n * n)
    for row in 0..<n {
      for column in 0..<n {
        var minor: [Double] = []
        minor.reserveCapacity((n - 1) * (n - 1))
        for i in 0..<n where i != row {
          for j in 0..<n where j != column { minor.append(matrix.values[i * n + j]) }
        }
        let own = LUDecomposition(Tensor(minor, shape: [n - 1, n - 1])).determinant
        result.append((row + column) % 2 == 0 ? own : -own)
      }
    }
    return Tensor(result, shape: [n, n])
  }
}
