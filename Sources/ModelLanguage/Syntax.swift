/// A right-hand side as the author wrote it.
public indirect enum Syntax: Hashable, Codable, Sendable {
  /// A number as typed: `0.1`, `1e-3`.
  case number(String, Position)
  /// A quantity, an index, a parameter or a constant.
  case name(String, Position)
  /// A text between quotation marks, which only options are: `"ij,jk->ik"`.
  case text(String, Position)
  /// `[a, b]` or `(a, b)`
  case list([Syntax], Position)
  /// A call; options are `name=value` behind the arguments.
  case call(String, [Syntax], options: [Option], Position)
  /// `z[i]`, `X[0, 2]`, `x[1:]`: places are counted from 0, as in NumPy.
  case entry(Syntax, [Syntax], Position)
  /// Between the brackets of an entry: `1:5`, `::2`, `:`; the position is where it begins.
  case slice(from: Syntax?, to: Syntax?, by: Syntax?, Position)
  /// Between the brackets of an entry: `...`, all axes that no place is given for.
  case ellipsis(Position)
  /// `+ - * / ** @ & |` and comparisons; the position is the operator's.
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
    public let value: Syntax
    /// Where the name begins.
    public let position: Position

    /// An option as it was read.
    public init(name: String, value: Syntax, position: Position) {
      self.name = name
      self.value = value
      self.position = position
    }
  }

  /// The signs of comparisons.
  public static let comparisons = ["<", ">", "<=", ">=", "==", "!="]

  /// Where it begins.
  public var position: Position {
    switch self {
    case .number(_, let position), .name(_, let position), .text(_, let position),
      .list(_, let position), .call(_, _, _, let position), .entry(_, _, let position),
      .slice(_, _, _, let position), .ellipsis(let position), .negation(_, let position):
      position
    case .binary(_, let left, _, _): left.position
    case .transpose(let inner, _): inner.position
    }
  }

  /// Everything directly inside.
  public var children: [Syntax] {
    switch self {
    case .number, .name, .text, .ellipsis: []
    case .list(let elements, _): elements
    case .call(_, let arguments, let options, _): arguments + options.map(\.value)
    case .entry(let base, let places, _): [base] + places
    case .slice(let start, let end, let step, _): [start, end, step].compactMap(\.self)
    case .binary(_, let left, let right, _): [left, right]
    case .negation(let inner, _), .transpose(let inner, _): [inner]
    }
  }
}

extension Syntax {
  /// The functions that are called in it.
  public var calledNames: Set<String> {
    var names = children.reduce(into: Set<String>()) { $0.formUnion($1.calledNames) }
    if case .call(let name, _, _, _) = self { names.insert(name) }
    return names
  }

  /// Whether between brackets it is an axis that was not there: `None`.
  package var isNewAxis: Bool {
    switch self {
    case .name("None", _), .name("newaxis", _): true
    default: false
    }
  }

  /// The same as if it stood at another place.
  func moved(to position: Position) -> Syntax {
    let inner = children.map { $0.moved(to: position) }
    switch replacingChildren(inner) {
    case .number(let text, _): return .number(text, position)
    case .name(let name, _): return .name(name, position)
    case .text(let text, _): return .text(text, position)
    case .list(let elements, _): return .list(elements, position)
    case .call(let name, let arguments, let options, _):
      return .call(name, arguments, options: options, position)
    case .entry(let base, let places, _): return .entry(base, places, position)
    case .slice(let start, let end, let step, _):
      return .slice(from: start, to: end, by: step, position)
    case .ellipsis: return .ellipsis(position)
    case .binary(let sign, let left, let right, _): return .binary(sign, left, right, position)
    case .negation(let operand, _): return .negation(operand, position)
    case .transpose(let operand, _): return .transpose(operand, position)
    }
  }

  /// The same with other things directly inside, in the order of `children`.
  public func replacingChildren(_ inner: [Syntax]) -> Syntax {
    var rest = inner[...]
    func next() -> Syntax { rest.removeFirst() }
    func next(_ syntax: Syntax?) -> Syntax? { syntax == nil ? nil : next() }
    switch self {
    case .number, .name, .text, .ellipsis: return self
    case .list(_, let position): return .list(inner, position)
    case .call(let name, let arguments, let options, let position):
      let shown = arguments.map { _ in next() }
      return .call(
        name, shown,
        options: options.map { Option(name: $0.name, value: next(), position: $0.position) },
        position)
    case .entry(_, let places, let position):
      let base = next()
      return .entry(base, places.map { _ in next() }, position)
    case .slice(let start, let end, let step, let position):
      return .slice(from: next(start), to: next(end), by: next(step), position)
    case .binary(let sign, _, _, let position):
      let left = next()
      return .binary(sign, left, next(), position)
    case .negation(_, let position): return .negation(next(), position)
    case .transpose(_, let position): return .transpose(next(), position)
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
  /// The comment on its last line, without its sign; empty where there is none.
  public let comment: String

  struct Name: Hashable, Sendable {
    let text: String
    let position: Position
  }
}
