extension Tensor {
  /// What the products of the columns with each other differ from those of orthonormal ones by most,
  /// and at which two columns, counted from 0.
  /// - Precondition: it is a matrix.
  public var farthestFromOrthonormal: (difference: Double, first: Int, second: Int) {
    precondition(shape.rank == 2, "\(shape) is no matrix")
    let (height, width) = (shape[0], shape[1])
    var farthest = (difference: 0.0, first: 0, second: 0)
    for first in 0..<width {
      for second in first..<width {
        var product = 0.0
        for row in 0..<height {
          product += values[row * width + first] * values[row * width + second]
        }
        let difference = product - (first == second ? 1 : 0)
        if !(abs(difference) <= abs(farthest.difference)) { farthest = (difference, first, second) }
      }
    }
    return farthest
  }

  /// Orthonormal columns that span what these do, by the modified Gram-Schmidt process, done twice for
  /// the sake of rounding; no number where a column depends on those before it.
  ///
  /// Source: G. Golub, C. Van Loan, Matrix Computations, 4th edition, section 5.2
  /// - Precondition: it is a matrix with no more columns than rows.
  public var withOrthonormalColumns: Tensor {
    precondition(shape.rank == 2 && shape[1] <= shape[0], "\(shape) has too many columns")
    let (height, width) = (shape[0], shape[1])
    var entries = values
    for _ in 0..<2 {
      for column in 0..<width {
        for before in 0..<column {
          var product = 0.0
          for row in 0..<height {
            product += entries[row * width + column] * entries[row * width + before]
          }
          for row in 0..<height {
            entries[row * width + column] -= product * entries[row * width + before]
          }
        }
        var square = 0.0
        for row in 0..<height {
          square += entries[row * width + column] * entries[row * width + column]
        }
        let length = square.squareRoot()
        for row in 0..<height { entries[row * width + column] /= length }
      }
    }
    return Tensor(entries, shape: shape)
  }
}
