/// An equation that holds at every place of its indices: `e^{-z_i} = 1/s_i - 1`.
public struct Identity: Hashable, Sendable, Codable {
  public let indices: [Index]
  public let left: IndexExpression
  public let right: IndexExpression

  public init(indices: [Index], left: IndexExpression, right: IndexExpression) {
    self.indices = indices
    self.left = left
    self.right = right
  }
}
