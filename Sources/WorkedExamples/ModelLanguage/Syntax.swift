/// A right-hand side as the author wrote it.
indirect enum Syntax: Sendable {
  case number(String, Position)
  case name(String, Position)
  /// A call; options are `name=integer` behind the arguments.
  case call(String, [Syntax], options: [Option], Position)
  /// `z[i]`, `X[0, 2]`.
  case entry(String, [Syntax], Position)
  /// `+ - * / ** @`; the position is the operator's.
  case binary(String, Syntax, Syntax, Position)
  case negation(Syntax, Position)
  case transpose(Syntax, Position)

  struct Option: Sendable {
    let name: String
    let value: Int
    let position: Position
  }

  /// Where it begins.
  var position: Position {
    switch self {
    case .number(_, let position), .name(_, let position), .call(_, _, _, let position),
      .entry(_, _, let position), .negation(_, let position):
      position
    case .binary(_, let left, _, _): left.position
    case .transpose(let inner, _): inner.position
    }
  }

  /// Everything directly inside.
  var children: [Syntax] {
    switch self {
    case .number, .name: []
    case .call(_, let arguments, _, _), .entry(_, let arguments, _): arguments
    case .binary(_, let left, let right, _): [left, right]
    case .negation(let inner, _), .transpose(let inner, _): [inner]
    }
  }
}

/// One line of the model: a quantity or a function of the author's own.
struct Statement: Sendable {
  let name: String
  let position: Position
  /// The indices of the left side with their positions: `swish[i](z) = ...`; `nil` without
  /// brackets.
  let indices: [Name]?
  /// The parameters of a function; `nil` for a quantity.
  let parameters: [Name]?
  let right: Syntax
  /// The right-hand side as typed, white space folded.
  let text: String

  struct Name: Hashable, Sendable {
    let text: String
    let position: Position
  }
}
