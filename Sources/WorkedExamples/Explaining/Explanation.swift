import IndexNotation

/// How one entry came about: its formula at these places, the numbers put in, the result.
public struct Explanation: Hashable, Sendable {
  /// The entry that is explained.
  public let entry: EntryReference
  /// With sums written out and what is zero dropped; `nil` for a given.
  public let formula: IndexExpression?
  /// What the entry is a part of where no formula gives it by itself, as the model has it: `inv(A)`.
  public let whole: String?
  /// The formula with a placeholder for every number that is put in.
  public let numbers: IndexExpression?
  /// What the placeholders stand for.
  public let values: [String: Double]
  /// The entry's value.
  public let result: Double
  /// The entries whose numbers were put in, in the order of the formula.
  public let parts: [EntryReference]

  /// What stands for terms that are left out of a long sum.
  public static let dots = "…"
}
