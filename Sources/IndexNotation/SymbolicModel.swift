/// What the engine works on: every quantity of a model in index notation, in the order they are
/// computed.
public struct SymbolicModel: Hashable, Sendable, Codable {
  /// In the order they are computed.
  public var quantities: [SymbolicQuantity]

  /// A model of quantities, each of which mentions earlier ones only.
  public init(_ quantities: [SymbolicQuantity]) { self.quantities = quantities }

  /// The quantity of this name.
  public subscript(name: String) -> SymbolicQuantity? { quantities.first { $0.name == name } }
}

/// A named tensor: given, or computed entry by entry from those before it.
public struct SymbolicQuantity: Hashable, Sendable, Codable {
  /// The name that definitions mention it by.
  public var name: String
  /// The extents, outermost axis first.
  public var shape: [Int]
  /// What an entry is; `nil` for a given, and for what no formula gives entry by entry.
  public var definition: Definition?
  /// What it is computed from where no formula gives its entries; empty for a given.
  public var inputs: [String]
  /// What is known of its entries.
  public var facts: [Fact]
  /// Equations that hold for it.
  public var identities: [Identity]

  /// A quantity; a given where it has neither a definition nor inputs.
  public init(
    _ name: String, shape: [Int], definition: Definition? = nil, inputs: [String] = [],
    facts: [Fact] = [], identities: [Identity] = []
  ) {
    self.name = name
    self.shape = shape
    self.definition = definition
    self.inputs = inputs
    self.facts = facts
    self.identities = identities
  }

  /// The quantities that it is computed from directly.
  var sources: Set<String> { definition?.body.tensors ?? Set(inputs) }
}

/// Something that a function's result allows to write differently: for s = sigmoid(z),
/// `e^{-z_i} = 1/s_i - 1`. Used from left to right; checked numerically before it is used.
public struct Identity: Hashable, Sendable, Codable {
  /// The quantity's own indices, as both sides use them.
  public var indices: [Index]
  /// What may be replaced.
  public var left: IndexExpression
  /// What it is equal to.
  public var right: IndexExpression

  /// An equation between two expressions over the quantity's indices.
  public init(_ indices: [Index], _ left: IndexExpression, equals right: IndexExpression) {
    self.indices = indices
    self.left = left
    self.right = right
  }
}
