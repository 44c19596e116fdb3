import Tensors

extension Fact {
  /// Why numbers are not as the fact says: "but has the entry -1"; `nil` where they are.
  ///
  /// - Parameter text: how the entry at a place in row-major order is written.
  public func complaint(about value: Tensor, text: (Int) -> String) -> String? {
    switch self {
    case .symmetric: Self.asymmetry(of: value, text)
    case .positive:
      value.values.firstIndex { !($0 > 0) }.map { "but has the entry \(text($0))" }
    case .zeroOrOne:
      value.values.firstIndex { $0 != 0 && $0 != 1 }.map { "but has the entry \(text($0))" }
    case .lastAxisSumsToOne: Self.noDistribution(value, text)
    case .lastAxisIsOneHot:
      value.values.firstIndex { $0 != 0 && $0 != 1 }.map { "but has the entry \(text($0))" }
        ?? Self.noDistribution(value, text)
    case .orthogonal: Self.noOrthonormality(value)
    case .positiveDefinite: Self.indefiniteness(of: value, text)
    }
  }

  /// How far a sum may be from 1: whoever typed the numbers may have rounded them.
  static let tolerance = 1e-9

  private static func isSquare(_ value: Tensor) -> Bool {
    value.shape.rank == 2 && value.shape[0] == value.shape[1]
  }

  private static func asymmetry(of value: Tensor, _ text: (Int) -> String) -> String? {
    guard isSquare(value) else { return "and is no square matrix" }
    let width = value.shape[1]
    for place in value.values.indices {
      let (row, column) = (place / width, place % width)
      let other = column * width + row
      guard value.values[place] == value.values[other] else {
        return "but its entry [\(row + 1),\(column + 1)] is \(text(place)) and "
          + "[\(column + 1),\(row + 1)] is \(text(other))"
      }
    }
    return nil
  }

  private static func noDistribution(_ value: Tensor, _ text: (Int) -> String) -> String? {
    guard let length = value.shape.dimensions.last else { return "and is one number" }
    if let place = value.values.firstIndex(where: { $0 < 0 }) {
      return "but has the entry \(text(place))"
    }
    for start in stride(from: 0, to: value.count, by: length) {
      let total = value.values[start..<start + length].reduce(0, +)
      if abs(total - 1) <= tolerance { continue }
      let which = value.shape.rank > 1 ? "its row \(start / length + 1) sums" : "it sums"
      return "but \(which) to \(shown(total))"
    }
    return nil
  }

  private static func noOrthonormality(_ value: Tensor) -> String? {
    guard value.shape.rank == 2 else { return "and is no matrix" }
    guard value.shape[1] <= value.shape[0] else { return "and has more columns than rows" }
    let (difference, first, second) = value.farthestFromOrthonormal
    if abs(difference) <= tolerance { return nil }
    return first == second
      ? "but the product of its column \(first + 1) with itself is \(shown(1 + difference)), not 1"
      : "but its columns \(first + 1) and \(second + 1) have the product \(shown(difference))"
  }

  private static func indefiniteness(of value: Tensor, _ text: (Int) -> String) -> String? {
    if let asymmetry = asymmetry(of: value, text) { return asymmetry }
    let decomposition = CholeskyDecomposition(value)
    if decomposition.isComplete { return nil }
    let pivots = decomposition.pivots
    let determinant = pivots.reduce(1, *)
    let size = pivots.count
    let block =
      size == 1
      ? "its entry [1,1]"
      : size == value.shape[0]
        ? "its determinant" : "the determinant of its first \(size) rows and columns"
    return "but \(block) is \(shown(determinant))"
  }

  /// A computed number without what rounding has left in its last digits.
  private static func shown(_ value: Double) -> String {
    let rounded = (value * 1e10).rounded() / 1e10
    let shown = rounded == 0 && abs(value) > 1e-14 || !rounded.isFinite ? value : rounded + 0
    return shown == shown.rounded() && abs(shown) < 1e15 ? "\(Int(shown))" : "\(shown)"
  }
}
