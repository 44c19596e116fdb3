import Foundation
import Tensors
import Testing

@Suite struct LUDecompositionTests {
  /// A reproducible matrix with entries from -1 to 1.
  static func matrix(_ size: Int, seed: UInt64) -> Tensor {
    var state = seed
    return Tensor(
      (0..<size * size).map { _ in
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return Double(state >> 11) * 0x1p-52 - 1
      }, shape: [size, size])
  }

  static func identity(_ size: Int) -> Tensor {
    var unit = Tensor.zeros([size, size])
    for place in 0..<size { unit.values[place * size + place] = 1 }
    return unit
  }

  /// The determinant as a sum over all permutations, which knows nothing of elimination.
  static func leibniz(_ matrix: Tensor) -> Double {
    func sum(_ row: Int, _ free: [Int]) -> Double {
      if free.isEmpty { return 1 }
      return free.enumerated().reduce(0) { total, next in
        let sign: Double = next.offset % 2 == 0 ? 1 : -1
        let rest = free.filter { $0 != next.element }
        return total + sign * matrix[row, next.element] * sum(row + 1, rest)
      }
    }
    return sum(0, Array(0..<matrix.shape[0]))
  }

  @Test(arguments: 1...7)
  func agreesWithWhatDefinesIt(_ size: Int) throws {
    for seed in 1...20 {
      let matrix = Self.matrix(size, seed: UInt64(100 * size + seed))
      let decomposition = LUDecomposition(matrix)
      let determinant = Self.leibniz(matrix)
      #expect(abs(decomposition.determinant - determinant) <= 1e-13)
      let inverse = try #require(decomposition.inverse)
      let scale = 1e-13 * inverse.values.reduce(1) { max($0, abs($1)) }
      for product in [matrix.matrixProduct(with: inverse), inverse.matrixProduct(with: matrix)] {
        #expect(try #require(product).largestDifference(from: Self.identity(size)) <= 100 * scale)
      }
      let right = Tensor(Self.matrix(size, seed: 7).values, shape: [size, size])
      let solution = try #require(decomposition.solution(of: right))
      let back = try #require(matrix.matrixProduct(with: solution))
      #expect(back.largestDifference(from: right) <= 100 * scale)
      let cofactors = decomposition.cofactors
      #expect(
        cofactors.largestDifference(from: inverse.transposed.map { $0 * determinant })
          <= 100 * scale)
    }
  }

  /// Values of NumPy 2.1: numpy.linalg.det and numpy.linalg.inv.
  @Test func valuesOfNumPy() throws {
    let matrix = Tensor(rows: [[0, 2, -1], [3, -1, 4], [1, 5, 2]])
    let decomposition = LUDecomposition(matrix)
    #expect(abs(decomposition.determinant - -20) < 1e-13)
    let inverse = try #require(decomposition.inverse)
    let expected = Tensor(rows: [[1.1, 0.45, -0.35], [0.1, -0.05, 0.15], [-0.8, -0.1, 0.3]])
    #expect(inverse.largestDifference(from: expected) < 1e-15)
  }

  @Test func singularMatricesHaveNoInverse() {
    let singular: [Tensor] = [
      Tensor(rows: [[0]]), Tensor(rows: [[1, 2], [2, 4]]),
      // Of two tenths the third is no multiple: elimination leaves a little.
      Tensor(rows: [[0.1, 0.2], [0.3, 0.6]]),
      Tensor(rows: [[1, 2, 3], [4, 5, 6], [7, 8, 9]]), Tensor(rows: [[0, 0], [0, 1]]),
    ]
    for matrix in singular {
      #expect(LUDecomposition(matrix).inverse == nil, "\(matrix)")
      #expect(LUDecomposition(matrix).solution(of: matrix) == nil)
    }
    #expect(LUDecomposition(Tensor(rows: [[1, 2], [2, 4]])).determinant == 0)
    #expect(
      LUDecomposition(Tensor(rows: [[1, 2], [2, 4]])).cofactors
        == Tensor(rows: [[4, -2], [-2, 1]]))
  }

  /// Small and large numbers make no matrix singular.
  @Test func scaleIsNoObstacle() throws {
    let tiny = LUDecomposition(
      Tensor(rows: [[1e-100, 2e-101, 0], [0, 1e-100, 0], [1e-101, 0, 1e-100]]))
    #expect(abs(tiny.determinant / 1e-300 - 1) < 1e-15)
    #expect(tiny.inverse != nil)
    let mixed = LUDecomposition(Tensor(rows: [[1e-300, 0], [0, 1]]))
    let inverse = try #require(mixed.inverse)
    #expect(inverse.values == [1 / 1e-300, 0, 0, 1])
    // The product of the first two pivots overflows; that of all three does not.
    let wide = Tensor(rows: [[1e200, 0, 0], [0, 1e200, 0], [0, 0, 1e-300]])
    #expect(abs(LUDecomposition(wide).determinant / 1e100 - 1) < 1e-14)
    #expect(LUDecomposition(Tensor(rows: [[1e200, 0], [0, -1e200]])).determinant == -.infinity)
    #expect(LUDecomposition(Tensor(rows: [[1e-200, 0], [0, 1e-200]])).determinant == 0)
  }
}
