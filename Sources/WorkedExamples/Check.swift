import Calculus

/// What an independent referee found.
public struct Check: Hashable, Sendable, Codable {
  /// "finite differences", "chain rule against shortcut", ...
  public let name: String
  /// What was checked: `dL/dW`.
  public let subject: String
  /// Whether all numbers agree, of which there is at least one.
  public let passed: Bool
  /// What the differences stay within, as it is shown.
  public let tolerance: Double
  /// How many numbers were compared.
  public let comparisons: Int

  /// A check by its numbers: it passed where every one of them holds.
  public init(_ name: String, of subject: String, _ numbers: [CheckedNumber], tolerance: Double) {
    self.name = name
    self.subject = subject
    self.tolerance = tolerance
    comparisons = numbers.count
    passed = !numbers.isEmpty && numbers.allSatisfy(\.holds)
  }
}
