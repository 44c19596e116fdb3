import IndexNotation

/// What a derivative is called: `dL/dW` the gradient, `∂L/∂W` the local derivative.
///
/// The two are different things: where a loss uses a quantity directly and through others, the local
/// derivative holds the others still.
public struct DerivativeName: Hashable, Sendable {
  /// Total for a gradient.
  public let kind: Derivation.Kind
  /// The quantity that is differentiated.
  public let of: String
  /// The quantity it is differentiated with respect to.
  public let withRespectTo: String

  /// The name of a derivative of one quantity with respect to another.
  public init(_ kind: Derivation.Kind, of: String, withRespectTo: String) {
    self.kind = kind
    self.of = of
    self.withRespectTo = withRespectTo
  }

  /// Reads `dL/dW` or `∂L/∂W`.
  /// - Returns: `nil` where it is neither.
  public init?(_ text: String) {
    let parts = text.split(separator: "/", omittingEmptySubsequences: false)
    for kind in Derivation.Kind.allCases
    where parts.count == 2 && parts.allSatisfy({ $0.first == kind.sign && $0.count > 1 }) {
      self.init(kind, of: String(parts[0].dropFirst()), withRespectTo: String(parts[1].dropFirst()))
      return
    }
    return nil
  }

  /// `dL/dW`, `∂L/∂W`
  public var text: String { "\(kind.sign)\(of)/\(kind.sign)\(withRespectTo)" }
}

extension Derivation.Kind {
  /// The letter of its symbol: ∂ or d.
  public var sign: Character {
    switch self {
    case .local, .lemma: "∂"
    case .total: "d"
    }
  }
}
