import Notation
import WorkedExamples

/// Gradient steps and the loss after each.
struct DescentRecord: TemplateRecord {
  let descent: Descent
  let context: ExampleContext

  var names: [String] {
    [
      "of", "moved", "rate", "count", "losses", "loss_before", "loss_after_first",
      "loss_after_last", "after_first_step", "after_last_step", "has_several_steps", "is_lower",
    ]
  }

  func part(_ name: String, for rendering: Rendering) -> TemplateValue? {
    let losses = descent.losses
    switch name {
    case "of": return .markup(latexName(descent.of))
    case "moved": return .texts(descent.moved.map { .markup(latexName($0)) })
    case "rate": return context.typed(descent.rate)
    case "count": return ExampleContext.count(max(0, losses.count - 1))
    case "losses":
      return .list(shown.map { LossRecord(step: $0, loss: losses[$0], context: context) })
    case "loss_before": return context.number(losses.first ?? 0)
    case "loss_after_first": return context.number(losses.dropFirst().first ?? 0)
    case "loss_after_last": return context.number(losses.last ?? 0)
    case "after_first_step": return quantities(descent.afterFirstStep)
    case "after_last_step": return quantities(descent.afterLastStep)
    case "has_several_steps": return .flag(losses.count > 2)
    case "is_lower": return .flag((losses.last ?? 0) < (losses.first ?? 0))
    default: return nil
    }
  }

  private func quantities(_ moved: [Quantity]) -> TemplateValue {
    .list(moved.map { QuantityRecord(quantity: $0, context: context, isMoved: true) })
  }

  /// The steps listed: all of a few, of many the first ones, some between and the last.
  private var shown: [Int] {
    let count = descent.losses.count
    guard count > 21 else { return Array(0..<count) }
    let stride = (count - 1 + 9) / 10
    return Array(0...5)
      + Array(Swift.stride(from: stride, to: count - 1, by: stride)).filter { $0 > 5 }
      + [count - 1]
  }
}

/// The loss after a step.
struct LossRecord: TemplateRecord {
  let step: Int
  let loss: Double
  let context: ExampleContext

  var names: [String] { ["step", "loss"] }

  func part(_ name: String, for rendering: Rendering) -> TemplateValue? {
    switch name {
    case "step": return .markup(String(step))
    case "loss": return context.number(loss)
    default: return nil
    }
  }
}
