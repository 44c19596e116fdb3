/// The ordered list of steps from a definition to a result. Each line was checked.
public struct Derivation: Hashable, Sendable, Codable {
  /// What kind of derivative it arrives at.
  public enum Kind: String, Hashable, Sendable, Codable, CaseIterable {
    /// ∂: of a quantity with respect to a name in its own definition, all others held still.
    case local
    /// d: of a loss with respect to a quantity, along every way (a gradient).
    case total
  }
  public var kind: Kind
  public var of: Element
  public var withRespectTo: Element
  public var steps: [Step]
  /// The cases of the result, where it splits (`i = j`, `i != j`); else empty.
  public var cases: [Case]
  /// Whether a simpler closed form than the product was found.
  public var isSimplified: Bool

  public struct Step: Hashable, Sendable, Codable {
    public var rule: String
    /// One sentence on why the rule holds.
    public var reason: String
    public var before: IndexExpression
    public var after: IndexExpression
    /// How many times both sides were evaluated and found equal.
    public var checked: Int
    public var substeps: [Step]
  }

  public struct Case: Hashable, Sendable, Codable {
    /// What holds of the subscripts in this case.
    public var conditions: [Condition]
    public var result: IndexExpression
    public var checked: Int
  }

  /// Two subscripts that are equal, or differ.
  public struct Condition: Hashable, Sendable, Codable {
    public var equal: Bool
    public var left: Subscript
    public var right: Subscript
  }

  /// What the derivation arrives at.
  public var result: IndexExpression {
    steps.last?.after ?? .derivative(of: .element(of), withRespectTo: withRespectTo)
  }
}
