import Calculus
import Notation
import WorkedExamples

/// A partial product of the chain rule: the loss's derivative with respect to one quantity on the
/// way.
struct ChainStepRecord: TemplateRecord {
  let step: ChainRule.Step
  let gradient: Gradient
  let context: ExampleContext

  var names: [String] {
    ["symbol", "with_respect_to", "terms", "has_several_terms", "is_start", "value", "sum"]
  }

  func part(_ name: String, for rendering: Rendering) -> TemplateValue? {
    switch name {
    case "symbol":
      return .markup(
        ExampleContext.derivative(.total, of: gradient.of, withRespectTo: step.withRespectTo))
    case "with_respect_to": return .markup(latexName(step.withRespectTo))
    case "terms":
      return .list(
        step.terms.map {
          ChainTermRecord(term: $0, step: step, gradient: gradient, context: context)
        })
    case "has_several_terms": return .flag(step.terms.count > 1)
    // The loss itself is in between: there is nothing to multiply yet.
    case "is_start": return .flag(step.terms.allSatisfy { $0.before == nil })
    case "value": return .markup(context.text(step.value, rendering).latex)
    case "sum":
      return .markup(
        step.terms.map { term in
          let factor = ExampleContext.derivative(
            .local, of: term.through, withRespectTo: step.withRespectTo)
          return term.before == nil
            ? factor
            : ExampleContext.derivative(.total, of: gradient.of, withRespectTo: term.through)
              + " \\, "
              + factor
        }.joined(separator: " + "))
    default: return nil
    }
  }
}

/// One way from the loss to a quantity: the derivative so far times one Jacobian.
struct ChainTermRecord: TemplateRecord {
  let term: ChainRule.Term
  let step: ChainRule.Step
  let gradient: Gradient
  let context: ExampleContext

  var names: [String] {
    ["through", "before_symbol", "before", "has_before", "factor_symbol", "factor", "product"]
  }

  func part(_ name: String, for rendering: Rendering) -> TemplateValue? {
    switch name {
    case "through": return .markup(latexName(term.through))
    case "before_symbol":
      return .markup(
        ExampleContext.derivative(.total, of: gradient.of, withRespectTo: term.through))
    case "before": return .markup(term.before.map { context.text($0, rendering).latex } ?? "1")
    case "has_before": return .flag(term.before != nil)
    case "factor_symbol":
      return .markup(
        ExampleContext.derivative(.local, of: term.through, withRespectTo: step.withRespectTo))
    case "factor": return .markup(context.text(term.jacobian, rendering).latex)
    case "product": return .markup(context.text(term.product, rendering).latex)
    default: return nil
    }
  }
}
