import Calculus
import IndexNotation
import MatrixNotation
import Problems
import Tensors

/// Derivatives as expressions of the model: `grad(L, w)`, `jacobian(f, x)`, `hessian(L, w)`.
extension ExpressionBuilder {
  static let derivatives: Set<String> = ["grad", "jacobian", "hessian"]

  /// The derivative of a quantity, as its closed form.
  mutating func derivative(
    _ name: String, _ arguments: [Syntax], at position: Position
  ) throws -> (node: Int, syntax: Syntax) {
    guard arguments.count == 2 else {
      throw ModelError(
        position: position,
        message:
          "\(name) takes 2 arguments, not \(arguments.count): of what, and by which quantity",
        suggestion: "as in '\(name)(L, w)'")
    }
    let of = try quantity(arguments[0], letter: name == "jacobian" ? "f" : "L")
    let target = try target(arguments[1], of: name)
    let shape = builder.model.nodes[of].shape
    guard name == "jacobian" || shape.count == 1 else {
      throw ModelError(
        position: arguments[0].position,
        message: "\(name) is of one number, and '\(arguments[0].text)' has shape \(shape)",
        suggestion: "say 'jacobian', or take a sum or a mean of it")
    }
    switch name {
    case "grad": return try gradient(of: of, by: target, at: position)
    case "hessian":
      let (node, syntax) = try gradient(of: of, by: target, at: position)
      let gradient = named(node, "g", syntax, at: position)
      return try jacobian(of: gradient, by: target, at: position)
    default: return try jacobian(of: of, by: target, at: position)
    }
  }

  /// A quantity of its own for what is differentiated.
  private mutating func quantity(_ syntax: Syntax, letter: String) throws -> Int {
    let (node, built) = try build(syntax)
    return named(node, letter, built, at: syntax.position)
  }

  private mutating func named(
    _ node: Int, _ letter: String, _ syntax: Syntax, at position: Position
  ) -> Int {
    if builder.model.nodes[node].name == nil {
      _ = builder.nameInner(node, letter: letter, syntax.moved(to: position))
    }
    return node
  }

  private mutating func target(_ syntax: Syntax, of name: String) throws -> Int {
    guard case .name = syntax else {
      throw ModelError(
        position: syntax.position,
        message: "\(name) differentiates by a quantity, and '\(syntax.text)' is no name of one")
    }
    let node = try build(syntax).node
    guard builder.model.nodes[node].name != nil else {
      throw ModelError(
        position: syntax.position, message: "'\(syntax.text)' is a number, not a quantity")
    }
    return node
  }

  private func name(_ node: Int) -> String { builder.model.nodes[node].name ?? "" }

  // MARK: Gradients

  private mutating func gradient(
    of loss: Int, by target: Int, at position: Position
  ) throws -> (node: Int, syntax: Syntax) {
    let shape = builder.model.nodes[target].shape
    guard builder.model.dependents(of: target)[loss] else {
      return try build(.call("zeros_like", [.name(name(target), position)], options: [], position))
    }
    let form = try closedForm(of: loss, by: target, at: position)
    let syntax = syntax(form, at: position)
    let (node, built) = try build(syntax, isOutermost: true)
    builder.noteDerivative(of: loss, by: target)
    if builder.model.nodes[node].shape == shape { return (node, built) }
    // A number stands for all entries.
    let ones = self.syntax(.ones(shape), at: position)
    return try build(.binary("*", syntax, ones, position), isOutermost: true)
  }

  private func syntax(_ form: MatrixForm, at position: Position) -> Syntax {
    Syntax.form(form, at: position) { [model = builder.model] name in
      model.places[name].map { model.nodes[$0].shape }
    }
  }

  /// The gradient without δ's.
  private func closedForm(
    of loss: Int, by target: Int, at position: Position
  ) throws -> MatrixForm {
    let names = Set(builder.model.places.keys)
    let failure: String
    do throws(Algebra.Failure) {
      let found = try MatrixDerivations(
        builder.model.matrixModel(facts: builder.facts), of: name(loss), targets: [name(target)],
        in: FormNames(quantities: names, deltas: []))
      if let derivation = found.derivations.first(where: { $0.withRespectTo == name(target) }) {
        return derivation.result
      }
      failure = found.unsaid[name(target)] ?? "it has no matrix notation"
    } catch {
      failure = error.description
    }
    throw ModelError(
      position: position,
      message: "the gradient of \(name(loss)) by \(name(target)) has no closed form: \(failure)")
  }

  // MARK: Jacobians

  /// A Jacobian that was asked for beside the model, as a quantity J.
  mutating func addJacobian(of quantity: Int, by target: Int, at position: Position) throws {
    let (node, syntax) = try jacobian(of: quantity, by: target, at: position)
    let own = builder.model.nodes[node].name == nil ? node : try builder.model.addCopy(of: node)
    _ = builder.nameInner(
      own, letter: "J", syntax.moved(to: position),
      text: "jacobian(\(name(quantity)), \(name(target)))")
  }

  /// The gradients of the entries, one after the other.
  private mutating func jacobian(
    of quantity: Int, by target: Int, at position: Position
  ) throws -> (node: Int, syntax: Syntax) {
    let (shape, other) = (builder.model.nodes[quantity].shape, builder.model.nodes[target].shape)
    if shape.rank == 0 { return try gradient(of: quantity, by: target, at: position) }
    let (node, syntax) = try jacobianExpression(of: quantity, by: target, at: position)
    let whole = Shape(shape.dimensions + other.dimensions)
    precondition(builder.model.nodes[node].shape == whole, "a Jacobian of another shape")
    builder.noteJacobian(node, of: quantity, by: target)
    return (node, syntax)
  }

  private mutating func jacobianExpression(
    of quantity: Int, by target: Int, at position: Position
  ) throws -> (node: Int, syntax: Syntax) {
    let (shape, other) = (builder.model.nodes[quantity].shape, builder.model.nodes[target].shape)
    if let form = jacobianForm(of: quantity, by: target) {
      return try build(syntax(form, at: position), isOutermost: true)
    }
    guard shape.count <= Self.mostRows else {
      throw ModelError(
        position: position,
        message:
          "the Jacobian of \(name(quantity)) by \(name(target)) has no closed form in matrix "
          + "notation, and \(shape.count) rows are too many to write out")
    }
    let whole = Syntax.name(name(quantity), position)
    var rows: [Syntax] = []
    for offset in 0..<shape.count {
      let places = shape.position(at: offset).map { Syntax.number(String($0), position) }
      let entry = try self.quantity(.entry(whole, places, position), letter: name(quantity))
      rows.append(try gradient(of: entry, by: target, at: position).syntax)
    }
    let stacked = Syntax.list(rows, position)
    if shape.rank == 1 { return try build(stacked, isOutermost: true) }
    let lengths = (shape.dimensions + other.dimensions).map { Syntax.number(String($0), position) }
    return try build(
      .call("reshape", [stacked, .list(lengths, position)], options: [], position),
      isOutermost: true)
  }

  /// So many rows of a Jacobian are written out one by one at most.
  private static let mostRows = 32

  /// The Jacobian of a vector by a vector in matrix notation, where it has one: the gradient of v · f
  /// is Jᵀ v for every v.
  private func jacobianForm(of quantity: Int, by target: Int) -> MatrixForm? {
    let (shape, other) = (builder.model.nodes[quantity].shape, builder.model.nodes[target].shape)
    guard shape.rank == 1, other.rank == 1, builder.model.dependents(of: target)[quantity] else {
      return nil
    }
    var model = builder.model
    // No author can write these names.
    model.addGiven("the weights", shape: shape)
    do {
      let weights = model.nodes.count - 1
      let loss = try model.addDot(weights, quantity)
      model.name(loss, "the weighted sum")
      let names = Set(model.places.keys)
      return try MatrixDerivations.linearForm(
        model.matrixModel(facts: builder.facts), of: "the weighted sum", by: name(target),
        in: "the weights", names: FormNames(quantities: names, deltas: []))
    } catch {
      // It is written out row by row then.
      return nil
    }
  }
}
