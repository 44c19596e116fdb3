import Tensors

extension Fact {
  /// A matrix as facts about all its entries at once demand, made of any one of its shape; `nil` where
  /// there is no such fact.
  ///
  /// What few matrices satisfy together, the identity does, or a mixture of it with equal entries.
  static func matrix(
    with facts: Set<Fact>, like value: Tensor, _ generator: inout SeededGenerator
  ) -> Tensor? {
    let isDistribution = !facts.isDisjoint(with: [.lastAxisSumsToOne, .lastAxisIsOneHot])
    let isZeroOrOne = !facts.isDisjoint(with: [.zeroOrOne, .lastAxisIsOneHot])
    let isSymmetric = !facts.isDisjoint(with: [.symmetric, .positiveDefinite])
    if facts.contains(.orthogonal) {
      if facts.contains(.positive), value.shape[1] == 1 {
        return value.map(abs).withOrthonormalColumns
      }
      if isDistribution || isZeroOrOne || facts.contains(.positiveDefinite) {
        return identity(value.shape)
      }
      return isSymmetric ? reflection(value) : value.withOrthonormalColumns
    }
    if isDistribution, isSymmetric {
      if isZeroOrOne { return identity(value.shape) }
      let share = 0.1 + 0.8 * generator.unit()
      return identity(value.shape).map { $0 * (1 - share) + share / Double(value.shape[0]) }
    }
    if facts.contains(.positiveDefinite) {
      if isZeroOrOne { return identity(value.shape) }
      return gram(facts.contains(.positive) ? value.map(abs) : value)
    }
    guard isZeroOrOne else { return nil }
    if isDistribution { return oneHot(value.shape, &generator) }
    var entries = value.values.map { _ in
      facts.contains(.positive) || generator.unit() < 0.5 ? 1.0 : 0
    }
    if isSymmetric, let width = value.shape.dimensions.last {
      for place in entries.indices where place / width > place % width {
        entries[place] = entries[place % width * width + place / width]
      }
    }
    return Tensor(entries, shape: value.shape)
  }

  private static func oneHot(_ shape: Shape, _ generator: inout SeededGenerator) -> Tensor {
    var entries = [Double](repeating: 0, count: shape.count)
    let width = shape.dimensions.last ?? 1
    for start in stride(from: 0, to: entries.count, by: width) {
      entries[start + generator.place(below: width)] = 1
    }
    return Tensor(entries, shape: shape)
  }

  private static func identity(_ shape: Shape) -> Tensor {
    Tensor((0..<shape.count).map { $0 / shape[1] == $0 % shape[1] ? 1 : 0 }, shape: shape)
  }

  /// B Bᵀ / n + I / 2
  private static func gram(_ value: Tensor) -> Tensor {
    let n = value.shape[0]
    return Tensor(
      (0..<value.count).map { place in
        let (row, column) = (place / n, place % n)
        let product = (0..<n).reduce(0) {
          $0 + value.values[min(row, column) * n + $1] * value.values[max(row, column) * n + $1]
        }
        return product / Double(n) + (row == column ? 0.5 : 0)
      }, shape: value.shape)
  }

  /// I - 2 v vᵀ / vᵀv, with the first row for v.
  private static func reflection(_ value: Tensor) -> Tensor {
    let n = value.shape[0]
    let v = value.values.prefix(n)
    let square = v.reduce(0) { $0 + $1 * $1 }
    return Tensor(
      (0..<value.count).map { place in
        let (row, column) = (place / n, place % n)
        return (row == column ? 1 : 0) - 2 * (v[row] * v[column]) / square
      }, shape: value.shape)
  }
}
