import Calculus
import IndexNotation
import Problems
import Tensors

/// Reads a right-hand side in index notation: `z[i] / (1 + exp(-z[i]))`.
///
/// Names with brackets are entries of tensors, names without are scalars; `sum(k, e)` binds `k`,
/// `delta(i, j)` is 1 where i = j and 0 elsewhere. An index runs over the axis that it stands at;
/// it has to be equally long everywhere.
struct IndexNotationReader {
  let builder: ModelBuilder
  /// The shapes of the tensors that may occur.
  let shapes: [String: Shape]

  /// Calls that index notation alone has.
  static let reservedCalls: Set<String> = ["sum", "delta", "T"]

  /// Whether a right-hand side has to be read this way: it has an entry whose place is a name, or
  /// a sum over an index.
  static func occurs(in syntax: Syntax) -> Bool {
    switch syntax {
    case .entry(_, let places, _):
      if places.contains(where: { if case .name = $0 { true } else { false } }) { return true }
    case .call(let name, let arguments, _, _):
      if name == "delta" || (name == "sum" && arguments.count >= 2) { return true }
    default: break
    }
    return syntax.children.contains { occurs(in: $0) }
  }

  /// The definition of a quantity or function.
  func definition(_ statement: Statement) throws -> Definition {
    var bound: [String: Index] = [:]
    var indices: [Index] = []
    for name in statement.indices ?? [] {
      try checkIndex(name.text, at: name.position)
      guard bound[name.text] == nil else {
        throw ModelError(
          position: name.position, message: "the index '\(name.text)' stands twice on the left")
      }
      let index = try index(name.text, at: name.position, in: [statement.right])
      bound[name.text] = index
      indices.append(index)
    }
    return Definition(indices, try read(statement.right, bound))
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

  /// The index with the range of the axes it stands at; all of them have to be equally long.
  private func index(_ name: String, at position: Position, in bodies: [Syntax]) throws -> Index {
    var uses: [(range: Int, text: String, position: Position)] = []
    for body in bodies { try collect(name, in: body, &uses) }
    guard let first = uses.first else {
      throw ModelError(
        position: position, message: "nothing says how far the index '\(name)' runs",
        suggestion: "use it in an entry, as in 'z[\(name)]'")
    }
    if let other = uses.first(where: { $0.range != first.range }) {
      throw ModelError(
        position: other.position,
        message: "the index '\(name)' runs over \(first.range) places in \(first.text), "
          + "but over \(other.range) in \(other.text)",
        suggestion: "use two indices")
    }
    return Index(name, range: first.range)
  }

  private func collect(
    _ name: String, in syntax: Syntax,
    _ uses: inout [(range: Int, text: String, position: Position)]
  ) throws {
    switch syntax {
    case .entry(.name(let tensor, _), let places, _):
      let shape = try shape(of: tensor, places, at: syntax.position)
      for (axis, place) in places.enumerated() {
        if case .name(name, let position) = place {
          uses.append((shape[axis], "\(tensor) (axis \(axis + 1) of \(shape))", position))
        }
      }
      return
    case .call("sum", let arguments, _, _) where arguments.count >= 2:
      let binds = arguments.dropLast().contains {
        if case .name(name, _) = $0 { true } else { false }
      }
      if binds {
        throw ModelError(
          position: syntax.position, message: "the index '\(name)' is already in use here",
          suggestion: "choose another letter")
      }
    default: break
    }
    for child in syntax.children { try collect(name, in: child, &uses) }
  }

  // MARK: Expressions

  private func read(_ syntax: Syntax, _ bound: [String: Index]) throws -> IndexExpression {
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
    case .binary(let sign, let left, let right, let position):
      return try binary(sign, read(left, bound), read(right, bound), at: position)
    case .call(let name, let arguments, let options, let position):
      if let option = options.first {
        throw ModelError(
          position: option.position, message: "no options in index notation",
          suggestion: name == "sum" ? "write 'sum(k, ...)' with the index to sum over" : nil)
      }
      return try call(name, arguments, at: position, bound)
    }
  }

  private func scalar(
    _ name: String, at position: Position, _ bound: [String: Index]
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
        message: "'\(name)' has shape \(shape); in index notation it takes "
          + counted(shape.rank, "index"),
        suggestion:
          "write '\(name)[\(["i", "j", "k", "l"].prefix(shape.rank).joined(separator: ", "))]'")
    }
    return .element(Element(name, []))
  }

  private func entry(
    _ name: String, _ places: [Syntax], at position: Position, _ bound: [String: Index]
  ) throws -> IndexExpression {
    _ = try shape(of: name, places, at: position)
    return .element(
      Element(
        name,
        try places.map { place in
          guard case .name(let index, let position) = place else {
            throw ModelError(
              position: place.position,
              message: "found no index, expected a name such as 'i' between the brackets")
          }
          guard let known = bound[index] else {
            throw ModelError(
              position: position, message: "the index '\(index)' is free: the left side lacks it",
              suggestion: "write it on the left too, or sum over it: 'sum(\(index), ...)'")
          }
          return .index(known)
        }))
  }

  private func shape(
    of name: String, _ places: [Syntax], at position: Position
  ) throws -> Shape {
    guard let shape = shapes[name] else { throw try unknown(name, at: position) }
    guard shape.rank == places.count else {
      throw ModelError(
        position: position,
        message: "'\(name)' has shape \(shape) and takes \(counted(shape.rank, "index")), "
          + "not \(places.count)")
    }
    return shape
  }

  private func unknown(_ name: String, at position: Position) throws -> ModelError {
    // A quantity outside a function's parameters, or one that is defined below.
    if builder.model.places[name] != nil {
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

  private func binary(
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

  // MARK: Calls

  private func call(
    _ name: String, _ arguments: [Syntax], at position: Position, _ bound: [String: Index]
  ) throws -> IndexExpression {
    switch name {
    case "sum": return try sum(arguments, at: position, bound)
    case "delta": return try delta(arguments, at: position, bound)
    default: break
    }
    if let own = builder.functions[name] {
      return try call(own, arguments, at: position, bound)
    }
    guard let function = catalogueFunction(named: name), name.first?.isLetter == true else {
      throw builder.unknownFunction(name, at: position)
    }
    var values = try arguments.map { try read($0, bound) }
    guard values.count == function.parameters.count else {
      throw ModelError(
        position: position,
        message: "\(name)(\(function.parameters.joined(separator: ", "))) takes "
          + "\(counted(function.parameters.count, "argument")), not \(values.count)")
    }
    if function.takesNumberLast, case .number = values[0] { values.reverse() }
    guard let definition = scalarDefinition(of: function, values) else {
      throw ModelError(
        position: position, message: "\(name) works on whole tensors, not on single entries",
        suggestion: "compute it on a line of its own, without indices")
    }
    return definition
  }

  private func sum(
    _ arguments: [Syntax], at position: Position, _ bound: [String: Index]
  ) throws -> IndexExpression {
    guard arguments.count >= 2, let body = arguments.last else {
      throw ModelError(
        position: position, message: "sum takes the index to sum over and what to sum up",
        suggestion: "write 'sum(k, ...)'")
    }
    var inner = bound
    var indices: [Index] = []
    for argument in arguments.dropLast() {
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
      let index = try index(name, at: position, in: [body])
      inner[name] = index
      indices.append(index)
    }
    return indices.reversed().reduce(try read(body, inner)) { .sum(over: $1, $0) }
  }

  private func delta(
    _ arguments: [Syntax], at position: Position, _ bound: [String: Index]
  ) throws -> IndexExpression {
    let indices = arguments.compactMap { argument -> Index? in
      if case .name(let name, _) = argument { bound[name] } else { nil }
    }
    guard arguments.count == 2, indices.count == 2 else {
      throw ModelError(
        position: position, message: "delta takes two indices", suggestion: "write 'delta(i, j)'")
    }
    guard indices[0].range == indices[1].range else {
      throw ModelError(
        position: position,
        message: "delta of '\(indices[0].name)', which runs over \(indices[0].range) places, and "
          + "'\(indices[1].name)', which runs over \(indices[1].range)")
    }
    return .deltaOf(.index(indices[0]), .index(indices[1]))
  }

  /// A function of the author's that takes single numbers.
  private func call(
    _ own: ModelBuilder.AuthorFunction, _ arguments: [Syntax], at position: Position,
    _ bound: [String: Index]
  ) throws -> IndexExpression {
    let statement = own.statement
    let names = (statement.parameters ?? []).map(\.text)
    guard names.count == arguments.count else {
      throw ModelError(
        position: position,
        message: "\(statement.name)(\(names.joined(separator: ", "))) takes "
          + "\(counted(names.count, "argument")), not \(arguments.count)")
    }
    guard !own.isIndexNotation else {
      throw ModelError(
        position: position,
        message: "\(statement.name) works on whole tensors, not on single entries",
        suggestion: "compute it on a line of its own, without indices")
    }
    let values = try arguments.map { try read($0, bound) }
    let inner = IndexNotationReader(
      builder: builder, shapes: Dictionary(names.map { ($0, .scalar) }) { first, _ in first })
    let body = try inner.read(statement.right, [:])
    return body.replacing { element in names.firstIndex(of: element.tensor).map { values[$0] } }
  }
}
