import IndexNotation

/// Rules on the terms of a sum.
enum SumRules {
  /// t [p] + t [not p] = t
  static let complementaryMasks = MatrixRules.SumRule(name: "complementary masks") {
    algebra, terms, shape in
    for (place, term) in terms.enumerated() {
      for power in term.expression.powers where power.base.isComparison {
        let rest = Factors(term.expression.powers).removing(power.base)
        var other = rest
        other.set(algebra.negation(power.base), .one)
        let complement = algebra.rawProduct(other)
        guard
          let partner = terms.firstIndex(where: {
            $0.expression === complement && $0.coefficient == term.coefficient
          })
        else { continue }
        var remaining = terms
        remaining[place].expression = algebra.rawProduct(rest)
        remaining.remove(at: partner)
        algebra.note(
          Reason(
            "put the cases together", ["the cases are put together"],
            because: "What holds in either case holds in all of them."))
        return algebra.sum(remaining, shape: shape)
      }
    }
    return nil
  }

  /// x - mu + c = n s + c, where n s is defined as x - mu.
  static let foldDefinition = MatrixRules.SumRule(name: "fold sums") { algebra, terms, shape in
    guard algebra.folds, terms.count > 1 else { return nil }
    for term in terms {
      for definition in algebra.definitions.sums[term.expression] ?? []
      where definition.terms.count <= terms.count {
        var ratio: Rational?
        let fits = definition.terms.allSatisfy { part in
          guard let own = terms.first(where: { $0.expression === part.expression }) else {
            return false
          }
          let found = algebra.divide(own.coefficient, part.coefficient)
          defer { ratio = found }
          return ratio == nil || ratio == found
        }
        guard fits, let ratio else { continue }
        let rest = terms.filter { own in
          !definition.terms.contains { $0.expression === own.expression }
        }
        algebra.noteDefinition(of: definition.quantity)
        return algebra.sum(
          rest + [.init(coefficient: ratio, expression: definition.quantity)], shape: shape)
      }
    }
    return nil
  }

  /// W[0] x[2] + W[1] x[3] = Σ W x[2:4]: entries picked one by one, put together again.
  static let joinEntries = MatrixRules.SumRule(name: "join entries") { algebra, terms, shape in
    guard algebra.joinsEntries, shape.rank == 0, terms.count > 1 else { return nil }
    var groups: [(key: Picked.Key, items: [(first: [Int], term: Int)])] = []
    for (place, term) in terms.enumerated() {
      guard let picked = Picked(term) else { continue }
      if let group = groups.firstIndex(where: { $0.key == picked.key }) {
        groups[group].items.append((picked.place, place))
      } else {
        groups.append((picked.key, [(picked.place, place)]))
      }
    }
    for group in groups where group.items.count > 1 {
      guard let ranges = box(group.items.map(\.first)) else { continue }
      func window(_ array: MatrixExpression, _ offset: [Int]) -> MatrixExpression {
        algebra.part(
          array, zip(ranges, offset).map { .range($0.lowerBound + $1, $0.upperBound + $1, by: 1) })
      }
      let inside = algebra.product(
        of: group.key.arrays.map { window($0.array, $0.offset) })
      let joined = algebra.reduction(algebra.allAxes(inside.shape), inside)
      let taken = Set(group.items.map(\.term))
      return algebra.sum(
        terms.indices.filter { !taken.contains($0) }.map { terms[$0] }
          + [.init(coefficient: group.key.coefficient, expression: joined)], shape: shape)
    }
    return nil
  }

  /// A product of entries of arrays, as a place in the first and offsets of the others.
  private struct Picked {
    struct Key: Equatable {
      let coefficient: Rational
      let arrays: [(array: MatrixExpression, offset: [Int])]

      static func == (a: Key, b: Key) -> Bool {
        a.coefficient == b.coefficient && a.arrays.count == b.arrays.count
          && zip(a.arrays, b.arrays).allSatisfy { $0.array === $1.array && $0.offset == $1.offset }
      }
    }
    let key: Key
    let place: [Int]

    init?(_ term: MatrixExpression.Term) {
      var entries: [(array: MatrixExpression, place: [Int])] = []
      for power in term.expression.powers {
        guard power.exponent.isOne, power.base.isScalar,
          case .part(let array, let places) = power.base.node, array.symbol != nil
        else { return nil }
        entries.append(
          (array, places.compactMap { if case .at(let place) = $0 { place } else { nil } }))
      }
      entries.sort { $0.array.id < $1.array.id }
      guard let first = entries.first, entries.count <= 2,
        entries.allSatisfy({ $0.place.count == first.place.count }),
        entries.count < 2 || entries[0].array !== entries[1].array
      else { return nil }
      place = first.place
      key = Key(
        coefficient: term.coefficient,
        arrays: entries.map { entry in
          (entry.array, zip(entry.place, first.place).map { $0 - $1 })
        })
    }
  }

  /// The ranges of a full box of places; `nil` where some are missing.
  private static func box(_ places: [[Int]]) -> [Range<Int>]? {
    guard let rank = places.first?.count, rank > 0 else { return nil }
    let ranges = (0..<rank).map { axis -> Range<Int> in
      let own = places.map { $0[axis] }
      return (own.min() ?? 0)..<(own.max() ?? 0) + 1
    }
    let isFull =
      ranges.reduce(1) { $0 * $1.count } == places.count && Set(places).count == places.count
    return isFull ? ranges : nil
  }
}
