import Tensors

extension Model {
  /// How far a gradient may be from the measured one, relative to its largest entry.
  public static let refereeTolerance = 1e-7

  /// A gradient beside central differences: an independent way to the same numbers, for it uses the
  /// forward pass only.
  ///
  /// Formula: `(4 D(h/2) - D(h)) / 3` with `D(h) = (f(x + h) - f(x - h)) / 2h` (Richardson).
  /// Where a function has a kink within the step (relu at 0), any slope between the one-sided ones
  /// is right. Of a gradient with more than `limit` entries, that many are taken, evenly spaced, and
  /// three random directions through all of them.
  /// Source: https://en.wikipedia.org/wiki/Richardson_extrapolation
  ///
  /// - Returns: what was measured, each number with a tolerance of its own.
  public func finiteDifferences(
    confirming gradient: Tensor, of loss: Int, withRespectTo target: Int, values: [Tensor],
    limit: Int = 1_000
  ) -> [CheckedNumber] {
    let point = values[target]
    let measure = DifferenceQuotient(model: self, loss: loss, target: target, values: values)
    let scale = max(point.values.reduce(0) { max($0, abs($1)) }, 1e-3)
    let largest = gradient.values.reduce(0) { max($0, abs($1)) }
    let stride = max(1, (point.count + limit - 1) / limit)
    var numbers: [CheckedNumber] = []
    for entry in Swift.stride(from: 0, to: point.count, by: stride) {
      var direction = Tensor.zeros(point.shape)
      direction.values[entry] = 1
      numbers.append(
        measure.confirm(
          gradient.values[entry], along: direction,
          step: 2e-4 * max(abs(point.values[entry]), 0.1 * scale), largest: largest, entry: entry))
    }
    if stride > 1 {
      var generator = SeededGenerator(seed: 1)
      for _ in 0..<3 {
        let direction = point.map { _ in 2 * generator.unit() - 1 }
        let claimed = zip(gradient.values, direction.values).reduce(0) { $0 + $1.0 * $1.1 }
        numbers.append(
          measure.confirm(
            claimed, along: direction, step: 2e-4 * scale,
            largest: max(largest, abs(claimed)), entry: 0))
      }
    }
    return numbers
  }
}

/// Measures a loss's slope along a direction.
private struct DifferenceQuotient {
  /// A slope that is as good as none: where all numbers are 0, so is `largestTerm`.
  static let nothing = 1e-12

  let model: Model
  let loss: Int
  let target: Int
  let values: [Tensor]
  let dependents: [Bool]
  /// The largest number that the loss is computed from, where it may move: terms that cancel leave
  /// their rounding behind, however small the loss.
  let largestTerm: Double

  init(model: Model, loss: Int, target: Int, values: [Tensor]) {
    self.model = model
    self.loss = loss
    self.target = target
    self.values = values
    dependents = model.dependents(of: target)
    largestTerm = zip(values, dependents).reduce(0) { largest, next in
      next.1 ? next.0.values.reduce(largest) { max($0, abs($1)) } : largest
    }
  }

  private func shifted(_ direction: Tensor, _ step: Double) -> Double {
    let moved = values[target] + step * direction
    return model.value(
      of: loss, replacing: target, by: moved, in: values, dependents: dependents
    ).scalar
  }

  /// How far the loss's last digits scatter: its largest fourth difference at nine near places, which
  /// of a smooth function is as good as 0. What is left of `1 - p` where p is nearly 1 has few digits,
  /// and no number of the model says so. At even distances rounding can drift evenly, so there are
  /// three.
  /// Source: https://doi.org/10.1137/100786125 (section 3.1)
  private func noise(along direction: Tensor, step: Double) -> Double {
    [8, 9.7, 11.3].reduce(0) { largest, divisor in
      var differences = (-4...4).map { shifted(direction, Double($0) * step / divisor) }
      for _ in 0..<4 { differences = zip(differences.dropFirst(), differences).map { $0 - $1 } }
      return differences.reduce(largest) { max($0, abs($1)) }
    }
  }

  func confirm(
    _ claimed: Double, along direction: Tensor, step: Double, largest: Double, entry: Int
  ) -> CheckedNumber {
    let center = values[loss].scalar
    let (right, left) = (shifted(direction, step), shifted(direction, -step))
    let (nearRight, nearLeft) = (shifted(direction, step / 2), shifted(direction, -step / 2))
    let wide = (right - left) / (2 * step)
    let near = (nearRight - nearLeft) / step
    let measured = (4 * near - wide) / 3
    // What the differences themselves cannot resolve: rounding, and the curvature's remainder.
    let rounding = 4e-16 * max(abs(center), abs(right), abs(left), largestTerm) / step * 8
    let tolerance =
      Model.refereeTolerance * largest + rounding + Self.nothing + 1e-2 * abs(near - wide)
    let number = CheckedNumber(
      position: values[target].shape.position(at: entry), claimed: claimed, measured: measured,
      tolerance: tolerance)
    if number.holds { return number }
    let slopes = [(nearRight - center) / (step / 2), (center - nearLeft) / (step / 2)].sorted()
    let isKink = slopes[1] - slopes[0] > 1e-2 * max(abs(slopes[0]), abs(slopes[1]))
    guard isKink else {
      return CheckedNumber(
        position: number.position, claimed: claimed, measured: measured,
        tolerance: tolerance + 4 * noise(along: direction, step: step) / step)
    }
    return CheckedNumber(
      position: number.position, claimed: claimed,
      measured: min(max(claimed, slopes[0]), slopes[1]),
      tolerance: 1e-3 * (slopes[1] - slopes[0]))
  }
}
