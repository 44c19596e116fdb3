import Notation
import WorkedExamples

/// A gradient, worked by the chain rule and by the shortcut.
struct GradientRecord: TemplateRecord {
  let gradient: Gradient
  let context: ExampleContext

  private var tensor: TensorRecord {
    TensorRecord(
      name: "gradient.\(gradient.withRespectTo)", tensor: gradient.shortcut, isGiven: false,
      context: context)
  }

  var names: [String] {
    [
      "of", "with_respect_to", "symbol", "chain_rule", "has_chain_rule", "chain_product",
      "chain_rule_matrix", "agree_within", "chain_rule_multiplications", "shortcut_multiplications",
      "chain_rule_numbers", "shortcut_numbers", "closed_form_multiplications",
      "closed_form_numbers", "has_closed_form_costs", "savings", "has_savings",
      "has_derivation", "derivation", "has_closed_form", "closed_form", "worked_entry",
    ] + tensor.names
  }

  func whole(for rendering: Rendering) -> TemplateValue? { tensor.whole(for: rendering) }

  func part(_ name: String, for rendering: Rendering) -> TemplateValue? {
    let costs = gradient.comparison
    switch name {
    case "of": return .markup(latexName(gradient.of))
    case "with_respect_to": return .markup(latexName(gradient.withRespectTo))
    case "symbol":
      return .markup(
        ExampleContext.derivative(.total, of: gradient.of, withRespectTo: gradient.withRespectTo))
    case "chain_rule":
      return .list(
        (gradient.chainRule?.steps ?? []).map {
          ChainStepRecord(step: $0, gradient: gradient, context: context)
        })
    case "has_chain_rule": return .flag(gradient.chainRule != nil)
    case "chain_product": return .markup(product)
    case "chain_rule_matrix":
      return .markup(gradient.chainRule.map { context.text($0.gradient, rendering).latex } ?? "")
    case "agree_within": return context.typed(costs.agreeWithin ?? 0)
    case "chain_rule_multiplications": return ExampleContext.count(costs.multiplications.chainRule)
    case "shortcut_multiplications": return ExampleContext.count(costs.multiplications.pullback)
    case "chain_rule_numbers": return ExampleContext.count(costs.storedNumbers.chainRule)
    case "shortcut_numbers": return ExampleContext.count(costs.storedNumbers.pullback)
    case "closed_form_multiplications":
      return ExampleContext.count(costs.multiplications.closedForm ?? 0)
    case "closed_form_numbers": return ExampleContext.count(costs.storedNumbers.closedForm ?? 0)
    case "has_closed_form_costs": return .flag(costs.multiplications.closedForm != nil)
    case "has_derivation": return .flag(derivation != nil)
    case "derivation": return derivation.map { .record($0) }
    case "has_closed_form": return .flag(gradient.closedForm != nil)
    case "closed_form":
      return gradient.closedForm.map { .record(ClosedFormRecord(form: $0, gradient: gradient)) }
    case "worked_entry": return .list(workedEntry)
    case "savings": return ExampleContext.count(savings)
    case "has_savings": return .flag(savings >= 2)
    default: return tensor.part(name, for: rendering)
    }
  }

  private var derivation: DerivationRecord? {
    context.derivation(.total, of: gradient.of, withRespectTo: gradient.withRespectTo)
      .map { DerivationRecord($0) }
  }

  /// The largest entry, and two levels down what it came from.
  private var workedEntry: [any TemplateRecord] {
    guard gradient.closedForm != nil,
      let place = gradient.shortcut.values.indices.max(by: {
        abs(gradient.shortcut.values[$0]) < abs(gradient.shortcut.values[$1])
      })
    else { return [] }
    let entry = EntryReference(
      "d\(gradient.of)/d\(gradient.withRespectTo)", gradient.shortcut.shape.position(at: place))
    let explanations = (try? Explainer(context.example).explain(entry, depth: 2)) ?? []
    return explanations.prefix(4).map { ExplanationRecord(explanation: $0, context: context) }
  }

  /// How many times fewer multiplications the shortcut takes.
  private var savings: Int {
    let costs = gradient.comparison.multiplications
    return costs.chainRule / max(1, costs.closedForm ?? costs.pullback)
  }

  /// The chain rule in symbols; where the loss is reached by several paths, a sum of products.
  private var product: String {
    guard let last = gradient.chainRule?.steps.last else { return "" }
    return last.terms.map { term in
      let factor = ExampleContext.derivative(
        .local, of: term.through, withRespectTo: last.withRespectTo)
      if term.through == gradient.of { return factor }
      return factors(to: term.through) + " \\, " + factor
    }.joined(separator: " + ")
  }

  /// The product that leads from the loss to a quantity on the way, where it is one product.
  private func factors(to name: String) -> String {
    let whole = ExampleContext.derivative(.total, of: gradient.of, withRespectTo: name)
    guard let step = gradient.chainRule?.steps.first(where: { $0.withRespectTo == name }),
      let term = step.terms.first, step.terms.count == 1, term.through != gradient.of
    else { return whole }
    return factors(to: term.through) + " \\, "
      + ExampleContext.derivative(.local, of: term.through, withRespectTo: name)
  }
}
