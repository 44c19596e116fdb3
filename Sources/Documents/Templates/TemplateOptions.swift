import Notation

/// What an author may choose about how values are shown, for all templates alike.
public struct TemplateOptions: Hashable, Sendable {
  /// How much of a large matrix is shown.
  public var limit: TensorText.Limit

  public init(limit: TensorText.Limit = .init()) { self.limit = limit }
}
