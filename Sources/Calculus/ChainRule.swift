import Tensors

/// The gradient of a loss as the full product of the local Jacobians, every partial product kept.
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

  /// One way on which the loss depends on the quantity: dL/d(through) times
  /// ∂(through)/∂(withRespectTo).
  public struct Term: Hashable, Sendable, Codable {
    /// The quantity in between.
    public let through: String
    /// Whether that is the loss itself, whose derivative is 1.
    public let isFromLoss: Bool
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
  /// For each named quantity, those computed directly from it that lead on to the loss, in order.
  private func users(leadingTo loss: Int) -> [Int: [Int]] {
    var below: Set<Int> = [loss]
    var users: [Int: [Int]] = [:]
    for node in stride(from: loss, through: 0, by: -1)
    where below.contains(node) && nodes[node].name != nil {
      for input in directInputs(of: node) {
        below.insert(input)
        users[input, default: []].insert(node, at: 0)
      }
    }
    return users
  }

  /// Multiplies the local Jacobians out, from the loss to each target. A partial product that lies
  /// on the way to several is found once.
  ///
  /// - Parameter jacobian: the Jacobian of one quantity with respect to a direct input, where it was
  ///   written out; the others are multiplied in their structure.
  public func chainRules(
    of loss: Int, withRespectTo targets: [Int], values: [Tensor],
    jacobian: (_ of: Int, _ withRespectTo: Int) -> Tensor?
  ) -> [ChainRule] {
    let users = users(leadingTo: loss)
    var steps: [Int: ChainRule.Step] = [:]
    func step(_ quantity: Int) -> ChainRule.Step {
      let through = users[quantity] ?? []
      let terms = through.map { next in
        let before = steps[next]?.value ?? Tensor([1], shape: [1, 1])
        if let whole = jacobian(next, quantity) {
          let product = StructuredMatrix.dense(whole).leftMultiplied(by: before.values)
          return Tensor(product, shape: [1, product.count])
        }
        return product(
          of: before, withJacobianOf: next, withRespectTo: quantity, values: values)
      }
      guard let first = terms.first else {
        preconditionFailure("no way from \(loss) to \(quantity)")
      }
      return ChainRule.Step(
        withRespectTo: nodes[quantity].name ?? "",
        terms: through.map {
          ChainRule.Term(through: nodes[$0].name ?? "", isFromLoss: $0 == loss)
        },
        value: terms.dropFirst().reduce(first, +))
    }
    return targets.map { target in
      let way = quantitiesBetween(target, and: loss).dropLast().reversed().map { quantity in
        let known = steps[quantity] ?? step(quantity)
        steps[quantity] = known
        return known
      }
      guard let last = way.last else { preconditionFailure("no way from \(loss) to \(target)") }
      return ChainRule(steps: way, gradient: last.value.reshaped(to: nodes[target].shape))
    }
  }

  /// Multiplications, and numbers stored in Jacobians and partial products, if all of them were
  /// written out. A row of m entries times an (m, n) Jacobian takes m * n multiplications.
  public func chainRuleCost(of loss: Int, withRespectTo target: Int) -> ChainRuleCost {
    let users = users(leadingTo: loss)
    var cost = ChainRuleCost()
    for quantity in quantitiesBetween(target, and: loss).dropLast() {
      let columns = nodes[quantity].shape.count
      for next in users[quantity] ?? [] {
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
