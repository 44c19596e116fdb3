/// δ: the gradient of a loss with respect to a quantity, under a name of its own. What lies before
/// the quantity is derived in terms of it, so that a derivation is as long as its own part of the
/// way and not as the whole.
public struct Delta: Hashable, Sendable, Codable {
  /// `d_z`, the name that expressions have for it.
  public let name: String
  /// The loss.
  public let of: String
  /// The quantity it is the gradient with respect to.
  public let withRespectTo: String
  /// The quantity's.
  public let shape: [Int]
}

extension SymbolicModel {
  /// The model with deltas as givens, after its own quantities.
  func with(_ deltas: [Delta]) -> SymbolicModel {
    SymbolicModel(quantities + deltas.map { SymbolicQuantity($0.name, shape: $0.shape) })
  }

  /// A name for the gradient with respect to a quantity that nothing has yet.
  func deltaName(_ quantity: String, besides deltas: [Delta]) -> String {
    var name = "d_\(quantity)"
    var number = 1
    while self[name] != nil || deltas.contains(where: { $0.name == name }) {
      number += 1
      name = "d\(number)_\(quantity)"
    }
    return name
  }
}
