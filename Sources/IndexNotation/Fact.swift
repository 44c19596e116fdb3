/// Something known to hold for a quantity, whatever its other values.
public enum Fact: String, Hashable, Sendable, Codable {
  /// The entries along the last axis sum to 1 (a distribution, the result of softmax).
  case lastAxisSumsToOne
  /// Along the last axis one entry is 1 and the others are 0.
  case lastAxisIsOneHot
  /// A square matrix that equals its transpose.
  case symmetric
  /// Every entry is above 0.
  case positive
}
