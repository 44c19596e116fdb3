import Tensors
import Testing

/// Structured matrices against three plain loops over the same matrix with its zeros.
@Suite struct StructuredMatrixTests {
  /// Random numbers, the same in every run; some of them zero.
  struct Draw {
    var generator: SeededGenerator

    init(_ seed: Int) { generator = SeededGenerator(seed: UInt64(seed)) }

    mutating func extent() -> Int { 1 + generator.place(below: 5) }

    mutating func tensor(_ shape: Shape) -> Tensor {
      Tensor(
        (0..<shape.count).map { _ in
          generator.place(below: 5) == 0 ? 0 : 2 * generator.unit() - 1
        }, shape: shape)
    }

    mutating func matrix() -> Tensor { tensor([extent(), extent()]) }

    /// One of every kind, the last one of several kinds.
    mutating func structured() -> [StructuredMatrix] {
      let columns = extent()
      var sparse = SparseRows(columns: columns)
      for _ in 0..<extent() {
        sparse.append(
          row: (0..<columns).filter { _ in generator.place(below: 2) == 0 }
            .map { (column: $0, value: generator.unit()) })
      }
      let places = (0..<extent()).map { _ in generator.place(below: columns) }
      let one = SparseRows(
        columns: columns, oneInEachRow: places, places.map { _ in generator.unit() })
      let simple: [StructuredMatrix] = [
        .dense(matrix()), .diagonal(tensor([extent()]).values), .sparse(sparse), .sparse(one),
        .kronecker(before: 1, matrix(), after: 1),
        .kronecker(before: extent(), matrix(), after: 1),
        .kronecker(before: 1, matrix(), after: extent()),
        .kronecker(before: extent(), matrix(), after: extent()),
      ]
      var width = 0
      let beside = simple.map { block in
        defer { width += block.columns }
        return StructuredMatrix.Block(block, firstColumn: width)
      }
      let widest = simple.map(\.columns).max() ?? 1
      return simple + [
        .blocks(beside, columns: width),
        .blocks(simple.map { StructuredMatrix.Block($0, firstColumn: 0) }, columns: widest),
      ]
    }
  }

  /// `A B`, entry by entry.
  static func product(_ a: Tensor, _ b: Tensor) -> Tensor {
    var result = Tensor.zeros([a.shape[0], b.shape[1]])
    for i in 0..<a.shape[0] {
      for j in 0..<b.shape[1] {
        for k in 0..<a.shape[1] { result.values[i * b.shape[1] + j] += a[i, k] * b[k, j] }
      }
    }
    return result
  }

  /// The very same numbers: adding zeros in between changes none.
  @Test(arguments: 0..<50)
  func productsAreThoseOfTheDenseMatrix(_ seed: Int) {
    var draw = Draw(seed)
    for matrix in draw.structured() {
      let dense = matrix.dense
      #expect(dense.shape == [matrix.rows, matrix.columns])
      let row = draw.tensor([1, matrix.rows])
      #expect(matrix.leftMultiplied(by: row.values) == Self.product(row, dense).values)
      let right = draw.tensor([matrix.columns, draw.extent()])
      #expect(matrix.multiplied(by: right) == Self.product(dense, right))
    }
  }

  /// `I ⊗ M ⊗ I` by its formula.
  @Test func kroneckerProductsStandWhereTheyShould() {
    let m = Tensor(rows: [[1, 2, 3], [4, 5, 6]])
    let dense = StructuredMatrix.kronecker(before: 2, m, after: 2).dense
    #expect(dense.shape == [8, 12])
    for (p, i, q) in [(0, 0, 0), (1, 1, 0), (0, 1, 1), (1, 0, 1)] {
      for (other, k, last) in [(0, 0, 0), (1, 2, 0), (0, 1, 1), (1, 2, 1)] {
        let expected = p == other && q == last ? m[i, k] : 0
        #expect(dense[(p * 2 + i) * 2 + q, (other * 3 + k) * 2 + last] == expected)
      }
    }
  }

  /// What a dense matrix of this size could not hold.
  @Test func zerosAreNotBuilt() {
    let n = 100_000
    let diagonal = StructuredMatrix.diagonal(Array(repeating: 2, count: n))
    #expect(diagonal.leftMultiplied(by: Array(repeating: 3, count: n)).allSatisfy { $0 == 6 })
    let layer = StructuredMatrix.kronecker(
      before: 1, Tensor(repeating: 1, shape: [10, 20]), after: n / 10)
    #expect(layer.leftMultiplied(by: Array(repeating: 1, count: n)).allSatisfy { $0 == 10 })
  }
}
