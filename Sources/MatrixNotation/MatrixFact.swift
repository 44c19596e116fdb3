/// Something that always holds for a quantity.
public enum MatrixFact: Hashable, Sendable {
  /// It equals its transpose.
  case symmetric
  /// The entries along the last axis sum to 1.
  case lastAxisSumsToOne
  /// Every entry is 0 or 1.
  case zeroOrOne
  /// No entry is below 0.
  case notNegative
  /// Every entry is above 0.
  case positive
  /// Xᵀ X is the identity.
  case orthonormalColumns
  /// It is symmetric, and xᵀ A x is above 0 for every x but 0.
  case positiveDefinite
  /// It is symmetric, and xᵀ A x is never below 0.
  case positiveSemidefinite
}
