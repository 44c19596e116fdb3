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
  /// The gradients that it is written in terms of by names of their own.
  public var deltas: [Delta]

  init(_ derivation: Derivation, _ deltas: [Delta] = []) {
    let tensors = derivation.result.tensors
    self.deltas = deltas.filter { tensors.contains($0.name) }
    of = derivation.of.tensor
    withRespectTo = derivation.withRespectTo.tensor
    indices = derivation.withRespectTo.indices
    expression = derivation.result
    isSimplified = derivation.isSimplified
  }

  /// How many multiplications the whole gradient takes, those included of the gradients that it is
  /// written in terms of.
  /// - Parameter forms: the forms of those.
  public func multiplications(_ model: SymbolicModel, among forms: [GradientForm]) -> Int {
    var seen: Set<Delta> = []
    var left = deltas
    var total = multiplications(model)
    while let delta = left.popLast() {
      guard seen.insert(delta).inserted,
        let form = forms.first(where: {
          $0.of == delta.of && $0.withRespectTo == delta.withRespectTo
        })
      else { continue }
      total += form.multiplications(model)
      left += form.deltas
    }
    return total
  }

  /// How many multiplications the whole gradient takes once those in its terms are known.
  public func multiplications(_ model: SymbolicModel) -> Int {
    let entries = indices.reduce(1) { $0 * $1.range }
    return expression.multiplications * entries
  }
}
