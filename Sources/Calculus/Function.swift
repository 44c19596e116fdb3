import IndexNotation
import Tensors

/// A differentiable function of the catalogue, with everything Gradus knows about it.
///
/// ## Jacobians
/// The one convention, used everywhere: the Jacobian of a quantity with respect to another is the
/// matrix whose row is an entry of the output and whose column is an entry of the input, both
/// flattened row-major (numerator layout). So for `f: R^n -> R^m`, it has shape `(m, n)` and
/// entry `(i, j)` is `∂f_i/∂x_j`.
public protocol Function: Sendable {
  /// The name in the model language: `softmax`; for an operator its sign: `@`.
  var name: String { get }
  /// The names of the arguments, in order; `definition` refers to them.
  var parameters: [String] { get }
  /// One sentence on what it computes, with the formula.
  var summary: String { get }
  /// Paper, book or URL.
  var source: String { get }
  /// The name in LaTeX, for a call: `\operatorname{softmax}`.
  var latex: String { get }
  /// The result's shape for arguments of these shapes.
  /// - Throws: `ShapeMismatch` where they do not fit.
  func resultShape(_ arguments: [Shape]) throws(ShapeMismatch) -> Shape
  /// The value, computed stably.
  func value(_ arguments: [Tensor]) -> Tensor
  /// The Jacobian of the value with respect to one argument, in numerator layout, every entry.
  func jacobian(_ arguments: [Tensor], result: Tensor, withRespectTo argument: Int) -> Tensor
  /// The product of a cotangent (of the result's shape) with that Jacobian, of the argument's
  /// shape, without building the Jacobian.
  func pullback(
    _ cotangent: Tensor, _ arguments: [Tensor], result: Tensor, withRespectTo argument: Int
  ) -> Tensor
  /// The value of an entry in index notation, with elements named after `parameters`.
  func definition(_ arguments: [Shape]) -> Definition
  /// What always holds for the result, whatever the arguments.
  var resultFacts: [Fact] { get }
  /// Arguments to try the function on, covering ranks and broadcasts.
  var samples: [[Tensor]] { get }
}

/// Shapes that do not fit a function.
public struct ShapeMismatch: Error, Hashable, Sendable {
  /// What was found and what was expected, in one sentence.
  public let message: String
  public init(_ message: String) { self.message = message }
}
