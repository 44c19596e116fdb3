import Calculus
import IndexNotation
import Problems
import Tensors

/// Turns a right-hand side in array notation (`x @ W + b`) into nodes of the graph and the same
/// right-hand side in terms of quantities, for documents.
struct ExpressionBuilder {
  var builder: ModelBuilder
  /// What the parameters of the author's function that is being expanded stand for.
  private var parameters: [String: (node: Int, syntax: Syntax)] = [:]

  init(builder: ModelBuilder) { self.builder = builder }

  mutating func build(
    _ syntax: Syntax, isOutermost: Bool = false
  ) throws -> (node: Int, syntax: Syntax) {
    switch syntax {
    case .number(let text, let position):
      guard let value = Rational(literal: text) else {
        throw ModelError(
          position: position, message: "'\(text)' is no decimal number of up to 15 digits",
          suggestion: "put it under 'given'")
      }
      return (builder.addConstant(value), syntax)
    case .name(let name, let position):
      if let parameter = parameters[name] { return parameter }
      return (try builder.node(named: name, at: position), syntax)
    case .negation(let inner, let position):
      let (node, built) = try build(inner)
      if let value = constant(node) {
        return (
          builder.addConstant(Rational(-value.numerator, value.denominator)),
          .negation(built, position)
        )
      }
      return (try apply("negate", [node], at: position), .negation(built, position))
    case .transpose(let inner, let position):
      let (node, built) = try build(inner)
      return (try apply(".T", [node], at: position), .transpose(built, position))
    case .binary(let sign, let left, let right, let position):
      return try binary(sign, left, right, at: position)
    case .entry(let base, let places, let position):
      return try entry(of: base, places, at: position)
    case .call(let name, let arguments, let options, let position):
      return try call(name, arguments, options, at: position, isOutermost: isOutermost)
    }
  }

  private func constant(_ node: Int) -> Rational? {
    if case .constant(let value) = builder.model.nodes[node].operation { value } else { nil }
  }

  private mutating func apply(
    _ name: String, _ arguments: [Int], at position: Position
  ) throws -> Int {
    guard let function = catalogueFunction(named: name) else {
      throw builder.unknownFunction(name, at: position)
    }
    return try builder.addNode(function, arguments, at: position)
  }

  private mutating func binary(
    _ sign: String, _ left: Syntax, _ right: Syntax, at position: Position
  ) throws -> (node: Int, syntax: Syntax) {
    let (a, builtLeft) = try build(left)
    let (b, builtRight) = try build(right)
    let built = Syntax.binary(sign, builtLeft, builtRight, position)
    if let x = constant(a), let y = constant(b) {
      guard let folded = Self.fold(sign, x, y) else {
        throw ModelError(
          position: position, message: "'\(sign)' of these two numbers is no exact fraction",
          suggestion: "put the result under 'given'")
      }
      return (builder.addConstant(folded), built)
    }
    if sign == "**", let exponent = constant(b) {
      return (try builder.addNode(power(exponent: exponent), [a], at: position), built)
    }
    return (try apply(sign, [a, b], at: position), built)
  }

  /// Exact arithmetic on two numbers of the model; `nil` where the result is no fraction of
  /// machine integers.
  private static func fold(_ sign: String, _ a: Rational, _ b: Rational) -> Rational? {
    switch sign {
    case "+": a.adding(b)
    case "-": a.adding(Rational(-b.numerator, b.denominator))
    case "*": a.multiplied(by: b)
    case "/": b == .zero ? nil : a.multiplied(by: Rational(b.denominator, b.numerator))
    case "**": b.isInteger && !(a == .zero && b < .zero) ? a.raised(to: b.numerator) : nil
    default: nil
    }
  }

  /// Picking by fixed places, counted from 0 (from the end where negative), as NumPy does.
  private mutating func entry(
    of base: Syntax, _ places: [Syntax], at position: Position
  ) throws -> (node: Int, syntax: Syntax) {
    let (node, built) = try build(base)
    let shape = builder.model.nodes[node].shape
    let numbers = try places.enumerated().map { axis, place in
      switch place {
      case .number(let text, let position):
        guard let value = Int(text) else {
          throw ModelError(position: position, message: "found '\(text)', expected an integer")
        }
        return value
      case .negation(.number(let text, _), _):
        guard let value = Int(text), axis < shape.rank else { fallthrough }
        return shape[axis] - value
      default:
        throw ModelError(
          position: place.position,
          message: "found no integer, expected a place counted from 0, as in '\(base.text)[0]'")
      }
    }
    return (
      try builder.addNode(Calculus.entry(at: numbers), [node], at: position),
      .entry(built, zip(numbers, places).map { .number(String($0), $1.position) }, position)
    )
  }

  // MARK: Calls

  private mutating func call(
    _ name: String, _ arguments: [Syntax], _ options: [Syntax.Option], at position: Position,
    isOutermost: Bool
  ) throws -> (node: Int, syntax: Syntax) {
    if let own = builder.functions[name] {
      return try call(own, arguments, options, at: position, isOutermost: isOutermost)
    }
    guard let known = catalogueFunction(named: name), name.first?.isLetter == true else {
      throw builder.unknownFunction(name, at: position)
    }
    try checkCount(name, known.parameters, arguments, at: position)
    let function: any Function
    do {
      function = try known.configured(
        with: Dictionary(options.map { ($0.name, $0.value) }) { first, _ in first })
    } catch {
      throw ModelError(position: options.first?.position ?? position, message: error.message)
    }
    let built = try arguments.map { try build($0) }
    var nodes = built.map(\.node)
    if function.takesNumberLast, constant(nodes[0]) != nil { nodes.reverse() }
    let node = try builder.addNode(function, nodes, at: position)
    return named(
      node, .call(name, built.map(\.syntax), options: options, position), function,
      isOutermost: isOutermost)
  }

  private mutating func call(
    _ own: ModelBuilder.AuthorFunction, _ arguments: [Syntax], _ options: [Syntax.Option],
    at position: Position, isOutermost: Bool
  ) throws -> (node: Int, syntax: Syntax) {
    let statement = own.statement
    let names = (statement.parameters ?? []).map(\.text)
    try checkCount(statement.name, names, arguments, at: position)
    if let option = options.first {
      throw ModelError(
        position: option.position, message: "\(statement.name) has no option '\(option.name)'")
    }
    let built = try arguments.map { try build($0) }
    let call = Syntax.call(statement.name, built.map(\.syntax), options: [], position)
    guard own.isIndexNotation else {
      let outer = parameters
      parameters = Dictionary(zip(names, built)) { first, _ in first }
      defer { parameters = outer }
      return (try build(statement.right).node, call)
    }
    let shapes = built.map { builder.model.nodes[$0.node].shape }
    let reader = IndexNotationReader(
      builder: builder, shapes: Dictionary(zip(names, shapes)) { first, _ in first })
    let definition: Definition
    do {
      definition = try reader.definition(statement)
    } catch var error as ModelError {
      error.suggestion =
        error.suggestion ?? "it is called on line \(position.line) with shapes "
        + shapes.map(\.description).joined(separator: ", ")
      throw error
    }
    let function = DefinedFunction(
      name: statement.name, parameters: names, shapes: shapes, definition: definition,
      summary: statement.text)
    let node = try builder.addNode(function, built.map(\.node), at: position)
    return named(node, call, function, isOutermost: isOutermost)
  }

  /// A call that deserves a name gets one where it stands inside another expression.
  private mutating func named(
    _ node: Int, _ call: Syntax, _ function: any Function, isOutermost: Bool
  ) -> (node: Int, syntax: Syntax) {
    guard let letter = function.resultLetter, !isOutermost else { return (node, call) }
    return (node, .name(builder.nameInner(node, letter: letter, call), call.position))
  }

  private func checkCount(
    _ name: String, _ parameters: [String], _ arguments: [Syntax], at position: Position
  ) throws {
    guard parameters.count != arguments.count else { return }
    throw ModelError(
      position: position,
      message: "\(name)(\(parameters.joined(separator: ", "))) takes "
        + "\(counted(parameters.count, "argument")), not \(arguments.count)")
  }
}
