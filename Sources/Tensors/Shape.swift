/// The extent of a tensor along each of its axes.
///
/// A scalar has no axes: `[]`. A vector of three entries has shape `[3]`, a matrix of three rows
/// and five columns `[3, 5]`. Entries are stored row-major: the last axis varies fastest.
public struct Shape: Hashable, Sendable, Codable {
  /// The extents, outermost axis first. All are at least 1.
  public let dimensions: [Int]

  /// Makes a shape.
  /// - Precondition: every extent is at least 1.
  public init(_ dimensions: [Int]) {
    precondition(dimensions.allSatisfy { $0 >= 1 }, "an extent below 1 in \(dimensions)")
    self.dimensions = dimensions
  }

  /// The shape of a single number, without axes.
  public static let scalar = Shape([])

  /// The number of axes.
  public var rank: Int { dimensions.count }

  /// The number of entries: the product of the extents, 1 for a scalar.
  public var count: Int { dimensions.reduce(1, *) }

  /// The extent of an axis, counted from 0.
  public subscript(axis: Int) -> Int { dimensions[axis] }

  /// For each axis, how far apart in row-major storage two neighbours along it lie.
  public var strides: [Int] {
    var strides = [Int](repeating: 1, count: rank)
    for axis in stride(from: rank - 2, through: 0, by: -1) {
      strides[axis] = strides[axis + 1] * dimensions[axis + 1]
    }
    return strides
  }

  /// The place of an entry in row-major storage.
  public func offset(of position: [Int]) -> Int {
    precondition(position.count == rank, "position \(position) in shape \(self)")
    var offset = 0
    for axis in 0..<rank { offset = offset * dimensions[axis] + position[axis] }
    return offset
  }

  /// The position of the entry at a place in row-major storage; the inverse of `offset(of:)`.
  public func position(at offset: Int) -> [Int] {
    var rest = offset
    var position = [Int](repeating: 0, count: rank)
    for axis in stride(from: rank - 1, through: 0, by: -1) {
      position[axis] = rest % dimensions[axis]
      rest /= dimensions[axis]
    }
    return position
  }

  /// The shape both broadcast to by NumPy's rule, or `nil` where they do not fit: axes are aligned
  /// at the right, and two extents fit where they are equal or one of them is 1.
  ///
  /// Source: https://numpy.org/doc/stable/user/basics.broadcasting.html
  public func broadcast(with other: Shape) -> Shape? {
    let rank = max(self.rank, other.rank)
    var result = [Int](repeating: 1, count: rank)
    for axis in 0..<rank {
      let a = axis < rank - self.rank ? 1 : dimensions[axis - (rank - self.rank)]
      let b = axis < rank - other.rank ? 1 : other.dimensions[axis - (rank - other.rank)]
      guard a == b || a == 1 || b == 1 else { return nil }
      result[axis] = max(a, b)
    }
    return Shape(result)
  }
}

extension Shape: ExpressibleByArrayLiteral {
  /// A shape by its extents, outermost first.
  public init(arrayLiteral elements: Int...) { self.init(elements) }
}

extension Shape: CustomStringConvertible {
  /// As NumPy writes it: `()`, `(3,)`, `(3, 5)`.
  public var description: String {
    rank == 1
      ? "(\(dimensions[0]),)"
      : "(" + dimensions.map(String.init).joined(separator: ", ") + ")"
  }
}
