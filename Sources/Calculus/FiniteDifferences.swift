import Tensors

extension Model {
  /// How far a gradient may be from the measured one, relative to its largest entry.
  public static let refereeTolerance = 1e-7

  /// A gradient beside central differences: an independent way to the same numbers, for it uses the
  /// forward pass only.
  ///
  /// Formula: `(4 D(h/2) - D(h)) / 3` with `D(h) = (f(x + h) - f(x - h)) / 2h` (Richardson).
  /// Where a function has a kink within the step (relu at 0), a shorter step may miss it; where none
  /// does, any slope between the one-sided ones is right. Of a gradient with more entries than fit,
  /// as many as do are taken, evenly spaced, and three random directions through all of them.
  /// Source: https://en.wikipedia.org/wiki/Richardson_extrapolation
  ///
  /// - Parameters:
  ///   - limit: how many entries are taken at most.
  ///   - work: how many operations on numbers are spent at most, but for the few that a large model
  ///     has to cost: two entries and the directions.
  /// - Returns: what was measured, each number with a tolerance of its own.
  public func finiteDifferences(
    confirming gradient: Tensor, of loss: Int, withRespectTo target: Int, values: [Tensor],
    limit: Int = 1_000, work: Int = 20_000_000
  ) -> [CheckedNumber] {
    let point = values[target]
    let measure = DifferenceQuotient(
      model: self, loss: loss, target: target, values: values,
      dependents: dependents(of: target))
    let scale = max(point.values.reduce(0) { max($0, abs($1)) }, 1e-3)
    let largest = gradient.values.reduce(0) { max($0, abs($1)) }
    let affordable = min(limit, max(2, work / (4 * forwardCost(from: target, to: loss))))
    let stride = max(1, (point.count + affordable - 1) / affordable)
    var numbers: [CheckedNumber] = []
    for entry in Swift.stride(from: 0, to: point.count, by: stride) {
      numbers.append(
        measure.confirm(
          gradient.values[entry], step: 2e-4 * max(abs(point.values[entry]), 0.1 * scale),
          largest: largest, entry: entry
        ) { step in
          var moved = point.values
          moved[entry] += step
          return Tensor(moved, shape: point.shape)
        })
    }
    if stride > 1 {
      var generator = SeededGenerator(seed: 1)
      for _ in 0..<3 {
        let direction = point.map { _ in 2 * generator.unit() - 1 }
        let claimed = zip(gradient.values, direction.values).reduce(0) { $0 + $1.0 * $1.1 }
        numbers.append(
          measure.confirm(
            claimed, step: 2e-4 * scale, largest: max(largest, abs(claimed)), entry: 0
          ) { step in point + step * direction })
      }
    }
    return numbers
  }

  /// A Jacobian, shape that of the quantity and then the target's, beside central differences along
  /// random directions.
  public func finiteDifferences(
    confirming jacobian: Tensor, of quantity: Int, byVector target: Int, values: [Tensor]
  ) -> [CheckedNumber] {
    let (point, count) = (values[target], nodes[quantity].shape.count)
    let dependents = dependents(of: target)
    var generator = SeededGenerator(seed: 1)
    let scale = max(point.values.reduce(0) { max($0, abs($1)) }, 1e-3)
    var numbers: [CheckedNumber] = []
    for _ in 0..<3 {
      let direction = point.map { _ in 2 * generator.unit() - 1 }
      func moved(_ step: Double) -> [Double] {
        value(
          of: quantity, replacing: target, by: point + step * direction, in: values,
          dependents: dependents
        ).values
      }
      let step = 2e-4 * scale
      let (right, left) = (moved(step), moved(-step))
      let (nearRight, nearLeft) = (moved(step / 2), moved(-step / 2))
      for entry in 0..<count {
        let row = jacobian.values[entry * point.count..<(entry + 1) * point.count]
        let claimed = zip(row, direction.values).reduce(0) { $0 + $1.0 * $1.1 }
        let wide = (right[entry] - left[entry]) / (2 * step)
        let near = (nearRight[entry] - nearLeft[entry]) / step
        let rounding = 4e-15 * max(abs(right[entry]), abs(left[entry]), 1e-12) / step
        let tolerance =
          Self.refereeTolerance * max(abs(claimed), 1e-5) + rounding + 1e-2 * abs(near - wide)
        let number = CheckedNumber(
          entry: entry * point.count, claimed: claimed, measured: (4 * near - wide) / 3,
          tolerance: tolerance)
        let center = values[quantity].values[entry]
        let slopes = [
          (nearRight[entry] - center) / (step / 2), (center - nearLeft[entry]) / (step / 2),
        ]
        let (least, most) = (min(slopes[0], slopes[1]), max(slopes[0], slopes[1]))
        // At a kink any slope between the one-sided ones is right.
        let isKink = most - least > 1e-2 * max(abs(least), abs(most))
        numbers.append(
          number.holds || !isKink
            ? number
            : CheckedNumber(
              entry: entry * point.count, claimed: claimed,
              measured: min(max(claimed, least), most), tolerance: 1e-3 * (most - least)))
      }
    }
    return numbers
  }

  /// Operations on numbers that it takes to compute the loss anew once a quantity has moved.
  private func forwardCost(from target: Int, to loss: Int) -> Int {
    let dependents = dependents(of: target)
    return nodes[...loss].indices.filter { $0 != target && dependents[$0] }.reduce(1) {
      total, place in
      guard case .apply(let function, let arguments) = nodes[place].operation else { return total }
      // A pullback takes as many multiplications as the function itself, but for a small factor.
      let shapes = arguments.map { nodes[$0].shape }
      return total + nodes[place].shape.count
        + (arguments.indices.map { function.pullbackMultiplications(shapes, withRespectTo: $0) }
          .max() ?? 0)
    }
  }
}

/// Measures a loss's slope along a direction.
private struct DifferenceQuotient {
  /// A slope that is as good as none, for losses all of whose numbers are 0.
  static let nothing = 1e-12

  let model: Model
  let loss: Int
  let target: Int
  let values: [Tensor]
  let dependents: [Bool]
  /// How far the rounding of every number on the way moves the loss, to first order:
  /// `ε Σ_v |v dL/dv|` over all entries that change with the target.
  private var carriedRounding: Double {
    let changing = dependents.indices.filter { dependents[$0] && $0 != target }
    let gradients = model.gradients(of: loss, withRespectTo: [target], values: values)
    var total = 0.0
    for node in changing {
      guard let gradient = gradients[node] else { continue }
      for (value, slope) in zip(values[node].values, gradient.values) {
        let share = abs(value * slope)
        if share.isFinite { total += share }
      }
    }
    return .ulpOfOne * total
  }

  /// - Parameter moved: the target's value this far along the direction.
  func confirm(
    _ claimed: Double, step: Double, largest: Double, entry: Int, _ moved: (Double) -> Tensor
  ) -> CheckedNumber {
    func confirm(_ step: Double) -> (number: CheckedNumber, slopes: ClosedRange<Double>) {
      func shifted(_ step: Double) -> Double {
        model.value(
          of: loss, replacing: target, by: moved(step), in: values, dependents: dependents
        ).scalar
      }
      let center = values[loss].scalar
      let (right, left) = (shifted(step), shifted(-step))
      let (nearRight, nearLeft) = (shifted(step / 2), shifted(-step / 2))
      let wide = (right - left) / (2 * step)
      let near = (nearRight - nearLeft) / step
      // What the differences themselves cannot resolve: rounding, and the curvature's remainder.
      let rounding = 4e-16 * max(abs(center), abs(right), abs(left)) / step * 8
      let tolerance =
        Model.refereeTolerance * largest + rounding + Self.nothing + 1e-2 * abs(near - wide)
      let slopes = [(nearRight - center) / (step / 2), (center - nearLeft) / (step / 2)]
      // Where the loss ends, as x ** 1.5 does at 0, there is a slope at one side only.
      if let slope = slopes.first(where: \.isFinite), slopes.contains(where: \.isNaN) {
        let far = right.isNaN ? (center - left) / step : (right - center) / step
        let number = CheckedNumber(
          entry: entry, claimed: claimed, measured: 2 * slope - far,
          tolerance: 1e-3 * largest + rounding + 2 * abs(slope - far))
        return (number, slope...slope)
      }
      let (least, most) = (slopes.min() ?? 0, slopes.max() ?? 0)
      return (
        CheckedNumber(
          entry: entry, claimed: claimed, measured: (4 * near - wide) / 3, tolerance: tolerance),
        least <= most ? least...most : 0...0
      )
    }
    var (number, slopes) = confirm(step)
    if number.holds { return number }
    // A loss near 0 may be made of numbers that are not: log(1 - 1e-9) carries the rounding of 1.
    number = CheckedNumber(
      entry: entry, claimed: claimed, measured: number.measured,
      tolerance: number.tolerance + 8 * carriedRounding / step)
    if number.holds { return number }
    // Of thousands of kinks some lie within the step; shorter ones pass between them.
    for shorter in [16.0, 256, 4_096] {
      let number = confirm(step / shorter).number
      if number.holds { return number }
    }
    let width = slopes.upperBound - slopes.lowerBound
    let isKink = width > 1e-2 * max(abs(slopes.lowerBound), abs(slopes.upperBound))
    guard isKink else { return number }
    return CheckedNumber(
      entry: entry, claimed: claimed,
      measured: min(max(claimed, slopes.lowerBound), slopes.upperBound), tolerance: 1e-3 * width)
  }
}
