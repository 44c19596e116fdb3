import Tensors
import Testing

/// The quick ways through tensors against plain loops: the same numbers, to the last bit.
@Suite struct KernelTests {
  /// (batches, rows, inner, columns) around the sizes that the kernel takes in one piece.
  @Test(arguments: [
    [1, 1, 1, 1], [2, 1, 7, 1], [1, 3, 5, 8], [1, 6, 300, 16], [3, 7, 9, 10], [1, 13, 257, 23],
    [2, 20, 4, 1], [1, 1, 600, 17], [1, 14, 2, 8],
  ])
  func matrixProductsAndPullbacks(_ extents: [Int]) throws {
    var draw = StructuredMatrixTests.Draw(7)
    let (batch, rows, inner, columns) = (extents[0], extents[1], extents[2], extents[3])
    let a = draw.tensor([batch, rows, inner])
    let b = draw.tensor([inner, columns])
    let d = draw.tensor([batch, rows, columns])
    var (product, left, right) = (
      Tensor.zeros(d.shape), Tensor.zeros(a.shape), Tensor.zeros(b.shape)
    )
    for n in 0..<batch {
      for i in 0..<rows {
        for k in 0..<inner {
          for j in 0..<columns {
            let (atA, atB) = ((n * rows + i) * inner + k, k * columns + j)
            let atD = (n * rows + i) * columns + j
            product.values[atD] += a.values[atA] * b.values[atB]
            left.values[atA] += d.values[atD] * b.values[atB]
            right.values[atB] += a.values[atA] * d.values[atD]
          }
        }
      }
    }
    let plan = try #require(MatrixProduct(a.shape, b.shape))
    #expect(plan.product(a, b) == product)
    #expect(plan.leftPullback(d, b) == left)
    #expect(plan.rightPullback(d, a) == right)
  }

  /// Every pair of shapes that broadcast, entry by entry.
  @Test(arguments: 0..<40)
  func broadcastingAndItsTranspose(_ seed: Int) {
    var draw = StructuredMatrixTests.Draw(seed)
    let dimensions = (0..<seed % 4).map { _ in draw.extent() }
    func source() -> Shape {
      let kept = dimensions.suffix(
        dimensions.count - draw.generator.place(below: dimensions.count + 1))
      return Shape(kept.map { draw.generator.place(below: 3) == 0 ? 1 : $0 })
    }
    let (a, b) = (draw.tensor(source()), draw.tensor(source()))
    let result = Tensor.broadcast(a, b) { $0 - 2 * $1 }
    let weights = draw.tensor(result.shape)
    var sums = Tensor.zeros(a.shape)
    for offset in 0..<result.count {
      let position = result.shape.position(at: offset)
      func place(_ shape: Shape) -> Int {
        shape.offset(
          of: zip(position.suffix(shape.rank), shape.dimensions).map { $1 == 1 ? 0 : $0 })
      }
      #expect(result.values[offset] == a.values[place(a.shape)] - 2 * b.values[place(b.shape)])
      sums.values[place(a.shape)] += weights.values[offset]
    }
    #expect(weights.summed(to: a.shape) == sums)
  }
}
