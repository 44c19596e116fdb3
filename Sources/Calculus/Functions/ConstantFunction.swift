import IndexNotation
import MatrixNotation
import Tensors

/// A number that is no fraction: π, and Euler's number e, which is e to the 1.
///
/// Not in the catalogue: the names `pi` and `e` become it, where no quantity has them.
struct ConstantFunction: NullaryFunction {
  enum Constant { case pi, e }
  let constant: Constant
  let shape = Shape.scalar
  let summary = "A number that is no fraction."
  let source = "https://dlmf.nist.gov/3.12"
  let notation = FunctionNotation.sign

  var name: String {
    switch constant {
    case .pi: "pi"
    case .e: "e"
    }
  }

  func resized(to shape: Shape) -> any Function { self }

  func entry(at indices: [Index]) -> IndexExpression { formula() }

  private func formula<E: EntryArithmetic>() -> E {
    switch constant {
    case .pi: .constant(.pi)
    case .e: .call(.exp, .one)
    }
  }

  func value(_ arguments: [Tensor]) -> Tensor { Tensor(scalar: formula()) }

  func expression(_ arguments: [MatrixExpression], in algebra: Algebra) -> MatrixExpression? {
    (formula() as MatrixEntry).expression(algebra)
  }
}
