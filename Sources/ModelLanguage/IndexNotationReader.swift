import Calculus
import IndexNotation
import Problems
import Tensors

/// Reads a right-hand side in index notation: `z[i] / (1 + exp(-z[i]))`.
///
/// Names with brackets are entries of tensors, names without are scalars; `sum(k, e)` binds `k`,
/// `delta(i, j)` is 1 where i = j and 0 elsewhere. A place is counted from 0: an index, a whole number
/// (from the end where it is negative), or a sum of whole multiples of indices and a number,
/// `x[2*i + k - 1]`. How far an index runs is said by `IndexRanges`. Calls on whole tensors,
/// `softmax(z)[i]`, become quantities of their own (`lifted`).
struct IndexNotationReader {
  /// What calls on whole tensors are built with; a parameter of the author's function is known to it.
  var expressions: ExpressionBuilder
  /// The shapes of the tensors that may occur.
  var shapes: [String: Shape]
  /// Whether a function is read, so that nothing but its parameters may occur.
  var isFunction = false
  /// Calls on whole tensors: the names they got here, and their nodes.
  var lifted: [(name: String, node: Int, text: String)] = []
  private(set) var ranges = IndexRanges()

  var builder: ModelBuilder { expressions.builder }

  init(_ expressions: ExpressionBuilder, shapes: [String: Shape], isFunction: Bool = false) {
    self.expressions = expressions
    self.shapes = shapes
    self.isFunction = isFunction
  }

  /// Calls that index notation alone has.
  static let reservedCalls: Set<String> = ["sum", "delta", "T"]

  /// Whether a right-hand side has to be read this way: it has an entry with a name in its place, or
  /// a sum over an index.
  static func occurs(in syntax: Syntax) -> Bool {
    switch syntax {
    case .entry(_, let places, _):
      if places.contains(where: \.mentionsName) { return true }
    case .call("delta", _, _, _): return true
    default: if syntax.summation != nil { return true }
    }
    return syntax.children.contains { occurs(in: $0) }
  }

  /// The definition of a quantity or function.
  mutating func definition(_ statement: Statement) throws -> Definition {
    var bound: [String: Position] = [:]
    for name in statement.indices ?? [] {
      try checkIndex(name.text, at: name.position)
      guard bound[name.text] == nil else {
        throw ModelError(
          position: name.position, message: "the index '\(name.text)' stands twice on the left")
      }
      bound[name.text] = name.position
      ranges.bind(name.text, at: name.position)
    }
    let right = try lifting(statement.right, Set(bound.keys))
    try collect(right, bound)
    try ranges.solve()
    let indices = (statement.indices ?? []).compactMap { ranges.indices[$0.position] }
    let body = try read(right, bound)
    return Definition(indices, body.renamingShadowing(in: Set(bound.keys)))
  }

  // MARK: Indices

  private func checkIndex(_ name: String, at position: Position) throws {
    if shapes[name] != nil || builder.model.places[name] != nil {
      throw ModelError(
        position: position, message: "'\(name)' is a quantity and cannot be an index too",
        suggestion: "choose another letter for the index")
    }
    if let reason = ModelBuilder.reasonAgainst(name) {
      throw ModelError(position: position, message: reason)
    }
  }

  /// Tells the ranges of every index and every place.
  private mutating func collect(_ syntax: Syntax, _ bound: [String: Position]) throws {
    switch syntax {
    case .entry(.name(let tensor, _), let places, _):
      let shape = try shape(of: tensor, places, at: syntax.position)
      for (axis, syntax) in places.enumerated() {
        let place = try place(syntax, bound)
        if place.coefficients.isEmpty { continue }
        ranges.use(
          place, of: shown(tensor), axis: axis, shape,
          text: Syntax.entry(.name(shown(tensor), syntax.position), places, syntax.position).text,
          at: syntax.position)
      }
    case .call where syntax.summation != nil:
      guard let sum = syntax.summation else { return }
      var inner = bound
      for argument in sum.indices {
        guard case .name(let name, let position) = argument else {
          throw ModelError(
            position: argument.position, message: "found no index, expected a name such as 'k'")
        }
        try checkIndex(name, at: position)
        guard inner[name] == nil else {
          throw ModelError(
            position: position, message: "the index '\(name)' is already in use here",
            suggestion: "choose another letter")
        }
        inner[name] = position
        ranges.bind(name, at: position)
      }
      try collect(sum.body, inner)
    case .name(let name, let position): _ = try scalar(name, at: position, bound)
    case .call("delta", let arguments, _, _):
      for syntax in arguments { _ = try place(syntax, bound) }
    case .call(let name, let arguments, _, _) where builder.functions[name] != nil:
      // An own function may be handed a whole tensor.
      for argument in arguments {
        if case .name(let tensor, _) = argument, shapes[tensor] != nil { continue }
        try collect(argument, bound)
      }
    default: for child in syntax.children { try collect(child, bound) }
    }
  }

  func place(_ syntax: Syntax, _ bound: [String: Position]) throws -> IndexPlace {
    try IndexPlace(syntax, bound) { shapes[$0] != nil || builder.model.places[$0] != nil }
  }

  /// What an author calls a tensor: a call that got a name by what was typed.
  private func shown(_ tensor: String) -> String {
    lifted.first { $0.name == tensor }?.text ?? tensor
  }

  // MARK: Expressions

  mutating func read(_ syntax: Syntax, _ bound: [String: Position]) throws -> IndexExpression {
    switch syntax {
    case .number(let text, let position):
      guard let value = Rational(literal: text) else {
        throw ModelError(
          position: position, message: "'\(text)' is no decimal number of up to 15 digits")
      }
      return .number(value)
    case .name(let name, let position): return try scalar(name, at: position, bound)
    case .entry(let base, let places, let position):
      guard case .name(let name, _) = base else {
        throw ModelError(position: position, message: "only a quantity has entries")
      }
      return try entry(name, places, at: position, bound)
    case .negation(let inner, _): return .negated(try read(inner, bound))
    case .transpose(_, let position):
      throw ModelError(
        position: position, message: "'.T' has no meaning in index notation",
        suggestion: "exchange the indices")
    case .text(_, let position), .list(_, let position), .slice(_, _, _, let position),
      .ellipsis(let position):
      throw ModelError(
        position: position, message: "'\(syntax.text)' has no meaning in index notation")
    case .binary(let sign, let left, let right, let position):
      let (a, b) = (try read(left, bound), try read(right, bound))
      return try Self.binary(sign, a, b, at: position)
    case .call(let name, let arguments, let options, let position):
      if let option = options.first {
        throw ModelError(
          position: option.position, message: "no options in index notation",
          suggestion: name == "sum" ? "write 'sum(k, ...)' with the index to sum over" : nil)
      }
      switch name {
      case "sum": return try sum(syntax, at: position, bound)
      case "delta": return try delta(arguments, at: position, bound)
      default: return try call(name, arguments, at: position, bound)
      }
    }
  }

  private func scalar(
    _ name: String, at position: Position, _ bound: [String: Position]
  ) throws -> IndexExpression {
    if bound[name] != nil {
      throw ModelError(
        position: position, message: "the index '\(name)' stands where a number is expected",
        suggestion: "indices stand in brackets: 'z[\(name)]'")
    }
    guard let shape = shapes[name] else { throw try unknown(name, at: position) }
    guard shape.rank == 0 else {
      throw ModelError(
        position: position,
        message: "'\(shown(name))' has shape \(shape); in index notation it takes "
          + counted(shape.rank, "index"),
        suggestion:
          "write '\(shown(name))[\(["i", "j", "k", "l"].prefix(shape.rank).joined(separator: ", "))]'"
      )
    }
    return .element(Element(name, []))
  }

  private func entry(
    _ name: String, _ places: [Syntax], at position: Position, _ bound: [String: Position]
  ) throws -> IndexExpression {
    let shape = try shape(of: name, places, at: position)
    return .element(
      Element(
        name,
        try places.enumerated().map { axis, syntax in
          let place = try self.place(syntax, bound)
          guard place.coefficients.isEmpty else { return place.subscripted(ranges.indices) }
          let number = place.constant
          guard (-shape[axis]..<shape[axis]).contains(number) else {
            throw ModelError(
              position: syntax.position,
              message:
                "place \(number) on an axis of \(shape[axis]); places are counted from 0, as "
                + "in NumPy")
          }
          return .fixed(number < 0 ? number + shape[axis] : number)
        }))
  }

  private func shape(
    of name: String, _ places: [Syntax], at position: Position
  ) throws -> Shape {
    guard let shape = shapes[name] else { throw try unknown(name, at: position) }
    guard shape.rank == places.count else {
      throw ModelError(
        position: position,
        message: "'\(shown(name))' has shape \(shape) and takes \(counted(shape.rank, "index")), "
          + "not \(places.count)")
    }
    return shape
  }

  func unknown(_ name: String, at position: Position) throws -> ModelError {
    // A quantity outside a function's parameters, or one that is defined below.
    if isFunction, builder.model.places[name] != nil {
      return ModelError(
        position: position, message: "'\(name)' is no parameter of this function",
        suggestion: "hand it over as an argument")
    }
    do {
      _ = try builder.node(named: name, at: position)
    } catch var error as ModelError {
      if error.suggestion == nil || error.message.hasPrefix("there is no quantity") {
        error.suggestion = NearestNames.suggestion(
          for: name, among: Array(shapes.keys), otherwise: "there is")
      }
      return error
    }
    return ModelError(position: position, message: "there is no quantity '\(name)'")
  }

  private static func binary(
    _ sign: String, _ a: IndexExpression, _ b: IndexExpression, at position: Position
  ) throws -> IndexExpression {
    switch sign {
    case "+": return .plus([a, b])
    case "-": return .plus([a, .negated(b)])
    case "*": return .times([a, b])
    case "/":
      if b == .number(.zero) {
        throw ModelError(position: position, message: "division by 0")
      }
      return .quotient(a, b)
    case "**":
      if case .number(let exponent) = b { return .raised(a, exponent) }
      return .function(.exp, .times([b, .function(.log, a)]))
    default:
      throw ModelError(
        position: position, message: "'\(sign)' has no meaning in index notation",
        suggestion: "write the sum out: 'sum(k, a[i, k] * b[k, j])'")
    }
  }
}

extension Syntax {
  /// The indices of a sum over indices, and what is summed up; `nil` for anything else.
  var summation: (indices: [Syntax], body: Syntax)? {
    guard case .call("sum", let arguments, _, _) = self, arguments.count >= 2,
      let body = arguments.last
    else { return nil }
    return (arguments.dropLast(), body)
  }
}

extension Statement {
  /// The indices of the left side and of all sums over indices, in the order of the text.
  var indexNames: [Name] {
    func summed(_ syntax: Syntax) -> [Name] {
      let own = (syntax.summation?.indices ?? []).compactMap { index -> Name? in
        if case .name(let text, let position) = index {
          Name(text: text, position: position)
        } else {
          nil
        }
      }
      return own + syntax.children.flatMap(summed)
    }
    return (indices ?? []) + summed(right)
  }
}
