/// The lines of a derivation while it is found, within bounds.
struct DerivationLines {
  static let maximumSteps = 120
  static let maximumSize = 6000
  /// A gradient of more nodes than this is no explanation, and takes seconds.
  static let maximumTotalSize = 1500
  static let maximumDepth = 120

  let kind: Derivation.Kind
  let of: Element
  let withRespectTo: Element
  private(set) var steps: [Derivation.Step] = []
  private(set) var current: IndexExpression

  /// - Parameter start: what the first line begins with; the derivative itself where it is `nil`.
  init(
    _ kind: Derivation.Kind, of: Element, withRespectTo: Element, from start: IndexExpression? = nil
  ) {
    self.kind = kind
    self.of = of
    self.withRespectTo = withRespectTo
    current = start ?? .derivative(of: .element(of), withRespectTo: withRespectTo)
  }

  /// Adds a line.
  /// - Throws: `DerivationError` where a bound is exceeded.
  mutating func add(
    _ reason: Reason, _ after: IndexExpression,
    substeps: [Derivation.Step] = []
  ) throws(DerivationError) {
    try accept(after)
    steps.append(
      Derivation.Step(
        rule: reason.name, reason: reason.sentence, before: current, after: after, checked: 0,
        substeps: substeps.count > 1 ? substeps : []))
    current = after
    guard steps.count <= DerivationLines.maximumSteps else {
      throw .tooManySteps(
        kind, of: of.tensor, withRespectTo: withRespectTo.tensor,
        bound: DerivationLines.maximumSteps)
    }
  }

  /// Whether an expression is within the bounds on depth and size.
  func accept(_ expression: IndexExpression) throws(DerivationError) {
    let bound =
      kind == .total ? DerivationLines.maximumTotalSize : DerivationLines.maximumSize
    guard expression.isWithin(depth: DerivationLines.maximumDepth, size: bound) else {
      throw .tooLarge(kind, of: of.tensor, withRespectTo: withRespectTo.tensor, bound: bound)
    }
  }
}
