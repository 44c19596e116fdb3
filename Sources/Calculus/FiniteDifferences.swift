import Tensors

/// The first entry of a gradient that central differences do not confirm.
public struct RefereeObjection: Error, Hashable, Sendable {
  /// The entry's position, counted from 0.
  public let position: [Int]
  public let claimed: Double
  public let measured: Double
  public let tolerance: Double
}

/// A gradient that central differences confirmed.
public struct RefereeVerdict: Hashable, Sendable {
  public let comparisons: Int
  /// What every difference stayed within, relative to the largest entry.
  public let tolerance: Double
}

extension Model {
  /// How far a gradient may be from the measured one, relative to its largest entry.
  public static let refereeTolerance = 1e-7

  /// Compares a gradient with central differences, entry by entry: an independent way to the same
  /// numbers, for it uses the forward pass only.
  ///
  /// Formula: `(4 D(h/2) - D(h)) / 3` with `D(h) = (f(x + h) - f(x - h)) / 2h` (Richardson).
  /// Where a function has a kink within the step (relu at 0), any slope between the one-sided ones
  /// is right. Beyond `limit` entries, that many are taken, evenly spaced.
  /// Source: https://en.wikipedia.org/wiki/Richardson_extrapolation
  ///
  /// - Throws: `RefereeObjection` for the first entry that does not agree.
  public func compareWithFiniteDifferences(
    _ gradient: Tensor, of loss: Int, withRespectTo target: Int, values: [Tensor],
    limit: Int = 8_000
  ) throws(RefereeObjection) -> RefereeVerdict {
    let dependents = dependents(of: target)
    let point = values[target]
    func shifted(_ entry: Int, _ step: Double) -> Double {
      var moved = point
      moved.values[entry] += step
      return value(
        of: loss, replacing: target, by: moved, in: values, dependents: dependents
      ).scalar
    }
    let center = values[loss].scalar
    let scale = max(point.values.reduce(0) { max($0, abs($1)) }, 1e-3)
    let largest = gradient.values.reduce(0) { max($0, abs($1)) }
    let stride = max(1, (point.count + limit - 1) / limit)
    var comparisons = 0
    for entry in Swift.stride(from: 0, to: point.count, by: stride) {
      let claimed = gradient.values[entry]
      let step = 2e-4 * max(abs(point.values[entry]), 0.1 * scale)
      let (right, left) = (shifted(entry, step), shifted(entry, -step))
      let (nearRight, nearLeft) = (shifted(entry, step / 2), shifted(entry, -step / 2))
      let wide = (right - left) / (2 * step)
      let near = (nearRight - nearLeft) / step
      let measured = (4 * near - wide) / 3
      // What the differences themselves cannot resolve: rounding, and the curvature's remainder.
      let rounding = 4e-16 * max(abs(center), abs(right), abs(left)) / step * 8
      let tolerance = Self.refereeTolerance * largest + rounding + 1e-2 * abs(near - wide)
      comparisons += 1
      if abs(claimed - measured) <= tolerance { continue }
      let slopes = [(nearRight - center) / (step / 2), (center - nearLeft) / (step / 2)].sorted()
      let isKink = slopes[1] - slopes[0] > 1e-2 * max(abs(slopes[0]), abs(slopes[1]))
      let slack = 1e-3 * (slopes[1] - slopes[0])
      if isKink, slopes[0] - slack <= claimed, claimed <= slopes[1] + slack { continue }
      throw RefereeObjection(
        position: point.shape.position(at: entry), claimed: claimed, measured: measured,
        tolerance: tolerance)
    }
    return RefereeVerdict(comparisons: comparisons, tolerance: Self.refereeTolerance)
  }
}
