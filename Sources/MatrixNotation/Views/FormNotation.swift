/// What an author may choose about how matrix notation is printed.
public struct FormNotation: Hashable, Sendable, Codable {
  /// Which way a vector lies.
  public enum Vectors: String, CaseIterable, Sendable, Codable {
    /// `W x`, `x δ^T`, `a^T b`
    case columns
    /// `x W^T`, `δ^T x`, `a b^T`
    case rows
  }

  /// The sum of all entries of `A ⊙ B`, for matrices.
  public enum Frobenius: String, CaseIterable, Sendable, Codable {
    /// `sum(A ⊙ B)`
    case sum
    /// `tr(A^T B)`
    case trace
  }

  /// Which way a vector lies.
  public var vectors: Vectors
  /// How Frobenius products are written.
  public var frobenius: Frobenius

  /// Columns and sums, unless something else is said.
  public init(vectors: Vectors = .columns, frobenius: Frobenius = .sum) {
    self.vectors = vectors
    self.frobenius = frobenius
  }
}
