import Formulas

/// What can be said about a tensor besides its entries: `{{z.argmax}}`, `{{S.rank_of.3}}`,
/// `{{W.rows}}`. Places are counted from 1.
enum TensorParts {
  static let all: [(name: String, value: @Sendable (TensorView) -> Value)] = [
    ("rows", { .count($0.shape.rank >= 2 ? $0.shape[$0.shape.rank - 2] : 1) }),
    ("columns", { .count($0.shape.dimensions.last ?? 1) }),
    ("entries", { .count($0.shape.count) }),
    ("is_scalar", { .flag($0.shape.rank == 0) }),
    ("is_vector", { .flag($0.shape.rank == 1) }),
    ("is_matrix", { .flag($0.shape.rank == 2) }),
    ("is_wide", { .flag(isWide($0)) }),
    ("max", { number($0, $0.values.max() ?? .nan) }),
    ("min", { number($0, $0.values.min() ?? .nan) }),
    ("sum", { number($0, $0.values.reduce(0, +)) }),
    ("mean", { number($0, $0.values.reduce(0, +) / Double($0.shape.count)) }),
    ("norm", { number($0, norm($0.values)) }),
    ("argmax", { place($0, of: first($0, largest: true)) }),
    ("argmin", { place($0, of: first($0, largest: false)) }),
    ("rank_of", { .record(Ranks(tensor: $0)) }),
    ("plain", { .listing(PlainText.block($0).joined(separator: "\n"), language: "text") }),
  ]

  static let names = all.map(\.name)

  private static let makers = Dictionary(uniqueKeysWithValues: all.map { ($0.name, $0.value) })

  /// Whether a tensor may have a part of this name.
  static func know(_ name: String) -> Bool { makers[name] != nil || Int(name) != nil }

  static subscript(name: String) -> (@Sendable (TensorView) -> Value)? { makers[name] }

  /// √(Σ x²), scaled so that nothing overflows or vanishes on the way.
  private static func norm(_ values: ArraySlice<Double>) -> Double {
    let largest = values.reduce(0) { max($0, abs($1)) }
    guard largest > 0, largest.isFinite else { return largest }
    return largest * values.reduce(0) { $0 + ($1 / largest) * ($1 / largest) }.squareRoot()
  }

  /// Whether it is too wide for the cell of a table: more than 32 characters in a row.
  private static func isWide(_ tensor: TensorView) -> Bool {
    let columns = tensor.shape.dimensions.last ?? 1
    guard tensor.shape.rank <= 2, columns <= 8 else { return true }
    var widest = 0
    var number: [UInt8] = []
    for value in tensor.values {
      number.removeAll(keepingCapacity: true)
      tensor.format.append(value, style: tensor.style, to: &number)
      widest = max(widest, number.count)
      if columns * (widest + 1) > 32 { return true }
    }
    return false
  }

  private static func number(_ tensor: TensorView, _ value: Double) -> Value {
    .number(NumberView(value, format: tensor.format))
  }

  /// The first of the largest or smallest entries, as NumPy has it.
  private static func first(_ tensor: TensorView, largest: Bool) -> Int? {
    var best: Int?
    for offset in tensor.values.indices {
      guard let known = best else {
        best = offset
        continue
      }
      let (value, other) = (tensor.values[offset], tensor.values[known])
      if largest ? value > other : value < other { best = offset }
    }
    return best
  }

  /// A place in the tensor: a number for a vector, `2, 3` for a matrix.
  private static func place(_ tensor: TensorView, of offset: Int?) -> Value {
    guard let offset else { return .missing(because: "it has no entries") }
    if tensor.shape.rank == 0 { return .missing(because: "a single number has no places") }
    let position = tensor.shape.position(at: offset - tensor.offset)
    if position.count == 1 { return .count(position[0] + 1) }
    return .text(position.map { String($0 + 1) }.joined(separator: ", "))
  }
}

/// The rank of each entry of a vector, the largest being 1: `{{S.rank_of.3}}`.
private struct Ranks: Record {
  let tensor: TensorView
  static let members = Members<Ranks>([])

  func named(_ name: String) -> Value? {
    guard let place = Int(name) else { return nil }
    let values = Array(tensor.values)
    guard values.indices.contains(place - 1) else {
      return .missing(because: "there are \(values.count) entries, counted from 1")
    }
    return .count(1 + values.count { $0 > values[place - 1] })
  }
}

extension TensorView {
  /// A part: an entry or a row by its place counted from 1, or what can be said about it.
  func part(named name: String) -> Lookup {
    if let place = Int(name) { return part(at: place) }
    return TensorParts[name].map { .found($0(self)) } ?? .unknown
  }

  private func part(at place: Int) -> Lookup {
    let title = entryName(of: position) ?? "this tensor"
    guard shape.rank > 0 else {
      return .missing(
        because: position.isEmpty
          ? "\(title) is a single number, it has no entries"
          : "\(title) is an entry already, it has no '.\(place)'")
    }
    guard (1...shape[0]).contains(place) else {
      let unit = shape.rank == 1 ? "entries" : "rows"
      return .missing(
        because: "\(title) has \(shape[0]) \(unit), counted from 1: there is no \(title).\(place)")
    }
    return .found(.tensor(part(place - 1)))
  }
}
