import Tensors

/// An entry of a quantity, a Jacobian or a gradient, as a reader names it: `S[3]`, `∂S/∂z[3,2]`,
/// `dL/dW[2,3]`; a scalar is its name alone.
public struct EntryReference: Hashable, Sendable {
  /// `S`, `∂S/∂z`, `dL/dW`: see `DerivativeName`.
  public let name: String
  /// Counted from 0. For a Jacobian the places of the one that answers come first.
  public let position: [Int]

  /// An entry of the tensor of this name, at places counted from 0.
  public init(_ name: String, _ position: [Int]) {
    self.name = name
    self.position = position
  }

  /// Reads what a reader typed, where places count from 1; `dS/dz` may be typed for `∂S/∂z`.
  /// - Returns: `nil` where it is no name with integers in brackets.
  public init?(_ text: String) {
    let parts = text.filter { !$0.isWhitespace }.split(
      separator: "[", omittingEmptySubsequences: false)
    guard let name = parts.first, !name.isEmpty, parts.count <= 2 else { return nil }
    var position: [Int] = []
    if parts.count == 2 {
      guard parts[1].last == "]" else { return nil }
      for place in parts[1].dropLast().split(separator: ",", omittingEmptySubsequences: false) {
        guard let number = Int(place) else { return nil }
        position.append(number - 1)
      }
    }
    self.init(String(name), position)
  }

  /// `dL/dW[2,3]`
  public var text: String { name + Worker.entryText(position) }
}
