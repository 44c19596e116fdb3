extension Shape {
  /// For every entry of this shape, the sum over its axes of its place times a step: where it is
  /// found in storage that is laid out otherwise.
  ///
  /// - Parameter steps: one for each axis.
  public func offsets(steps: some Collection<Int>) -> [Int] {
    var offsets = [0]
    for (length, step) in zip(dimensions, steps) {
      var next: [Int] = []
      next.reserveCapacity(offsets.count * length)
      for offset in offsets {
        for place in 0..<length { next.append(offset + place * step) }
      }
      offsets = next
    }
    return offsets
  }

  /// For every axis, how far apart in the storage of `source` two neighbours along it lie: 0 where
  /// `source` is broadcast.
  ///
  /// - Precondition: `source` broadcasts to this shape.
  private func broadcastSteps(of source: Shape) -> [Int] {
    let missing = rank - source.rank
    precondition(missing >= 0 && source.broadcast(with: self) == self, "\(source) to \(self)")
    return [Int](repeating: 0, count: missing)
      + zip(source.dimensions, source.strides).map { $0 == 1 ? 0 : $1 }
  }

  /// For every entry of this shape, the place in storage of the entry that `source` broadcasts
  /// there.
  ///
  /// - Precondition: `source` broadcasts to this shape.
  public func broadcastOffsets(of source: Shape) -> [Int] {
    offsets(steps: broadcastSteps(of: source))
  }

  /// The same row by row: where each row begins in the storage of `source`, and the step within a
  /// row, which is 1, or 0 where the row is one entry. A tensor of this very shape is one row.
  @usableFromInline
  func broadcastRows(of source: Shape, _ length: Int) -> (starts: [Int], step: Int) {
    if length == count {
      return ([0], source.count == 1 && count != 1 ? 0 : 1)
    }
    let steps = broadcastSteps(of: source)
    return (Shape(dimensions.dropLast()).offsets(steps: steps.dropLast()), steps[rank - 1])
  }

  /// How long the rows are in which two tensors of these shapes can be walked through together.
  @usableFromInline
  func rowLength(_ a: Shape, _ b: Shape) -> Int {
    let isWhole = [a, b].allSatisfy { $0 == self || $0.count == 1 }
    return isWhole ? count : dimensions[rank - 1]
  }
}

extension Tensor {
  /// Combines two tensors entry by entry, broadcasting as NumPy does.
  ///
  /// Inlined where it is called, so that there is no call for an entry.
  ///
  /// - Precondition: the shapes broadcast.
  @inlinable
  public static func broadcast(
    _ a: Tensor, _ b: Tensor, _ combine: (Double, Double) -> Double
  ) -> Tensor {
    guard let shape = a.shape.broadcast(with: b.shape) else {
      preconditionFailure("\(a.shape) does not broadcast with \(b.shape)")
    }
    let length = shape.rowLength(a.shape, b.shape)
    let (startsA, stepA) = shape.broadcastRows(of: a.shape, length)
    let (startsB, stepB) = shape.broadcastRows(of: b.shape, length)
    let values = [Double](unsafeUninitializedCapacity: shape.count) { result, count in
      a.values.withUnsafeBufferPointer { a in
        b.values.withUnsafeBufferPointer { b in
          for row in 0..<startsA.count {
            let (start, startA, startB) = (row * length, startsA[row], startsB[row])
            switch (stepA, stepB) {
            case (1, 1):
              for i in 0..<length { result[start + i] = combine(a[startA + i], b[startB + i]) }
            case (1, 0):
              let y = b[startB]
              for i in 0..<length { result[start + i] = combine(a[startA + i], y) }
            case (0, 1):
              let x = a[startA]
              for i in 0..<length { result[start + i] = combine(x, b[startB + i]) }
            default:
              for i in 0..<length {
                result[start + i] = combine(a[startA + i * stepA], b[startB + i * stepB])
              }
            }
          }
        }
      }
      count = shape.count
    }
    return Tensor(values, shape: shape)
  }

  /// Adds up the entries that came from the same entry when `source` was broadcast to this
  /// tensor's shape: the transpose of broadcasting.
  public func summed(to source: Shape) -> Tensor {
    if shape == source { return self }
    let length = shape.rowLength(source, source)
    let (starts, step) = shape.broadcastRows(of: source, length)
    var sums = [Double](repeating: 0, count: source.count)
    sums.withUnsafeMutableBufferPointer { sums in
      values.withUnsafeBufferPointer { values in
        for (row, target) in starts.enumerated() {
          if step == 0 {
            for i in 0..<length { sums[target] += values[row * length + i] }
          } else {
            for i in 0..<length { sums[target + i] += values[row * length + i] }
          }
        }
      }
    }
    return Tensor(sums, shape: source)
  }

  /// The sum of two tensors of the same shape.
  public static func + (a: Tensor, b: Tensor) -> Tensor { broadcast(a, b, +) }

  /// Every entry times the same number.
  public static func * (factor: Double, tensor: Tensor) -> Tensor {
    tensor.map { factor * $0 }
  }
}
