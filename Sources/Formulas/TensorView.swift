import Tensors

/// A tensor as a reader sees it: which entries are shown, how, and what each is called.
///
/// Every writer walks this, so that all of them show the same digits and leave out the same entries.
public struct TensorView: Hashable, Sendable {
  /// The whole tensor; `position` says which part of it is meant.
  public let tensor: Tensor
  /// How its numbers become text.
  public let format: NumberFormat
  /// Alike for all entries, so that a column has its points below each other.
  public let style: NumberFormat.Style
  /// How much of a long axis is shown.
  public let limit: Limit
  /// What the tensor is called in the report: `S` makes its third entry `S.3`; `nil` where its
  /// entries are no part of the report.
  public let name: String?
  /// The places on the first axes, counted from 0, of the part that is meant.
  public let position: [Int]

  /// How many rows and columns are shown before the middle is left out.
  public struct Limit: Hashable, Sendable {
    /// An axis longer than this shows its first and last entries only.
    public var longest: Int
    /// How many are shown at either end.
    public var edge: Int

    /// - Precondition: the ends fit in the limit.
    public init(longest: Int = 16, edge: Int = 3) {
      precondition(edge >= 1 && 2 * edge <= longest, "\(edge) entries at both ends of \(longest)")
      self.longest = longest
      self.edge = edge
    }
  }

  /// - Parameter style: how the entries are shown; by default alike, as computed ones are.
  public init(
    _ tensor: Tensor, name: String? = nil, format: NumberFormat, style: NumberFormat.Style? = nil,
    limit: Limit = Limit()
  ) {
    self.init(
      tensor, name: name, format: format, style: style ?? format.style(for: tensor.values),
      limit: limit, position: [])
  }

  private init(
    _ tensor: Tensor, name: String?, format: NumberFormat, style: NumberFormat.Style, limit: Limit,
    position: [Int]
  ) {
    self.tensor = tensor
    self.name = name
    self.format = format
    self.style = style
    self.limit = limit
    self.position = position
  }

  /// The shape of the part that is meant.
  public var shape: Shape { Shape(Array(tensor.shape.dimensions.dropFirst(position.count))) }

  /// Where the part begins in row-major storage.
  public var offset: Int {
    var start = 0
    for (axis, place) in position.enumerated() { start = start * tensor.shape[axis] + place }
    return start * shape.count
  }

  /// The entries of the part, in row-major order.
  public var values: ArraySlice<Double> { tensor.values[offset..<(offset + shape.count)] }

  /// The numeral at a place in row-major storage of the whole tensor.
  public func numeral(at offset: Int) -> Numeral {
    format.numeral(tensor.values[offset], style: style)
  }

  /// The places shown along an axis of this length; `nil` stands for those left out.
  public func shown(_ length: Int) -> [Int?] {
    guard length > limit.longest else { return Array(0..<length) }
    return Array(0..<limit.edge) + [nil] + Array((length - limit.edge)..<length)
  }

  /// How the numbers of a column stand below each other.
  enum Alignment { case centre, left, right }

  /// What puts the decimal points below each other: numbers with the same digits after the point
  /// end together; as typed, they have different tails but often the same heads.
  var alignment: Alignment {
    if case .fixed = style { return .right }
    var head: Int?
    for value in values {
      let plain = format.numeral(value, style: style).plain
      let length = plain.utf8.prefix { $0 != UInt8(ascii: ".") }.count
      if let head, head != length { return .right }
      head = length
    }
    return .left
  }

  /// The part at a place of its first axis, counted from 0, shown in the same style.
  /// - Precondition: there is such a place.
  public func part(_ place: Int) -> TensorView {
    precondition((0..<shape[0]).contains(place), "place \(place) of \(shape)")
    return TensorView(
      tensor, name: name, format: format, style: style, limit: limit, position: position + [place])
  }
}
