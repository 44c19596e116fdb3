import Tensors

/// Where a gradient's derivation arrives: the closed form, in index notation and, where it has
/// one, in matrix notation.
public struct GradientForm: Hashable, Sendable, Codable {
  /// The loss.
  public var of: String
  /// The quantity it is differentiated with respect to.
  public var withRespectTo: String
  /// One for each axis of the quantity.
  public var indices: [Index]
  /// An entry of the gradient, for each place of `indices`.
  public var expression: IndexExpression
  /// Whether it is simpler than the chain rule's product.
  public var isSimplified: Bool

  init(_ derivation: Derivation) {
    of = derivation.of.tensor
    withRespectTo = derivation.withRespectTo.tensor
    indices = derivation.withRespectTo.indices
    expression = derivation.result
    isSimplified = derivation.isSimplified
  }

  /// How many multiplications the whole gradient takes.
  public func multiplications(_ model: SymbolicModel) -> Int {
    let entries = indices.reduce(1) { $0 * $1.range }
    return expression.multiplications * entries
  }
}
