extension Shape {
  /// For every entry of this shape, the place in storage of the entry that `source` broadcasts
  /// there.
  ///
  /// - Precondition: `source` broadcasts to this shape.
  public func broadcastOffsets(of source: Shape) -> [Int] {
    let missing = rank - source.rank
    precondition(missing >= 0 && source.broadcast(with: self) == self, "\(source) to \(self)")
    let sourceStrides = source.strides
    var steps = [Int](repeating: 0, count: rank)
    for axis in 0..<source.rank where source[axis] != 1 {
      steps[axis + missing] = sourceStrides[axis]
    }
    var offsets = [0]
    offsets.reserveCapacity(count)
    for axis in 0..<rank {
      offsets = offsets.flatMap { offset in
        (0..<dimensions[axis]).map { offset + $0 * steps[axis] }
      }
    }
    return offsets
  }
}

extension Tensor {
  /// Combines two tensors entry by entry, broadcasting as NumPy does.
  ///
  /// - Precondition: the shapes broadcast.
  public static func broadcast(
    _ a: Tensor, _ b: Tensor, _ combine: (Double, Double) -> Double
  ) -> Tensor {
    if a.shape == b.shape {
      return Tensor(zip(a.values, b.values).map(combine), shape: a.shape)
    }
    guard let shape = a.shape.broadcast(with: b.shape) else {
      preconditionFailure("\(a.shape) does not broadcast with \(b.shape)")
    }
    let fromA = shape.broadcastOffsets(of: a.shape)
    let fromB = shape.broadcastOffsets(of: b.shape)
    return Tensor(
      zip(fromA, fromB).map { combine(a.values[$0], b.values[$1]) }, shape: shape)
  }

  /// Adds up the entries that came from the same entry when `source` was broadcast to this
  /// tensor's shape: the transpose of broadcasting.
  public func summed(to source: Shape) -> Tensor {
    if shape == source { return self }
    var result = Tensor.zeros(source)
    for (place, offset) in shape.broadcastOffsets(of: source).enumerated() {
      result.values[offset] += values[place]
    }
    return result
  }

  /// The sum of two tensors of the same shape.
  public static func + (a: Tensor, b: Tensor) -> Tensor { broadcast(a, b, +) }

  /// Every entry times the same number.
  public static func * (factor: Double, tensor: Tensor) -> Tensor {
    tensor.map { factor * $0 }
  }
}
