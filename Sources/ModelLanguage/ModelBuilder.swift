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
  public private(set) var model = Model()
  /// What was wrong, in the order it was found.
  public private(set) var errors: [ModelError] = []
  /// The right-hand side of every computed quantity, in terms of quantities; one that is written in
  /// index notation has none. Calls that got names stand in it by their names, and places are
  /// counted from 0, never from the end.
  public private(set) var rightSides: [String: Syntax] = [:]
  /// The right-hand side of every computed quantity as the author typed it.
  public private(set) var texts: [String: String] = [:]
  /// Where each name was defined; a given has no place in the model.
  private var definedAt: [String: Position?] = [:]
  /// Where the model defines each computed quantity; a call that got a name, where it stands.
  public var definitions: [String: Position] { definedAt.compactMapValues { $0 } }
  /// Names whose statement failed.
  private var broken: Set<String> = []
  private(set) var functions: [String: AuthorFunction] = [:]
  /// Names that statements further down define, for a better message.
  private var later: [String: Position] = [:]

  /// The author's own function, kept as written: its shapes are known only where it is called.
  struct AuthorFunction {
    let statement: Statement
    /// Whether its right side speaks of entries (`z[i]`) or of whole tensors (`z`).
    let isIndexNotation: Bool
  }

  /// A mistake in a statement that was already reported where it was made.
  struct AlreadyReported: Error {}

  /// A model of givens alone.
  public init(givens: [(name: String, shape: Shape)]) {
    for given in givens {
      model.addGiven(given.name, shape: given.shape)
      definedAt[given.name] = .some(nil)
    }
  }

  /// Adds statements in their order; what is wrong with them is added to `errors`.
  public mutating func add(_ statements: [Statement]) {
    for statement in statements where later[statement.name] == nil {
      later[statement.name] = statement.position
    }
    for statement in statements {
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
    model.name(try unnamed(node, for: statement), statement.name)
    definedAt[statement.name] = statement.position
    texts[statement.name] = statement.text
  }

  /// A node that can take the name: `p = q` and `p = 2` get one of their own.
  private mutating func unnamed(_ node: Int, for statement: Statement) throws -> Int {
    if case .constant = model.nodes[node].operation {
      throw ModelError(
        position: statement.right.position,
        message: "\(statement.name) is a number, not computed from anything",
        suggestion: "put it under 'given'")
    }
    guard model.nodes[node].name != nil else { return node }
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
        !IndexNotationReader.reservedCalls.contains(name)
      {
        throw unknownFunction(name, at: position)
      }
    }
    for child in syntax.children { try checkCalls(in: child, of: statement) }
  }

  private mutating func indexNotation(_ statement: Statement) throws -> Int {
    var shapes: [String: Shape] = [:]
    for (name, place) in model.places { shapes[name] = model.nodes[place].shape }
    let reader = IndexNotationReader(builder: self, shapes: shapes)
    let definition = try reader.definition(statement)
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
    if catalogueFunction(named: name) != nil || IndexNotationReader.reservedCalls.contains(name) {
      return "'\(name)' is a reserved word: it is a function of the model language"
    }
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

  func node(named name: String, at position: Position) throws -> Int {
    if let place = model.places[name] { return place }
    if broken.contains(name) { throw AlreadyReported() }
    if let line = later[name]?.line {
      throw ModelError(
        position: position,
        message: "'\(name)' is used before line \(line) of the model defines it",
        suggestion: "move its definition up")
    }
    if functions[name] != nil || catalogueFunction(named: name) != nil {
      throw ModelError(
        position: position, message: "'\(name)' is a function, and is not called here",
        suggestion: "write '\(name)(...)'")
    }
    throw ModelError(
      position: position, message: "there is no quantity '\(name)'",
      suggestion: NearestNames.suggestion(
        for: name, among: Array(model.places.keys), otherwise: "there is"))
  }

  func unknownFunction(_ name: String, at position: Position) -> ModelError {
    if let line = later[name]?.line {
      return ModelError(
        position: position,
        message: "'\(name)' is used before line \(line) of the model defines it",
        suggestion: "move its definition up")
    }
    let names =
      catalogue.map(\.name).filter { $0.first?.isLetter == true } + functions.keys
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

  mutating func addConstant(_ value: Rational) -> Int { model.addConstant(value) }

  /// Names a call that stands inside another expression; `S` for softmax, with a number behind it
  /// where that is taken.
  mutating func nameInner(_ node: Int, letter: String, _ rightSide: Syntax) -> String {
    var name = letter
    var number = 1
    while definedAt[name] != nil || later[name] != nil || broken.contains(name) {
      number += 1
      name = "\(letter)\(number)"
    }
    model.name(node, name)
    definedAt[name] = rightSide.position
    rightSides[name] = rightSide
    texts[name] = rightSide.text
    return name
  }
}
