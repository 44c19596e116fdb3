import Calculus
import Foundation
import Problems
import Tensors

extension Worker {
  /// Judges numbers printed elsewhere, each at the precision it was printed with.
  func compare(_ published: Example.Published) throws(Problem) -> PublishedComparison {
    let computed: Tensor
    switch published.subject {
    case .quantity(let node): computed = values[node]
    case .gradient(let loss, let target):
      guard
        let gradient = example.model.gradients(
          of: loss, withRespectTo: [target], values: values)[target]
      else { preconditionFailure("no gradient \(published.name)") }
      computed = gradient
    }
    let verdict = Self.verdict(published, computed)
    let isRight = verdict == .right
    if !isRight, example.publishedMustBeRight {
      throw example.places.problem(
        at: nil,
        "the published numbers for '\(published.name)' are not right: "
          + Self.summary(verdict), "'published_must_be_right' asks for that")
    }
    return PublishedComparison(
      of: published.name, published: published.value, computed: computed,
      digits: published.digits.max() ?? 0, verdict: verdict,
      cost: isRight ? nil : cost(published, computed))
  }

  private static func summary(_ verdict: PublishedComparison.Verdict) -> String {
    switch verdict {
    case .right: "right"
    case .cutOff(let entries): "\(entries.count) cut off instead of rounded"
    case .wrong(let entries): "\(entries.count) wrong"
    case .reordered: "they stand in another order"
    }
  }

  // MARK: Verdicts

  static func verdict(
    _ published: Example.Published, _ computed: Tensor
  ) -> PublishedComparison.Verdict {
    if published.value.shape == computed.shape {
      let inPlace = judge(published, computed)
      if inPlace.wrong.isEmpty {
        return inPlace.cutOff.isEmpty ? .right : .cutOff(entries: inPlace.cutOff)
      }
      if let order = order(published, computed) { return .reordered(order) }
      return .wrong(entries: inPlace.wrong)
    }
    if let order = order(published, computed) { return .reordered(order) }
    return .wrong(entries: judge(published, computed.transposed).wrong)
  }

  /// The other order the right numbers stand in, or `nil`.
  private static func order(
    _ published: Example.Published, _ computed: Tensor
  ) -> PublishedComparison.Order? {
    guard computed.shape.rank >= 2 else { return nil }
    let shape = published.value.shape
    // The entries with the first axis fastest are the transpose's in row-major order.
    let firstAxisFastest = computed.transposed
    if shape == firstAxisFastest.shape, holds(published, firstAxisFastest) { return .transposed }
    if shape == computed.shape, holds(published, firstAxisFastest.reshaped(to: shape)) {
      return .flattenedFirstAxisFastest
    }
    let reversed = Shape(shape.dimensions.reversed())
    let filled = computed.reshaped(to: reversed).transposed
    if shape == filled.shape, holds(published, filled) { return .reshapedFirstAxisFastest }
    return nil
  }

  private static func holds(_ published: Example.Published, _ computed: Tensor) -> Bool {
    judge(published, computed).wrong.isEmpty
  }

  private static func judge(
    _ published: Example.Published, _ computed: Tensor
  ) -> (cutOff: [PublishedComparison.Entry], wrong: [PublishedComparison.Entry]) {
    var cutOff: [PublishedComparison.Entry] = []
    var wrong: [PublishedComparison.Entry] = []
    for (place, value) in computed.values.enumerated() {
      let digits = published.digits[place]
      let entry = PublishedComparison.Entry(
        position: computed.shape.position(at: place), published: published.texts[place],
        digits: digits, computed: value)
      switch agreement(of: published.value.values[place], with: value, digits: digits) {
      case .rounded: break
      case .cutOff: cutOff.append(entry)
      case .none: wrong.append(entry)
      }
    }
    return (cutOff, wrong)
  }

  private enum Agreement { case rounded, cutOff, none }

  /// Whether a printed number is the computed one, rounded or cut off at its last digit.
  private static func agreement(
    of printed: Double, with computed: Double, digits: Int
  ) -> Agreement {
    let unit = pow(10, -Double(digits))
    // Beyond what a Double holds, the last printed digits say nothing.
    let slack = 8 * max(abs(printed), abs(computed)) * .ulpOfOne
    let difference = abs(printed - computed)
    if difference <= unit / 2 + slack { return .rounded }
    let isTowardZero = abs(printed) < abs(computed) && printed * computed >= 0
    return isTowardZero && difference < unit + slack ? .cutOff : .none
  }

  // MARK: Cost

  /// What following the published gradient would have cost: only for a given, which can be moved.
  private func cost(
    _ published: Example.Published, _ computed: Tensor
  ) -> PublishedComparison.Cost? {
    guard case .gradient(let loss, let target) = published.subject,
      example.model.nodes[target].arguments.isEmpty,
      published.value.shape == computed.shape
    else { return nil }
    let rate = example.descents.first { $0.loss == loss }?.rate ?? 1
    return PublishedComparison.Cost(
      rate: rate, lossBefore: values[loss].scalar,
      lossWithPublished: self.loss(
        loss, afterStepAlong: published.value, of: target, rate: rate),
      lossWithComputed: self.loss(loss, afterStepAlong: computed, of: target, rate: rate))
  }
}
