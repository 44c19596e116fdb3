import Tensors

/// A quantity whose value is infinite or not a number.
public struct NotFinite: Error, Hashable, Sendable {
  /// The quantity in whose right-hand side it happened.
  public let quantity: String
  /// How that came: "the logarithm of 0".
  public let reason: String
  /// Whether it is the quantity itself, not a part of its right-hand side.
  public let isResult: Bool
  /// The position of the first such entry, counted from 0.
  public let position: [Int]
  /// Infinite, or not a number.
  public let value: Double
}

extension Model {
  /// The value of every node.
  ///
  /// - Parameter givens: the value of every given, by name.
  public func forward(_ givens: [String: Tensor]) -> [Tensor] {
    var values: [Tensor] = []
    values.reserveCapacity(nodes.count)
    for node in nodes {
      switch node.operation {
      case .given:
        guard let name = node.name, let value = givens[name] else {
          preconditionFailure("no value for the given \(node.name ?? "without a name")")
        }
        values.append(value)
      case .constant(let number): values.append(Tensor(scalar: number.double))
      case .apply(let function, let arguments):
        values.append(function.value(arguments.map { values[$0] }))
      }
    }
    return values
  }

  /// The value of one node after a given or intermediate one was replaced; only what depends on it
  /// is computed anew.
  func value(
    of node: Int, replacing source: Int, by replacement: Tensor, in values: [Tensor],
    dependents: [Bool]
  ) -> Tensor {
    var values = values
    values[source] = replacement
    for next in nodes.indices where next > source && next <= node && dependents[next] {
      if case .apply(let function, let arguments) = nodes[next].operation {
        values[next] = function.value(arguments.map { values[$0] })
      }
    }
    return values[node]
  }

  /// The first entry of any node that is not finite, or `nil`.
  public func firstNotFinite(_ values: [Tensor]) -> NotFinite? {
    for (place, value) in values.enumerated() {
      guard let entry = value.values.firstIndex(where: { !$0.isFinite }) else { continue }
      var reason = "it was given so"
      if case .apply(let function, let arguments) = nodes[place].operation {
        let entries = arguments.filter { values[$0].shape == value.shape }
        reason = function.reasonNotFinite(entries.map { values[$0].values[entry] })
      }
      return NotFinite(
        quantity: nodes[place...].first { $0.name != nil }?.name ?? "", reason: reason,
        isResult: nodes[place].name != nil, position: value.shape.position(at: entry),
        value: value.values[entry])
    }
    return nil
  }
}
