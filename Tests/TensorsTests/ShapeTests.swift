import Tensors
import Testing

@Suite struct ShapeTests {
  @Test func offsetAndPositionAreInverse() {
    let shape: Shape = [2, 3, 4]
    for offset in 0..<shape.count {
      #expect(shape.offset(of: shape.position(at: offset)) == offset)
    }
    #expect(shape.strides == [12, 4, 1])
    #expect(Shape.scalar.count == 1)
  }

  /// The table of NumPy's manual, and what does not fit.
  @Test(
    arguments: [
      ([256, 256, 3], [3], [256, 256, 3]), ([8, 1, 6, 1], [7, 1, 5], [8, 7, 6, 5]),
      ([5, 4], [1], [5, 4]), ([15, 3, 5], [15, 1, 5], [15, 3, 5]), ([3], [4], nil),
      ([2, 1], [8, 4, 3], nil), ([], [2, 2], [2, 2]),
    ] as [([Int], [Int], [Int]?)])
  func broadcasts(_ sample: (a: [Int], b: [Int], result: [Int]?)) {
    let (a, b) = (Shape(sample.a), Shape(sample.b))
    #expect(a.broadcast(with: b)?.dimensions == sample.result)
    #expect(b.broadcast(with: a)?.dimensions == sample.result)
  }

  @Test func isWrittenAsNumPyDoes() {
    #expect("\(Shape.scalar) \(Shape([3])) \(Shape([3, 5]))" == "() (3,) (3, 5)")
  }
}
