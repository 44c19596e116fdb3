/// Why there is no derivation.
public enum DerivationError: Error, Hashable, Sendable {
  /// A definition that makes no sense: an unknown tensor, an index with two ranges, ...
  case invalidModel(quantity: String, problem: String)
  /// More steps than the bound allows.
  case tooManySteps(Derivation.Kind, of: String, withRespectTo: String, bound: Int)
  /// An expression outgrew the bound on its size or depth.
  case tooLarge(Derivation.Kind, of: String, withRespectTo: String, bound: Int)
  /// No formula gives the entries of a quantity on the way.
  case noFormula(quantity: String)
  /// Nothing leads from the one to the other.
  case noPath(of: String, withRespectTo: String)
  /// No random values were found for which every quantity is finite.
  case noInstance(quantity: String)
  /// A line that does not hold.
  case lineDoesNotHold(FailedLine)
  /// A fact or an identity that does not hold.
  case claimDoesNotHold(quantity: String, claim: String)
  /// A computed value that its definition does not give.
  case valueDisagrees(quantity: String, position: [Int], value: Double, expected: Double)

  /// Everything about a line that does not hold.
  public struct FailedLine: Hashable, Sendable {
    /// The kind of the derivation.
    public var kind: Derivation.Kind
    /// The quantity that is differentiated.
    public var of: String
    /// The quantity it is differentiated with respect to.
    public var withRespectTo: String
    /// The rule that gave the line.
    public var rule: String
    /// The left side.
    public var before: IndexExpression
    /// The right side.
    public var after: IndexExpression
    /// The values of the free indices, counted from 0.
    public var indices: [Index: Int]
    /// What the left side gives.
    public var valueBefore: Double
    /// What the right side gives.
    public var valueAfter: Double
    /// What the two may differ by.
    public var tolerance: Double
    /// The values it was found on: the example's own, or a random instance.
    public var instance: String
  }
}
