import Tensors
import Testing

@Suite struct DefinitenessTests {
  @Test func pivotsAreRatiosOfDeterminants() {
    // Leading minors 4, 11, 6.
    let matrix = Tensor(rows: [[4, 1, 2], [1, 3, 0], [2, 0, 18.0 / 11]])
    let decomposition = CholeskyDecomposition(matrix)
    #expect(decomposition.isComplete)
    let expected = [4, 11.0 / 4, 6.0 / 11]
    for (pivot, ratio) in zip(decomposition.pivots, expected) {
      #expect(abs(pivot - ratio) < 1e-12)
    }
  }

  @Test(arguments: [
    ([[1.0, 2], [2, 1]], [1.0, -3]), ([[0, 1], [1, 5]], [0]), ([[1, 1], [1, 1]], [1, 0]),
    ([[-2]], [-2]),
  ]) func endsAtTheFirstPivotThatIsNotPositive(rows: [[Double]], pivots: [Double]) {
    let decomposition = CholeskyDecomposition(Tensor(rows: rows))
    #expect(!decomposition.isComplete)
    #expect(decomposition.pivots == pivots)
  }

  @Test func columnsAreMadeOrthonormal() {
    let matrix = Tensor(rows: [[1, 2], [3, -1], [0.5, 4], [2, 2]])
    #expect(abs(matrix.farthestFromOrthonormal.difference - 24) < 1e-12)
    let made = matrix.withOrthonormalColumns
    #expect(abs(made.farthestFromOrthonormal.difference) < 1e-15)
    // They span the same: the first is a multiple of the first.
    for row in 0..<4 { #expect(abs(made[row, 0] * 14.25.squareRoot() - matrix[row, 0]) < 1e-12) }
  }
}
