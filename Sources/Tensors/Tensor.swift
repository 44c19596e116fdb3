/// An array of Doubles of any rank, stored row-major.
public struct Tensor: Hashable, Sendable, Codable {
  /// The extents of its axes.
  public let shape: Shape
  /// The entries in row-major order; their number is `shape.count`.
  public var values: [Double] {
    didSet { precondition(values.count == shape.count, "\(values.count) entries in \(shape)") }
  }

  /// Makes a tensor from its entries in row-major order.
  /// - Precondition: the number of entries is the shape's.
  public init(_ values: [Double], shape: Shape) {
    precondition(values.count == shape.count, "\(values.count) entries for shape \(shape)")
    self.shape = shape
    self.values = values
  }

  /// A tensor whose entries are all the same.
  public init(repeating value: Double, shape: Shape) {
    self.init([Double](repeating: value, count: shape.count), shape: shape)
  }

  /// A single number, without axes.
  public init(scalar value: Double) { self.init([value], shape: .scalar) }

  /// A vector of these entries.
  public init(vector values: [Double]) { self.init(values, shape: [values.count]) }

  /// Makes a matrix from its rows, all of the same length.
  public init(rows: [[Double]]) {
    self.init(rows.flatMap { $0 }, shape: [rows.count, rows.first?.count ?? 0])
  }

  /// A tensor of zeros.
  public static func zeros(_ shape: Shape) -> Tensor { Tensor(repeating: 0, shape: shape) }

  /// How many entries it has.
  public var count: Int { values.count }

  /// The single entry of a scalar.
  /// - Precondition: the tensor has exactly one entry.
  public var scalar: Double {
    precondition(count == 1, "a tensor of shape \(shape) is no scalar")
    return values[0]
  }

  /// The entry at a place, counted from 0 on every axis.
  public subscript(position: Int...) -> Double { values[shape.offset(of: position)] }

  /// The same entries in the same order under another shape.
  /// - Precondition: the shape has as many entries.
  public func reshaped(to shape: Shape) -> Tensor { Tensor(values, shape: shape) }

  /// The tensor of the same shape with each entry transformed.
  ///
  /// Inlined where it is called, so that there is no call for an entry.
  @inlinable
  public func map(_ transform: (Double) -> Double) -> Tensor {
    Tensor(values.map(transform), shape: shape)
  }

  /// The largest absolute difference between entries at the same place.
  /// - Precondition: both have the same number of entries.
  public func largestDifference(from other: Tensor) -> Double {
    precondition(count == other.count, "\(shape) against \(other.shape)")
    var largest = 0.0
    for (a, b) in zip(values, other.values) {
      let difference = abs(a - b)
      if !(difference <= largest) { largest = difference }
    }
    return largest
  }
}
