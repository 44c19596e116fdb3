/// What stands at one axis of an element: a running index, one fixed place (counted from 0), or a
/// place that follows from indices.
public enum Subscript: Hashable, Sendable, Codable {
  case index(Index)
  case fixed(Int)
  /// `i + k`, `2 i - 1`: more than one index alone, and never a fixed place (`Subscript.at` sees to
  /// that).
  case affine(AffinePlace)
}

/// Whole multiples of indices and a whole number, added up: `2 i + k - 1`, counted from 0 as the
/// indices are.
public struct AffinePlace: Hashable, Sendable, Codable {
  /// An index and how many times it counts.
  public struct Term: Hashable, Sendable, Codable {
    /// The index.
    public let index: Index
    /// How many times; not 0.
    public let coefficient: Int
  }

  /// Each index once, by name.
  public let terms: [Term]
  /// What is added to them.
  public let constant: Int

  /// The same indices added up, and those left out that count 0 times or stand at place 0 always.
  public init(_ terms: [(index: Index, coefficient: Int)], constant: Int = 0) {
    var coefficients: [Index: Int] = [:]
    for (index, coefficient) in terms { coefficients[index, default: 0] += coefficient }
    self.terms = coefficients.filter { $0.value != 0 && $0.key.range != 1 }
      .map { Term(index: $0.key, coefficient: $0.value) }
      .sorted { ($0.index.name, $0.index.range) < ($1.index.name, $1.index.range) }
    self.constant = constant
  }

  private var pairs: [(index: Index, coefficient: Int)] {
    terms.map { ($0.index, $0.coefficient) }
  }

  /// How many times an index counts.
  public func coefficient(of index: Index) -> Int {
    terms.first { $0.index == index }?.coefficient ?? 0
  }

  /// Both added up.
  public func adding(_ other: AffinePlace) -> AffinePlace {
    AffinePlace(pairs + other.pairs, constant: constant + other.constant)
  }

  /// A whole multiple.
  public func times(_ factor: Int) -> AffinePlace {
    AffinePlace(pairs.map { ($0.index, $0.coefficient * factor) }, constant: constant * factor)
  }

  /// The least place for all values of the indices.
  public var least: Int {
    terms.reduce(constant) { $0 + min(0, $1.coefficient) * max($1.index.range - 1, 0) }
  }

  /// The greatest place for all values of the indices.
  public var greatest: Int {
    terms.reduce(constant) { $0 + max(0, $1.coefficient) * max($1.index.range - 1, 0) }
  }

  /// The place, where the indices stand.
  public func value(_ place: (Index) -> Int) -> Int {
    terms.reduce(constant) { $0 + $1.coefficient * place($1.index) }
  }

  /// The same of other indices.
  func mapIndices(_ transform: (Index) -> Index) -> AffinePlace {
    AffinePlace(terms.map { (transform($0.index), $0.coefficient) }, constant: constant)
  }

  /// What divides every coefficient; 1 without indices.
  var commonFactor: Int {
    let divisor = terms.reduce(0) { divisor, term in
      var (a, b) = (divisor, abs(term.coefficient))
      while b != 0 { (a, b) = (b, a % b) }
      return a
    }
    return max(divisor, 1)
  }

  /// Two places that are equal exactly where this is 0, with as little as possible in them; `nil`
  /// where it is 0 nowhere.
  fileprivate var sides: (Subscript, Subscript)? {
    let divisor = commonFactor
    if least > 0 || greatest < 0 || constant % divisor != 0 { return nil }
    let parts = pairs.map { ($0.index, $0.coefficient / divisor) }
    let rest = constant / divisor
    let areAlike = Set(parts.map { $0.1 > 0 }).count == 1
    if areAlike, parts.count > 1, let alone = parts.first(where: { abs($0.1) == 1 }) {
      // `i + a = 3`: i is 3 - a.
      let others = AffinePlace(parts.filter { $0.0 != alone.0 }, constant: rest)
      return (.index(alone.0), .at(others.times(-alone.1)))
    }
    let left = AffinePlace(parts.filter { $0.1 > 0 }, constant: max(rest, 0))
    let right = AffinePlace(parts.filter { $0.1 < 0 }, constant: min(rest, 0))
    return (.at(left), .at(right.times(-1)))
  }
}

extension Subscript {
  /// A place that follows from indices, as the simplest case that says it.
  public static func at(_ place: AffinePlace) -> Subscript {
    guard let first = place.terms.first else { return .fixed(place.constant) }
    let isAlone = place.terms.count == 1 && first.coefficient == 1 && place.constant == 0
    return isAlone ? .index(first.index) : .affine(place)
  }

  /// The running index that stands there alone; `nil` for any other place.
  public var index: Index? {
    if case .index(let index) = self { return index }
    return nil
  }

  /// The indices that the place follows from.
  public var indices: [Index] {
    switch self {
    case .index(let index): [index]
    case .fixed: []
    case .affine(let place): place.terms.map(\.index)
    }
  }

  /// The place as a sum.
  public var affine: AffinePlace {
    switch self {
    case .index(let index): AffinePlace([(index, 1)])
    case .fixed(let place): AffinePlace([], constant: place)
    case .affine(let place): place
    }
  }

  var isAffine: Bool {
    if case .affine = self { return true }
    return false
  }

  /// The least and the greatest place for all values of the indices.
  public var reach: ClosedRange<Int> {
    switch self {
    case .index(let index): 0...max(index.range - 1, 0)
    case .fixed(let place): place...place
    case .affine(let place): place.least...place.greatest
    }
  }

  /// Whether every value of the subscript is one the index runs over.
  func fits(_ index: Index) -> Bool { reach.lowerBound >= 0 && reach.upperBound < index.range }

  /// The place, where the indices stand.
  public func value(_ place: (Index) -> Int) -> Int {
    switch self {
    case .index(let index): place(index)
    case .fixed(let place): place
    case .affine(let sum): sum.value(place)
    }
  }

  func substituting(_ map: [Index: Subscript]) -> Subscript {
    switch self {
    case .index(let index): return map[index] ?? self
    case .fixed: return self
    case .affine(let place):
      if !place.terms.contains(where: { map[$0.index] != nil }) { return self }
      let constant = AffinePlace([], constant: place.constant)
      return .at(
        place.terms.reduce(constant) {
          $0.adding((map[$1.index] ?? .index($1.index)).affine.times($1.coefficient))
        })
    }
  }

  /// The same of other indices.
  func mapIndices(_ transform: (Index) -> Index) -> Subscript {
    switch self {
    case .index(let index): .index(transform(index))
    case .fixed: self
    case .affine(let place): .affine(place.mapIndices(transform))
    }
  }

  /// Where an index has to stand for two places to be the same: `a - k` for `i` where `i + k` is to
  /// be `a`; `nil` where the places do not say.
  static func solution(_ a: Subscript, _ b: Subscript, for index: Index) -> Subscript? {
    if a == .index(index), !b.indices.contains(index) { return b }
    if b == .index(index), !a.indices.contains(index) { return a }
    guard a.isAffine || b.isAffine else { return nil }
    let difference = a.affine.adding(b.affine.times(-1))
    let coefficient = difference.coefficient(of: index)
    guard abs(coefficient) == 1 else { return nil }
    let rest = difference.adding(AffinePlace([(index, -coefficient)]))
    return .at(rest.times(-coefficient))
  }

  /// Two places that are equal exactly where these are, in the form that all such pairs share; `nil`
  /// where they never are.
  static func normalized(_ a: Subscript, _ b: Subscript) -> (Subscript, Subscript)? {
    guard a.isAffine || b.isAffine else { return (a, b) }
    return a.affine.adding(b.affine.times(-1)).sides
  }
}

extension IndexExpression {
  /// The Kronecker delta, worked out where its subscripts are known to be equal or different, and
  /// shorter where an index or a factor stands on both sides: `δ(2 i + 1, 2 a + 1)` is `δ(i, a)`.
  public static func deltaOf(_ a: Subscript, _ b: Subscript) -> IndexExpression {
    if a == b { return .one }
    if case .fixed = a, case .fixed = b { return .zero }
    guard a.isAffine || b.isAffine else { return .delta(a, b) }
    guard let (left, right) = Subscript.normalized(a, b) else { return .zero }
    let difference = a.affine.adding(b.affine.times(-1))
    if difference.terms.isEmpty { return .one }
    let isShort =
      difference.terms.count > 1 && difference.commonFactor == 1
      && difference.terms.count == a.affine.terms.count + b.affine.terms.count
      && (a.affine.constant == 0 || b.affine.constant == 0)
    return isShort ? .delta(a, b) : .delta(left, right)
  }
}
