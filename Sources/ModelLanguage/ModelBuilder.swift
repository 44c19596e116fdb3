import Calculus
import IndexNotation
import Problems
import Tensors

/// Turns the statements of a model into its graph, checking names, arguments and shapes.
///
/// Errors are collected, at most one for each statement; a quantity whose statement failed is not
/// complained about again where it is used.
public struct ModelBuilder {
  /// The graph so far.
  public internal(set) var model = Model()
  /// What was wrong, in the order it was found.
  public private(set) var errors: [ModelError] = []
  /// The right-hand side of every computed quantity, in terms of quantities; one that is written in
  /// index notation has none. Calls that got names stand in it by their names, and places are
  /// counted from 0, never from the end.
  public private(set) var rightSides: [String: Syntax] = [:]
  /// The right-hand side of every computed quantity as the author typed it.
  public private(set) var texts: [String: String] = [:]
  /// What the author's comments say of computed quantities.
  public private(set) var comments: [String: String] = [:]
  /// Where each name was defined; a given has no place in the model.
  private var definedAt: [String: Position?] = [:]
  /// Where the model defines each computed quantity; a call that got a name, where it stands.
  public var definitions: [String: Position] { definedAt.compactMapValues { $0 } }
  /// Names whose statement failed.
  private var broken: Set<String> = []
  private(set) var functions: [String: AuthorFunction] = [:]
  /// Names that statements further down define, for a better message.
  private var later: [String: Position] = [:]
  /// The name that is being defined.
  private var current: String?
  /// The indices of all statements: no call gets the name of one.
  private var indexNames: Set<String> = []

  /// The author's own function, kept as written: its shapes are known only where it is called.
  struct AuthorFunction {
    let statement: Statement
    /// Whether its right side speaks of entries (`z[i]`) or of whole tensors (`z`).
    let isIndexNotation: Bool
  }

  /// What is known of the givens.
  let facts: [String: [Fact]]
  /// The gradients that stand in the model as quantities, each by its loss and what it is taken by, in
  /// order.
  public private(set) var derivatives: [(of: Int, withRespectTo: Int)] = []
  /// The Jacobians that stand in the model, each with its place.
  public private(set) var jacobians: [(node: Int, of: Int, withRespectTo: Int)] = []
  /// Functions that a reader of the model has beside the model's, for a better message.
  private var otherFunctions: [String] = []

  /// A mistake in a statement that was already reported where it was made.
  struct AlreadyReported: Error {}

  /// A model of givens alone.
  public init(givens: [(name: String, shape: Shape)], facts: [String: [Fact]] = [:]) {
    self.facts = facts
    for given in givens {
      model.addGiven(given.name, shape: given.shape)
      definedAt[given.name] = .some(nil)
    }
  }

  /// The value of a right-hand side on tensors.
  ///
  /// - Parameters:
  ///   - firstPlace: what the first place of an axis is called; with 1 a slice ends with its last
  ///     place.
  ///   - otherFunctions: functions that there are beside the model's, for a better message.
  /// - Throws: `ModelError` where it cannot be computed.
  public static func value(
    of syntax: Syntax, on givens: [String: Tensor], firstPlace: Int = 0,
    otherFunctions: [String] = []
  ) throws(ModelError) -> Tensor {
    let names = givens.sorted { $0.key < $1.key }
    var builder = ModelBuilder(givens: names.map { ($0.key, $0.value.shape) })
    builder.otherFunctions = otherFunctions
    var expression = ExpressionBuilder(builder: builder, firstPlace: firstPlace)
    do {
      let node = try expression.build(syntax, isOutermost: true).node
      return expression.builder.model.forward(givens)[node]
    } catch let error as ModelError {
      throw error
    } catch {
      preconditionFailure("\(error) in an expression by itself")
    }
  }

  /// Adds the Jacobian of a quantity as a quantity of its own.
  /// - Throws: `ModelError` where it has no form.
  public mutating func addJacobian(of quantity: Int, by target: Int) throws(ModelError) {
    let position = Position(line: 1, column: 1)
    var expression = ExpressionBuilder(builder: self)
    do {
      try expression.addJacobian(of: quantity, by: target, at: position)
    } catch let error as ModelError {
      throw error
    } catch {
      preconditionFailure("\(error) in a Jacobian")
    }
    self = expression.builder
  }

  /// Adds statements in their order; what is wrong with them is added to `errors`.
  public mutating func add(_ statements: [Statement]) {
    for statement in statements where later[statement.name] == nil {
      later[statement.name] = statement.position
    }
    for statement in statements { indexNames.formUnion(statement.indexNames.map(\.text)) }
    for statement in statements {
      current = statement.name
      do {
        try add(statement)
      } catch let error as ModelError {
        errors.append(error)
        broken.insert(statement.name)
      } catch {
        broken.insert(statement.name)
      }
      later[statement.name] = nil
    }
    current = nil
  }

  // MARK: Statements

  private mutating func add(_ statement: Statement) throws {
    try checkName(statement.name, at: statement.position)
    let isIndexNotation =
      statement.indices != nil || IndexNotationReader.occurs(in: statement.right)
    if let parameters = statement.parameters {
      try define(statement, parameters: parameters, isIndexNotation: isIndexNotation)
      return
    }
    let node: Int
    if isIndexNotation {
      node = try indexNotation(statement)
    } else {
      var expression = ExpressionBuilder(builder: self)
      let built = try expression.build(statement.right, isOutermost: true)
      self = expression.builder
      node = built.node
      rightSides[statement.name] = built.syntax
    }
    model.name(try unnamed(node), statement.name)
    definedAt[statement.name] = statement.position
    texts[statement.name] = statement.text
    if !statement.comment.isEmpty { comments[statement.name] = statement.comment }
  }

  /// A node that can take the name: `p = q` and `p = 2` get one of their own.
  private mutating func unnamed(_ node: Int) throws -> Int {
    if case .apply = model.nodes[node].operation, model.nodes[node].name == nil { return node }
    return try model.addCopy(of: node)
  }

  private mutating func define(
    _ statement: Statement, parameters: [Statement.Name], isIndexNotation: Bool
  ) throws {
    var seen: Set<String> = []
    for parameter in parameters {
      guard seen.insert(parameter.text).inserted else {
        throw ModelError(
          position: parameter.position, message: "the parameter '\(parameter.text)' stands twice")
      }
    }
    if let index = statement.indexNames.first(where: { seen.contains($0.text) }) {
      throw ModelError(
        position: index.position,
        message: "'\(index.text)' is a parameter and cannot be an index too",
        suggestion: "choose another letter for the index")
    }
    let function = AuthorFunction(statement: statement, isIndexNotation: isIndexNotation)
    try checkCalls(in: statement.right, of: statement)
    functions[statement.name] = function
    definedAt[statement.name] = statement.position
  }

  /// A function may call those before it, never itself.
  private func checkCalls(in syntax: Syntax, of statement: Statement) throws {
    if case .call(let name, _, _, let position) = syntax {
      if name == statement.name {
        throw ModelError(
          position: position, message: "the definition of '\(name)' calls itself",
          suggestion: "a function is defined by functions that stand above it")
      }
      if functions[name] == nil, catalogueFunction(named: name) == nil,
        composition(named: name) == nil,
        !IndexNotationReader.reservedCalls.contains(name), !ExpressionBuilder.sizes.contains(name),
        !ExpressionBuilder.derivatives.contains(name)
      {
        throw unknownFunction(name, at: position)
      }
    }
    for child in syntax.children { try checkCalls(in: child, of: statement) }
  }

  private mutating func indexNotation(_ statement: Statement) throws -> Int {
    var shapes: [String: Shape] = [:]
    for (name, place) in model.places { shapes[name] = model.nodes[place].shape }
    var reader = IndexNotationReader(ExpressionBuilder(builder: self), shapes: shapes)
    let definition = try reader.definition(statement)
    self = reader.builder
    var used: [String] = []
    for element in definition.body.elements where !used.contains(element.tensor) {
      used.append(element.tensor)
    }
    let arguments = used.compactMap { model.places[$0] }
    let function = DefinedFunction(
      name: statement.name, parameters: used, shapes: arguments.map { model.nodes[$0].shape },
      definition: definition, summary: statement.text)
    do {
      return try model.add(function, arguments)
    } catch {
      throw ModelError(
        position: statement.position, message: error.message, suggestion: error.suggestion)
    }
  }

  // MARK: Names

  private func checkName(_ name: String, at position: Position) throws {
    if let first = definedAt[name] {
      let origin = first.map { "on line \($0.line) of the model" } ?? "as a given"
      throw ModelError(
        position: position, message: "'\(name)' is defined twice, first \(origin)",
        suggestion: "choose another name")
    }
    if broken.contains(name) { throw AlreadyReported() }
    if let reason = Self.reasonAgainst(name) {
      throw ModelError(position: position, message: reason, suggestion: "choose another name")
    }
  }

  /// Why a quantity may not have this name; `nil` if it may.
  public static func reasonAgainst(_ name: String) -> String? {
    let digits: ClosedRange<Character> = "0"..."9"
    let isPlain = name.allSatisfy {
      ("a"..."z").contains($0) || ("A"..."Z").contains($0) || digits.contains($0) || $0 == "_"
    }
    guard isPlain, let first = name.first, !digits.contains(first), name.count <= 40 else {
      return "'\(name)' cannot name a quantity: a name has up to 40 letters a-z or A-Z, digits "
        + "and '_', and begins with no digit"
    }
    return nil
  }

  /// Whether there is, or will be, something of that name.
  func knows(_ name: String) -> Bool {
    definedAt[name] != nil || later[name] != nil || broken.contains(name)
  }

  /// Whether the name is a quantity's.
  func isQuantity(_ name: String) -> Bool { model.places[name] != nil }

  func node(named name: String, at position: Position) throws -> Int {
    if let place = model.places[name] { return place }
    if broken.contains(name) { throw AlreadyReported() }
    if name == current {
      throw ModelError(
        position: position, message: "the definition of '\(name)' mentions itself",
        suggestion: "a quantity is computed from those above it")
    }
    if let line = later[name]?.line {
      throw ModelError(
        position: position,
        message: "'\(name)' is used before line \(line) of the model defines it",
        suggestion: "move its definition up")
    }
    if functions[name] != nil || catalogueFunction(named: name) != nil
      || composition(named: name) != nil
    {
      throw ModelError(
        position: position, message: "'\(name)' is a function, and is not called here",
        suggestion: "write '\(name)(...)'")
    }
    throw ModelError(
      position: position, message: "there is no quantity '\(name)'",
      suggestion: NearestNames.suggestion(
        for: name, among: Array(model.places.keys), otherwise: "there is"))
  }

  func unknownFunction(_ name: String, at position: Position) -> any Error {
    if broken.contains(name) { return AlreadyReported() }
    if let line = later[name]?.line {
      return ModelError(
        position: position,
        message: "'\(name)' is used before line \(line) of the model defines it",
        suggestion: "move its definition up")
    }
    let names = catalogueNames + compositionNames + functions.keys + otherFunctions
    return ModelError(
      position: position, message: "there is no function '\(name)'",
      suggestion: NearestNames.suggestion(for: name, among: names, otherwise: "there are"))
  }

  // MARK: Nodes, for the readers of right-hand sides

  mutating func addNode(
    _ function: any Function, _ arguments: [Int], at position: Position
  ) throws -> Int {
    guard model.nodes.count < Self.nodeLimit else {
      throw ModelError(
        position: position, message: "the model has more than \(Self.nodeLimit) operations")
    }
    do {
      return try model.add(function, arguments)
    } catch {
      throw ModelError(
        position: position, message: error.message, suggestion: error.suggestion)
    }
  }

  /// How many operations a model may have, those of expanded functions included.
  static let nodeLimit = 2_000

  /// Notes that a gradient is a quantity of the model.
  mutating func noteDerivative(of loss: Int, by target: Int) {
    if !derivatives.contains(where: { $0 == (loss, target) }) { derivatives.append((loss, target)) }
  }

  /// Notes that a Jacobian stands in the model.
  mutating func noteJacobian(_ node: Int, of quantity: Int, by target: Int) {
    jacobians.append((node, quantity, target))
  }

  mutating func addConstant(_ value: Rational) -> Int { model.addConstant(value) }

  /// Names a call that stands inside another expression; `S` for softmax, with a number behind it
  /// where that is taken.
  mutating func nameInner(
    _ node: Int, letter: String, _ rightSide: Syntax, text: String? = nil
  ) -> String {
    var name = letter
    var number = 1
    while knows(name) || indexNames.contains(name) {
      number += 1
      name = "\(letter)\(number)"
    }
    model.name(node, name)
    definedAt[name] = rightSide.position
    rightSides[name] = rightSide
    texts[name] = text ?? rightSide.text
    return name
  }
}
