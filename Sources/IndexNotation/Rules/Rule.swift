/// A step that a derivation may take, with its name as a teacher would say it.
public struct Rule: Sendable {
  /// "quotient rule", "contract the delta".
  public let name: String
  /// One sentence on why it holds.
  public let reason: String
  /// A small instance: `(f/g)' = (f' g - f g') / g^2`.
  public let example: String
  /// The expression after the step, or `nil` where the rule does not fit. Families say whether it
  /// is handed single nodes or whole expressions.
  let rewrite: @Sendable (IndexExpression, RuleContext) -> IndexExpression?

  /// The name of a line: a quantity that is recognised is named.
  func title(_ context: RuleContext) -> String {
    guard name == Recognition.recognise.name, let quantity = context.sought ?? context.quantity
    else { return name }
    return "\(name) \(quantity.name)"
  }

  init(
    _ name: String, because reason: String, example: String,
    rewrite: @escaping @Sendable (IndexExpression, RuleContext) -> IndexExpression?
  ) {
    self.name = name
    self.reason = reason
    self.example = example
    self.rewrite = rewrite
  }
}

/// What rules may know besides the expression.
struct RuleContext: Sendable {
  let model: SymbolicModel
  /// The quantity whose own definition is at work; `nil` in a gradient.
  var quantity: SymbolicQuantity?
  /// The quantity whose definition is looked for, where that is not `quantity`.
  var sought: SymbolicQuantity?
  /// Names that stand for free indices of the whole expression.
  var freeNames: Set<String> = []

  /// Whether the sum of the element over the index is 1 by a fact.
  func sumsToOne(_ element: Element, over index: Index) -> Bool {
    guard let quantity = model[element.tensor], !quantity.facts.isEmpty,
      quantity.shape.last == index.range, element.subscripts.last == .index(index)
    else { return false }
    return !element.subscripts.dropLast().contains { $0.indices.contains(index) }
  }
}
