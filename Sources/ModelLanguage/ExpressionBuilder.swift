import Calculus
import IndexNotation
import Problems
import Tensors

/// Turns a right-hand side in array notation (`x @ W + b`) into nodes of the graph and the same
/// right-hand side in terms of quantities, for documents.
struct ExpressionBuilder {
  var builder: ModelBuilder
  /// What the parameters of the author's function that is being expanded stand for.
  var parameters: [String: (node: Int, syntax: Syntax)] = [:]

  /// What the first place of an axis is called.
  let firstPlace: Int

  /// The compositions whose lines are being built: within them their names are the catalogue's.
  var composing: Set<String> = []

  init(builder: ModelBuilder, firstPlace: Int = 0) {
    self.builder = builder
    self.firstPlace = firstPlace
  }

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
      if !builder.knows(name), let constant = namedConstant(name) {
        return (try builder.addNode(constant, [], at: position), syntax)
      }
      return (try builder.node(named: name, at: position), syntax)
    case .text(let text, let position):
      throw ModelError(
        position: position, message: "found the text \"\(text)\", expected a quantity or a number")
    case .slice(_, _, _, let position), .ellipsis(let position):
      throw ModelError(position: position, message: "a slice stands between brackets: 'x[1:]'")
    case .list(let elements, let position):
      let built = try elements.map { try build($0) }
      guard !built.isEmpty else {
        throw ModelError(position: position, message: "the list is empty")
      }
      return (
        try add(list().taking(built.count), built.map(\.node), at: position),
        .list(built.map(\.syntax), position)
      )
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

  func constant(_ node: Int) -> Rational? {
    if case .constant(let value) = builder.model.nodes[node].operation { value } else { nil }
  }

  private mutating func apply(
    _ name: String, _ arguments: [Int], at position: Position
  ) throws -> Int {
    guard let function = catalogueFunction(named: name) else {
      throw builder.unknownFunction(name, at: position)
    }
    return try add(function, arguments, at: position)
  }

  /// Adds a call; of an argument that has to be a truth value and is none it is asked whether it is
  /// 0.
  private mutating func add(
    _ function: any Function, _ arguments: [Int], at position: Position
  ) throws -> Int {
    var arguments = arguments
    for place in function.truthValues where !isTruthValue(arguments[place]) {
      arguments[place] = try apply(
        "!=", [arguments[place], builder.addConstant(.zero)], at: position)
    }
    return try builder.addNode(function, arguments, at: position)
  }

  private func isTruthValue(_ node: Int) -> Bool {
    switch builder.model.nodes[node].operation {
    case .apply(let function, let arguments):
      function.givesTruthValues(of: arguments.map(isTruthValue))
    case .constant(let value): value == .zero || value == .one
    case .given: false
    }
  }

  private mutating func binary(
    _ sign: String, _ left: Syntax, _ right: Syntax, at position: Position
  ) throws -> (node: Int, syntax: Syntax) {
    let (a, builtLeft) = try build(left)
    let (b, builtRight) = try build(right)
    let built = Syntax.binary(sign, builtLeft, builtRight, position)
    if let x = constant(a), let y = constant(b) {
      guard let folded = Self.fold(sign, x, y) else {
        // In prose it is worked as it is.
        if firstPlace == 1 { return (try apply(sign, [a, b], at: position), built) }
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
  static func fold(_ sign: String, _ a: Rational, _ b: Rational) -> Rational? {
    switch sign {
    case "+": a.adding(b)
    case "-": a.adding(Rational(-b.numerator, b.denominator))
    case "*": a.multiplied(by: b)
    case "/": b == .zero ? nil : a.multiplied(by: Rational(b.denominator, b.numerator))
    case "**": b.isInteger && !(a == .zero && b < .zero) ? a.raised(to: b.numerator) : nil
    default: nil
    }
  }

  // MARK: Calls

  private mutating func call(
    _ name: String, _ arguments: [Syntax], _ options: [Syntax.Option], at position: Position,
    isOutermost: Bool
  ) throws -> (node: Int, syntax: Syntax) {
    if let own = builder.functions[name] {
      return try call(own, arguments, options, at: position, isOutermost: isOutermost)
    }
    if builder.isQuantity(name) {
      throw ModelError(
        position: position, message: "'\(name)' is a quantity of this model, and is not called",
        suggestion: "give the quantity another name to call the function")
    }
    if Self.sizes.contains(name),
      let size = try optionValue(of: .call(name, arguments, options: options, position))?.integer
    {
      return number(size, at: position)
    }
    if Self.derivatives.contains(name) {
      if let option = options.first {
        throw ModelError(
          position: option.position, message: "\(name) has no option '\(option.name)'")
      }
      return try derivative(name, arguments, at: position)
    }
    if !composing.contains(name), let composition = composition(named: name) {
      return try call(composition, name, arguments, options, at: position)
    }
    guard let known = catalogueFunction(named: name), known.isNamed else {
      throw builder.unknownFunction(name, at: position)
    }
    let call = try self.call(name, known, arguments, options, at: position)
    let function: any Function
    do throws(OptionError) {
      function = try known.configured(with: call.settings).taking(call.arguments.count)
    } catch {
      throw ModelError(
        position: call.options.first?.position ?? position, message: error.message)
    }
    let built = try call.arguments.map { try build($0.value) }
    var nodes = built.map(\.node)
    if function.takesNumberLast, constant(nodes[0]) != nil { nodes.reverse() }
    let node = try add(function, nodes, at: position)
    let shown = built.map(\.syntax)
    return named(
      node,
      call.shown(
        name, known.calling == .list ? [.list(shown, position)] : shown, at: position), function,
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
    var inside = ExpressionBuilder(builder: builder)
    inside.parameters = Dictionary(zip(names, built)) { first, _ in first }
    var reader = IndexNotationReader(
      inside, shapes: Dictionary(zip(names, shapes)) { first, _ in first }, isFunction: true)
    let definition: Definition
    do {
      definition = try reader.definition(statement)
    } catch var error as ModelError {
      error.suggestion =
        error.suggestion ?? "it is called on line \(position.line) with shapes "
        + shapes.map(\.description).joined(separator: ", ")
      throw error
    }
    builder = reader.builder
    let function = DefinedFunction(
      name: statement.name, parameters: names + reader.lifted.map(\.name),
      shapes: shapes + reader.lifted.map { builder.model.nodes[$0.node].shape },
      definition: definition, summary: statement.text)
    let nodes = built.map(\.node) + reader.lifted.map(\.node)
    let node = try builder.addNode(function, nodes, at: position)
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
