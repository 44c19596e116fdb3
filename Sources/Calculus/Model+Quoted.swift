import IndexNotation
import Tensors

/// The pullback of a call by one of its arguments.
public struct PullbackUse: Hashable, Sendable {
  /// The call's place in the model.
  public let node: Int
  /// Which argument, counted from 0.
  public let argument: Int
}

extension Model {
  /// The pullbacks that lead to a quantity from those whose definitions mention it, one definition
  /// after the other and each from its end: those that a derivation quotes.
  public func quotedPullbacks(to quantity: Int, through definitions: [Int]) -> [PullbackUse] {
    definitions.flatMap { definition in
      let nodes = expressionNodes(of: definition)
      var leads: Set<Int> = [quantity]
      for node in nodes where node != quantity {
        let isInside = node == definition || self.nodes[node].name == nil
        if isInside, self.nodes[node].arguments.contains(where: leads.contains) {
          leads.insert(node)
        }
      }
      return nodes.reversed().flatMap { node -> [PullbackUse] in
        guard node != quantity, leads.contains(node),
          case .apply(let function, let arguments) = self.nodes[node].operation,
          function.quotesPullback(numbers: arguments.map(isNumber))
        else { return [] }
        return arguments.indices
          .filter { leads.contains(arguments[$0]) && !function.truthValues.contains($0) }
          .map { PullbackUse(node: node, argument: $0) }
      }
    }
  }

  private func isNumber(_ node: Int) -> Bool {
    if case .constant = nodes[node].operation { true } else { false }
  }
}
