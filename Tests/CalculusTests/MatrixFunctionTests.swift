import Foundation
import Tensors
import Testing

@testable import Calculus

/// What the functions of matrices and the stable ones give where they could go wrong.
@Suite struct MatrixFunctionTests {
  /// A singular matrix has a determinant and its gradient, the cofactors; not an inverse.
  @Test func singular() {
    let matrix = Tensor(rows: [[1, 2], [2, 4]])
    let determinant = Determinant().value([matrix])
    #expect(determinant.scalar == 0)
    let gradient = Determinant().pullback(
      Tensor(scalar: 3), [matrix], result: determinant, withRespectTo: 0)
    #expect(gradient == Tensor(rows: [[12, -6], [-6, 3]]))
    #expect(Inverse().value([matrix]).values.allSatisfy { $0.isNaN })
    #expect(Solve().value([matrix, Tensor(vector: [1, 2])]).values.allSatisfy { $0.isNaN })
    #expect(LogDeterminant().value([matrix]).scalar == -.infinity)
    #expect(Inverse().reasonNotFinite([]) == "the matrix is singular to working precision")
  }

  /// log |det A| of a determinant below 0, and of ones that are no number of their own.
  @Test func logarithmOfDeterminants() {
    let logarithm = LogDeterminant()
    #expect(abs(logarithm.value([Tensor(rows: [[1, 2], [3, 1]])]).scalar - log(5)) < 1e-15)
    for size in [1e-200, 1e200] {
      let matrix = Tensor(rows: [[size, 0, 0], [0, -size, 0], [0, 0, size]])
      #expect(abs(logarithm.value([matrix]).scalar - 3 * log(size)) < 1e-12)
    }
  }

  @Test func normsOfAnySize() {
    #expect(abs(Norm().value([Tensor(vector: [3e200, 4e200])]).scalar / 5e200 - 1) < 1e-15)
    #expect(abs(Norm().value([Tensor(vector: [3e-200, 4e-200])]).scalar / 5e-200 - 1) < 1e-15)
    #expect(Norm().value([Tensor(vector: [0, 0])]).scalar == 0)
    // There is no derivative at 0, and no number is given for one.
    let slope = Norm().pullback(
      Tensor(scalar: 1), [Tensor(vector: [0, 0])], result: Tensor(scalar: 0), withRespectTo: 0)
    #expect(slope.values.allSatisfy { $0.isNaN })
  }

  @Test func logitsOfAnySize() {
    let logits = Tensor(vector: [1000, 0, -1000])
    #expect(LogSoftmax().value([logits]).values == [0, -1000, -2000])
    #expect(LogSumExp().value([logits]).scalar == 1000)
    #expect(LogSumExp().value([Tensor(vector: [-1000, -1000])]).scalar == log(2) - 1000)
  }

  @Test func shapesThatDoNotFit() {
    func message(_ function: any Function, _ shapes: Shape...) -> String? {
      do {
        _ = try function.resultShape(shapes)
        return nil
      } catch {
        return error.message
      }
    }
    #expect(message(Inverse(), [3]) == "inv takes a square matrix, not a vector")
    #expect(message(Inverse(), []) == "inv takes a square matrix, not a number")
    #expect(
      message(Determinant(), [2, 3]) == "det takes a square matrix, not one of shape (2, 3)")
    #expect(
      message(Trace(), [4, 2, 2]) == "trace takes a square matrix, not a tensor of shape (4, 2, 2)"
    )
    #expect(
      message(Solve(), [2, 2], [3])
        == "solve(A, b) takes a right side with as many rows as the matrix, 2, not one of shape (3,)"
    )
    #expect(message(Outer(), [2, 2], [3]) != nil)
    #expect(message(Dot(), [2], [3]) != nil)
    #expect(message(Diagonal(), [2, 3]) != nil)
  }
}
