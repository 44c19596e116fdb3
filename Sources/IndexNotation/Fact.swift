/// Something known to hold for a quantity, whatever its other values.
public enum Fact: String, Hashable, Sendable, Codable, CaseIterable {
  /// The entries along the last axis sum to 1 and none is below 0 (a distribution, the result of
  /// softmax).
  case lastAxisSumsToOne
  /// Along the last axis one entry is 1 and the others are 0.
  case lastAxisIsOneHot
  /// A square matrix that equals its transpose.
  case symmetric
  /// Every entry is above 0.
  case positive
  /// A matrix whose columns have the length 1 and are orthogonal to each other.
  case orthogonal
  /// A symmetric matrix A with xᵀ A x > 0 for every x but 0.
  case positiveDefinite
  /// Every entry is 0 or 1.
  case zeroOrOne
}
