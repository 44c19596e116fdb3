import Tensors
import Testing

@Suite struct TensorTests {
  static func counting(_ shape: Shape) -> Tensor {
    Tensor((0..<shape.count).map { Double($0 * 7 % 11) - 4.5 }, shape: shape)
  }

  /// Summing to a shape is the transpose of broadcasting from it: <Bx, y> = <x, B'y>.
  @Test(arguments: [[3], [1, 3], [2, 1], [], [2, 3]] as [[Int]])
  func summingIsTheTransposeOfBroadcasting(_ dimensions: [Int]) {
    let source = Self.counting(Shape(dimensions))
    let target: Shape = [4, 2, 3]
    let y = Self.counting(target)
    let broadcast = Tensor.broadcast(source, .zeros(target), +)
    let left = zip(broadcast.values, y.values).reduce(0) { $0 + $1.0 * $1.1 }
    let right = zip(source.values, y.summed(to: source.shape).values).reduce(0) {
      $0 + $1.0 * $1.1
    }
    #expect(abs(left - right) < 1e-9)
  }

  /// The definition, entry by entry: (A @ B)[n, i, j] = Σ_k A[n, i, k] B[n, k, j].
  @Test func matrixProductOfBatches() throws {
    let a = Self.counting([3, 2, 4])
    let b = Self.counting([3, 4, 5])
    let product = try #require(a.matrixProduct(with: b))
    #expect(product.shape == [3, 2, 5])
    for n in 0..<3 {
      for i in 0..<2 {
        for j in 0..<5 {
          let sum = (0..<4).reduce(0.0) { $0 + a[n, i, $1] * b[n, $1, j] }
          #expect(abs(product[n, i, j] - sum) < 1e-12)
        }
      }
    }
  }

  /// Shapes as NumPy's `matmul` has them.
  @Test(
    arguments: [
      ([3], [3], []), ([3], [3, 5], [5]), ([2, 3], [3], [2]), ([2, 3], [3, 5], [2, 5]),
      ([7, 2, 3], [3, 5], [7, 2, 5]), ([7, 1, 2, 3], [4, 3, 5], [7, 4, 2, 5]), ([3], [4], nil),
      ([], [3], nil), ([2, 3], [2, 3], nil),
    ] as [([Int], [Int], [Int]?)])
  func matrixProductShapes(_ sample: (a: [Int], b: [Int], result: [Int]?)) {
    #expect(
      MatrixProduct(Shape(sample.a), Shape(sample.b))?.result.dimensions == sample.result)
  }

  @Test func transposing() {
    let tensor = Self.counting([2, 3, 4])
    #expect(tensor.transposed.shape == [4, 3, 2])
    #expect(tensor.transposed[3, 1, 0] == tensor[0, 1, 3])
    #expect(tensor.transposed.transposed == tensor)
  }

  @Test func largestDifferenceSeesWhatIsNoNumber() {
    let tensor = Tensor(vector: [1, .nan])
    #expect(tensor.largestDifference(from: Tensor(vector: [1, 2])).isNaN)
  }
}
