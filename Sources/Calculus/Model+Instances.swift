import IndexNotation
import Tensors

extension Model {
  /// Values for the givens near those of an example, for which every quantity is finite: lines of a
  /// derivation are checked on them too, since an example's own numbers may be too kind (zeros, ties,
  /// equal entries).
  ///
  /// - Parameters:
  ///   - count: how many sets.
  ///   - facts: what is known of the givens, and kept.
  public func instances(
    _ count: Int, near values: [String: Tensor], facts: [String: [Fact]]
  ) -> [[String: Tensor]] {
    var generator = SeededGenerator(seed: 20_260_201)
    var found: [[String: Tensor]] = []
    // Less and less far away, until all is finite.
    for spread in [1, 0.5, 0.2, 0.05, 0.01, 0.001] {
      for _ in 0..<2 where found.count < count {
        let givens = values.keys.sorted().reduce(into: [String: Tensor]()) { givens, name in
          guard let value = values[name] else { return }
          givens[name] = Self.moved(value, by: spread, facts[name] ?? [], &generator)
        }
        if firstNotFinite(forward(givens)) == nil { found.append(givens) }
      }
    }
    return found
  }

  private static func moved(
    _ value: Tensor, by spread: Double, _ facts: [Fact], _ generator: inout SeededGenerator
  ) -> Tensor {
    if let moved = movedAsAWhole(value, by: spread, Set(facts), &generator) { return moved }
    // Of its own: a tensor's entries are copied with each that is set.
    var moved = value.values
    let isDistribution = facts.contains { $0 == .lastAxisIsOneHot || $0 == .lastAxisSumsToOne }
    guard let width = value.shape.dimensions.last, isDistribution else {
      for place in moved.indices {
        let (shift, factor) = (2 * generator.unit() - 1, 2 * generator.unit() - 1)
        moved[place] += spread * (0.3 * shift + 0.3 * factor * moved[place])
        if facts.contains(.positive) {
          moved[place] = value.values[place] * (1 + 0.6 * spread * factor)
        }
      }
      if facts.contains(.symmetric), let width = value.shape.dimensions.last {
        for place in moved.indices where place / width > place % width {
          moved[place] = moved[place % width * width + place / width]
        }
      }
      return Tensor(moved, shape: value.shape)
    }
    for start in stride(from: 0, to: value.count, by: width) {
      let row = start..<start + width
      if facts.contains(.lastAxisIsOneHot) {
        // Near is where nothing but the other values moves.
        if spread < 0.1 { continue }
        let hot = start + generator.place(below: width)
        for place in row { moved[place] = place == hot ? 1 : 0 }
      } else {
        for place in row {
          moved[place] = abs(value.values[place]) + 0.1 + spread * generator.unit()
        }
        let total = moved[row].reduce(0, +)
        for place in row { moved[place] /= total }
      }
    }
    return Tensor(moved, shape: value.shape)
  }

  /// A value that facts about all its entries at once hold for, or several that few others satisfy
  /// together: then it stays as it is. `nil` where each entry may move by itself.
  private static func movedAsAWhole(
    _ value: Tensor, by spread: Double, _ facts: Set<Fact>, _ generator: inout SeededGenerator
  ) -> Tensor? {
    let isDistribution = !facts.isDisjoint(with: [.lastAxisIsOneHot, .lastAxisSumsToOne])
    let isWhole = !facts.isDisjoint(with: [.orthogonal, .positiveDefinite, .zeroOrOne])
    guard isWhole || isDistribution && !facts.isDisjoint(with: [.symmetric, .positive]) else {
      return nil
    }
    func noise() -> Double { 0.3 * spread * (2 * generator.unit() - 1) }
    switch facts {
    case [.orthogonal]: return value.map { $0 + noise() }.withOrthonormalColumns
    case [.positiveDefinite], [.positiveDefinite, .symmetric]:
      // Times positive numbers from both sides: D A D.
      let scales = (0..<value.shape[0]).map { _ in 1 + noise() }
      let width = value.shape[0]
      return Tensor(
        value.values.enumerated().map { place, entry in
          scales[place / width] * scales[place % width] * entry
        }, shape: value.shape)
    case [.zeroOrOne] where spread >= 0.1:
      return value.map { generator.unit() < 0.5 ? $0 : 1 - $0 }
    default: return value
    }
  }
}
