import Tensors

/// A tensor's entries as text: which are shown, and how.
///
/// Every notation (LaTeX, terminal) walks this, so that all of them show the same digits and leave
/// out the same entries.
public struct TensorText: Sendable {
  public let tensor: Tensor
  public let format: NumberFormat
  public let style: NumberFormat.Style
  public let limit: Limit

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
    _ tensor: Tensor, format: NumberFormat, style: NumberFormat.Style? = nil, limit: Limit = Limit()
  ) {
    self.tensor = tensor
    self.format = format
    self.style = style ?? format.style(for: tensor.values)
    self.limit = limit
  }

  /// The numeral at a place in row-major storage.
  public func numeral(at offset: Int) -> Numeral {
    format.numeral(tensor.values[offset], style: style)
  }

  /// The places shown along an axis of this length; `nil` stands for those left out.
  func shown(_ length: Int) -> [Int?] {
    guard length > limit.longest else { return Array(0..<length) }
    return Array(0..<limit.edge) + [nil] + Array((length - limit.edge)..<length)
  }

  /// The part of the tensor at these leading positions (counted from 0), shown in the same style.
  /// - Precondition: the positions exist.
  public func slice(_ leading: [Int]) -> TensorText {
    let rest = Shape(Array(tensor.shape.dimensions.dropFirst(leading.count)))
    var start = 0
    for (axis, place) in leading.enumerated() { start = start * tensor.shape[axis] + place }
    start *= rest.count
    let part = Tensor(Array(tensor.values[start..<(start + rest.count)]), shape: rest)
    return TensorText(part, format: format, style: style, limit: limit)
  }
}
