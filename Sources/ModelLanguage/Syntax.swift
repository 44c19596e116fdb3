/// A right-hand side as the author wrote it.
public indirect enum Syntax: Hashable, Codable, Sendable {
  /// A number as typed: `0.1`, `1e-3`.
  case number(String, Position)
  /// A quantity, an index or a parameter.
  case name(String, Position)
  /// A call; options are `name=integer` behind the arguments.
  case call(String, [Syntax], options: [Option], Position)
  /// `z[i]`, `X[0, 2]`: places are counted from 0, as in NumPy.
  case entry(Syntax, [Syntax], Position)
  /// `+ - * / ** @`; the position is the operator's.
  case binary(String, Syntax, Syntax, Position)
  /// `-z`
  case negation(Syntax, Position)
  /// `W.T`
  case transpose(Syntax, Position)

  /// An option of a call: the `axis=0` of `sum(z, axis=0)`.
  public struct Option: Hashable, Codable, Sendable {
    /// What stands before the equals sign.
    public let name: String
    /// What stands behind it.
    public let value: Int
    /// Where the name begins.
    public let position: Position

    /// An option as it was read.
    public init(name: String, value: Int, position: Position) {
      self.name = name
      self.value = value
      self.position = position
    }
  }

  /// Where it begins.
  public var position: Position {
    switch self {
    case .number(_, let position), .name(_, let position), .call(_, _, _, let position),
      .entry(_, _, let position), .negation(_, let position):
      position
    case .binary(_, let left, _, _): left.position
    case .transpose(let inner, _): inner.position
    }
  }

  /// Everything directly inside.
  public var children: [Syntax] {
    switch self {
    case .number, .name: []
    case .call(_, let arguments, _, _): arguments
    case .entry(let base, let places, _): [base] + places
    case .binary(_, let left, let right, _): [left, right]
    case .negation(let inner, _), .transpose(let inner, _): [inner]
    }
  }
}

/// One line of the model: a quantity or a function of the author's own.
public struct Statement: Sendable {
  /// The name on the left side.
  public let name: String
  /// Where the statement begins.
  public let position: Position
  /// The indices of the left side with their positions: `swish[i](z) = ...`; `nil` without
  /// brackets.
  let indices: [Name]?
  /// The parameters of a function; `nil` for a quantity.
  let parameters: [Name]?
  /// The right-hand side.
  public let right: Syntax
  /// The right-hand side as typed, white space folded.
  public let text: String

  struct Name: Hashable, Sendable {
    let text: String
    let position: Position
  }
}
