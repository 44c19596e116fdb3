import Tensors

/// The gradient of a loss as the full product of the local Jacobians, every factor and every
/// partial product kept.
public struct ChainRule: Hashable, Sendable, Codable {
  /// From the loss back: the derivative of the loss with respect to each quantity on the way. The
  /// last one is the gradient, as a row.
  public let steps: [Step]
  /// The last partial product in the shape of the quantity.
  public let gradient: Tensor

  /// The derivative of the loss with respect to one quantity on the way.
  public struct Step: Hashable, Sendable, Codable {
    /// The quantity's name.
    public let withRespectTo: String
    /// One for every quantity computed directly from this one: the terms are added up.
    public let terms: [Term]
    /// Shape (1, n): the sum of the terms.
    public let value: Tensor
  }

  /// One way on which the loss depends on the quantity.
  public struct Term: Hashable, Sendable, Codable {
    /// The quantity in between: dL/d(through) times ∂(through)/∂(withRespectTo).
    public let through: String
    /// Shape (1, m); `nil` where `through` is the loss itself, whose derivative is 1.
    public let before: Tensor?
    /// Shape (m, n).
    public let jacobian: Tensor
    /// Shape (1, n).
    public let product: Tensor
  }
}

/// What the chain rule takes, known without building anything.
public struct ChainRuleCost: Hashable, Sendable {
  /// Products of two numbers, in all products of a row with a Jacobian together.
  public var multiplications = 0
  /// Entries of all Jacobians and partial products together.
  public var storedNumbers = 0
}

extension Model {
  /// For each quantity between target and loss, from the loss back, the quantities computed
  /// directly from it that lead on to the loss.
  private func chain(from loss: Int, to target: Int) -> [(quantity: Int, through: [Int])] {
    let between = quantitiesBetween(target, and: loss)
    return between.dropLast().reversed().map { quantity in
      (quantity, between.filter { $0 > quantity && directInputs(of: $0).contains(quantity) })
    }
  }

  /// Multiplies the local Jacobians out, from the loss to the target.
  ///
  /// - Parameter jacobian: the Jacobian of one quantity with respect to a direct input, or `nil`
  ///   where it was not built.
  /// - Returns: `nil` where one that is needed was not built.
  public func chainRule(
    of loss: Int, withRespectTo target: Int, jacobian: (_ of: Int, _ withRespectTo: Int) -> Tensor?
  ) -> ChainRule? {
    var rows: [Int: Tensor] = [:]
    var steps: [ChainRule.Step] = []
    for (quantity, through) in chain(from: loss, to: target) {
      var terms: [ChainRule.Term] = []
      for next in through {
        guard let local = jacobian(next, quantity) else { return nil }
        let before = rows[next]
        terms.append(
          ChainRule.Term(
            through: nodes[next].name ?? "", before: before, jacobian: local,
            product: before.map { $0.multiplied(by: local) } ?? local))
      }
      guard let first = terms.first else { return nil }
      let value = terms.dropFirst().reduce(first.product) { $0 + $1.product }
      rows[quantity] = value
      steps.append(
        ChainRule.Step(withRespectTo: nodes[quantity].name ?? "", terms: terms, value: value))
    }
    return steps.last.map {
      ChainRule(steps: steps, gradient: $0.value.reshaped(to: nodes[target].shape))
    }
  }

  /// Multiplications, and numbers stored in Jacobians and partial products, whether or not they
  /// are ever built. A row of m entries times an (m, n) Jacobian takes m * n multiplications.
  public func chainRuleCost(of loss: Int, withRespectTo target: Int) -> ChainRuleCost {
    var cost = ChainRuleCost()
    for (quantity, through) in chain(from: loss, to: target) {
      let columns = nodes[quantity].shape.count
      for next in through {
        let entries = nodes[next].shape.count * columns
        cost.storedNumbers += entries
        if next != loss {
          cost.multiplications += entries
          cost.storedNumbers += columns
        }
      }
    }
    return cost
  }
}
