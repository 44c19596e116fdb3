/// The ordered list of steps from a definition to a result. Each line was checked.
public struct Derivation: Hashable, Sendable, Codable {
  /// What kind of derivative it arrives at.
  public enum Kind: String, Hashable, Sendable, Codable, CaseIterable {
    /// ∂: of a quantity with respect to a name in its own definition, all others held still.
    case local
    /// d: of a loss with respect to a quantity, along every way (a gradient).
    case total
    /// ∂: of Σ d ⊙ y, with y the result of a function and d held still, with respect to an argument
    /// (what a pullback is). `of` is y.
    case lemma
  }
  /// ∂ or d.
  public var kind: Kind
  /// The entry that is differentiated; for a lemma the entry of the result.
  public var of: Element
  /// The entry it is differentiated with respect to.
  public var withRespectTo: Element
  /// The lines, in order; each begins with what the one before it ends with.
  public var steps: [Step]
  /// The cases of the result, where it splits (`i = j`, `i != j`); else empty.
  public var cases: [Case]
  /// Whether a simpler closed form than the product was found.
  public var isSimplified: Bool

  /// One line: a rule, what it was applied to, and what came out.
  public struct Step: Hashable, Sendable, Codable {
    /// The rule's name as a teacher would say it: "contract the delta".
    public var rule: String
    /// One sentence on why the rule holds.
    public var reason: String
    /// What the rule was applied to. In the first line it is the derivative itself, which is written
    /// with the letter of the derivation's kind.
    public var before: IndexExpression
    /// What came out.
    public var after: IndexExpression
    /// How many times both sides were evaluated and found equal.
    public var checked: Int
    /// The small steps that the line takes at once; empty where it is one.
    public var substeps: [Step]
  }

  /// What the result is under some conditions.
  public struct Case: Hashable, Sendable, Codable {
    /// What holds of the subscripts in this case.
    public var conditions: [Condition]
    /// The result there.
    public var result: IndexExpression
    /// How many times both sides were evaluated and found equal.
    public var checked: Int
  }

  /// Two subscripts that are equal, or differ.
  public struct Condition: Hashable, Sendable, Codable {
    /// Whether they are equal.
    public var equal: Bool
    /// Left of the sign.
    public var left: Subscript
    /// Right of the sign.
    public var right: Subscript
  }

  /// What the derivation arrives at.
  public var result: IndexExpression {
    steps.last?.after ?? .derivative(of: .element(of), withRespectTo: withRespectTo)
  }
}
