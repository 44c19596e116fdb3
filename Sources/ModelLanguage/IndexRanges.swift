import IndexNotation
import Problems
import Tensors

/// How far each index of a definition runs.
///
/// 1. An index that stands alone at an axis, the `k` of `w[k]`, runs over that axis; all such axes have
///    to be equally long. This does not count where the same axis of the same tensor has a place with
///    the index and more: the `x[i]` of `x[i+1] - x[i]` is one place of several.
/// 2. Any other runs as far as all its places stay within their axes, given the indices beside it: with
///    6 entries in x and 3 in w, the `i` of `sum(k, x[i+k] * w[k])` runs over 4 places. An index whose
///    range depends on another without one is an error, and so is one that no place mentions.
/// 3. Then every place has to lie within its axis, for all values of the indices.
struct IndexRanges {
  /// Every index by where it was bound.
  private(set) var indices: [Position: Index] = [:]
  /// Where each was bound, in the order of the text.
  private var binders: [(name: String, position: Position)] = []
  private var uses: [Use] = []

  /// One place at an axis.
  private struct Use {
    let place: IndexPlace
    let tensor: String
    let axis: Int
    let shape: Shape
    let text: String
    let position: Position

    var extent: Int { shape[axis] }
    var axisText: String { "\(tensor) (axis \(axis + 1) of \(shape))" }
  }

  mutating func bind(_ name: String, at position: Position) { binders.append((name, position)) }

  /// - Parameters:
  ///   - tensor: the tensor's name as the author knows it.
  ///   - text: the whole entry.
  mutating func use(
    _ place: IndexPlace, of tensor: String, axis: Int, _ shape: Shape, text: String,
    at position: Position
  ) {
    uses.append(
      Use(
        place: place, tensor: tensor, axis: axis, shape: shape, text: text, position: position))
  }

  /// Finds all ranges.
  /// - Throws: `ModelError` where they are not known, or a place leaves its axis.
  mutating func solve() throws {
    for binder in binders { try takeFromAxis(binder) }
    var isFinding = true
    while isFinding {
      isFinding = false
      for binder in binders where indices[binder.position] == nil {
        guard let range = try greatestRange(binder) else { continue }
        indices[binder.position] = Index(binder.name, range: range)
        isFinding = true
      }
    }
    for binder in binders where indices[binder.position] == nil { throw unknown(binder) }
    for use in uses { try check(use) }
  }

  private func name(_ position: Position) -> String {
    binders.first { $0.position == position }?.name ?? ""
  }

  // MARK: Rules

  private mutating func takeFromAxis(_ binder: (name: String, position: Position)) throws {
    let own = uses.filter { use in
      use.place.alone == binder.position
        && !uses.contains {
          $0.tensor == use.tensor && $0.axis == use.axis && $0.place.alone == nil
            && $0.place.coefficients[binder.position] != nil
        }
    }
    guard let first = own.first else { return }
    if let other = own.first(where: { $0.extent != first.extent }) {
      throw ModelError(
        position: other.position,
        message: "the index '\(binder.name)' runs over \(first.extent) places in "
          + "\(first.axisText), but over \(other.extent) in \(other.axisText)",
        suggestion: "use two indices")
    }
    indices[binder.position] = Index(binder.name, range: first.extent)
  }

  /// The largest range for which every place stays within its axis; `nil` while the range of an index
  /// beside it is not known.
  private func greatestRange(_ binder: (name: String, position: Position)) throws -> Int? {
    var range: Int?
    for use in uses {
      guard let times = use.place.coefficients[binder.position] else { continue }
      guard let others = reach(of: use, besides: binder.position) else { return nil }
      let room = times > 0 ? use.extent - 1 - others.upperBound : others.lowerBound
      guard room >= 0 else { throw outside(use, others) }
      range = min(range ?? .max, room / abs(times) + 1)
    }
    return range
  }

  /// The places that an entry's other indices reach while one stands at 0.
  private func reach(of use: Use, besides left: Position?) -> ClosedRange<Int>? {
    var (least, greatest) = (use.place.constant, use.place.constant)
    for (position, times) in use.place.coefficients where position != left {
      guard let index = indices[position] else { return nil }
      least += min(0, times) * (index.range - 1)
      greatest += max(0, times) * (index.range - 1)
    }
    return least...greatest
  }

  private func check(_ use: Use) throws {
    guard let reach = reach(of: use, besides: nil) else { return }
    if reach.lowerBound < 0 || reach.upperBound >= use.extent { throw outside(use, reach) }
  }

  // MARK: What is wrong

  private func unknown(_ binder: (name: String, position: Position)) -> ModelError {
    let message = "nothing says how far the index '\(binder.name)' runs"
    for use in uses where use.place.coefficients[binder.position] != nil {
      let other = use.place.coefficients.keys
        .filter { $0 != binder.position && indices[$0] == nil }
        .min { ($0.line, $0.column) < ($1.line, $1.column) }
      guard let other else { continue }
      return ModelError(
        position: binder.position,
        message: message + ": in '\(use.text)' that depends on how far '\(name(other))' does",
        suggestion: "let one of them stand alone in an entry, as in 'w[\(name(other))]'")
    }
    return ModelError(
      position: binder.position, message: message,
      suggestion: "use it in an entry, as in 'z[\(binder.name)]'")
  }

  /// A place that leaves its axis.
  private func outside(_ use: Use, _ reach: ClosedRange<Int>) -> ModelError {
    let isBefore = reach.lowerBound < 0
    let place = isBefore ? reach.lowerBound : reach.upperBound
    let stands = binders.compactMap { binder -> String? in
      guard let times = use.place.coefficients[binder.position] else { return nil }
      let isLast = (times > 0) != isBefore
      let last = indices[binder.position].map { $0.range - 1 } ?? 0
      return "\(binder.name) is \(isLast ? last : 0)"
    }
    let negatives = use.place.coefficients.values.filter { $0 < 0 }
    let suggestion =
      if !isBefore {
        "places run from 0 to \(use.extent - 1) there"
      } else if negatives.isEmpty {
        "indices begin at 0: add \(-place) to every place"
      } else {
        "count from the last place, as in '\(use.tensor)[\(use.extent - 1) - i]'"
      }
    return ModelError(
      position: use.position,
      message: "\(use.text) reaches place \(place) of an axis of \(use.extent) (counted from 0)"
        + (stands.isEmpty ? "" : " where \(stands.joined(separator: " and "))"),
      suggestion: suggestion)
  }
}
