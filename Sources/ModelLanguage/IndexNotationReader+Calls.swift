import Calculus
import IndexNotation
import Problems
import Tensors

/// Calls within index notation: of what index notation alone has, and of functions on single numbers.
extension IndexNotationReader {
  mutating func call(
    _ name: String, _ arguments: [Syntax], at position: Position, _ bound: [String: Position]
  ) throws -> IndexExpression {
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

  mutating func sum(
    _ syntax: Syntax, at position: Position, _ bound: [String: Position]
  ) throws -> IndexExpression {
    guard let sum = syntax.summation else {
      throw ModelError(
        position: position, message: "sum takes the index to sum over and what to sum up",
        suggestion: "write 'sum(k, ...)'")
    }
    var inner = bound
    var indices: [Index] = []
    for case .name(let name, let position) in sum.indices {
      inner[name] = position
      if let index = ranges.indices[position] { indices.append(index) }
    }
    return indices.reversed().reduce(try read(sum.body, inner)) { .sum(over: $1, $0) }
  }

  func delta(
    _ arguments: [Syntax], at position: Position, _ bound: [String: Position]
  ) throws -> IndexExpression {
    let error = ModelError(
      position: position, message: "delta takes two indices", suggestion: "write 'delta(i, j)'")
    guard arguments.count == 2, arguments.contains(where: \.mentionsName) else { throw error }
    let places = try arguments.map { try place($0, bound).subscripted(ranges.indices) }
    if let left = places[0].index, let right = places[1].index, left.range != right.range {
      throw ModelError(
        position: position,
        message: "delta of '\(left.name)', which runs over \(left.range) places, and "
          + "'\(right.name)', which runs over \(right.range)")
    }
    return .deltaOf(places[0], places[1])
  }

  /// A function of the author's that takes single numbers.
  private mutating func call(
    _ own: ModelBuilder.AuthorFunction, _ arguments: [Syntax], at position: Position,
    _ bound: [String: Position]
  ) throws -> IndexExpression {
    let statement = own.statement
    let names = (statement.parameters ?? []).map(\.text)
    guard names.count == arguments.count else {
      throw ModelError(
        position: position,
        message: "\(statement.name)(\(names.joined(separator: ", "))) takes "
          + "\(counted(names.count, "argument")), not \(arguments.count)")
    }
    guard (statement.indices ?? []).isEmpty else {
      throw ModelError(
        position: position,
        message: "\(statement.name) works on whole tensors, not on single entries",
        suggestion: "hand it whole tensors and pick the entry behind it, as in "
          + "'\(statement.name)(\(names.joined(separator: ", ")))"
          + "[\((statement.indices ?? []).map(\.text).joined(separator: ", "))]'")
    }
    // A quantity stays a tensor; anything else is put in.
    var tensors: [String: String] = [:]
    var values: [String: IndexExpression] = [:]
    var inside: [String: Shape] = [:]
    var within = ExpressionBuilder(builder: builder)
    for (name, argument) in zip(names, arguments) {
      if case .name(let tensor, _) = argument, let shape = shapes[tensor], isQuantity(tensor) {
        tensors[name] = tensor
        inside[name] = shape
        within.parameters[name] = try whole(argument)
      } else {
        values[name] = try read(argument, bound)
        inside[name] = .scalar
      }
    }
    var inner = IndexNotationReader(within, shapes: inside, isFunction: true)
    let body: IndexExpression
    do {
      body = try inner.definition(statement).body
    } catch var error as ModelError {
      error.suggestion = error.suggestion ?? "it is called on line \(position.line)"
      throw error
    }
    expressions.builder = inner.builder
    for call in inner.lifted { tensors[call.name] = take(call.node, call.text) }
    let replaced = body.replacing { element in
      values[element.tensor]
        ?? tensors[element.tensor].map { .element(Element($0, element.subscripts)) }
    }
    guard replaced.isWithin(depth: Self.greatestDepth, size: Self.greatestSize) else {
      throw ModelError(
        position: position,
        message: "written out, this call has more than \(Self.greatestSize) parts",
        suggestion: "compute it on a line of its own")
    }
    return replaced
  }

  /// How large an expression may be with the author's functions written out.
  private static let greatestSize = 4_000
  private static let greatestDepth = 60
}
