import IndexNotation
import Tensors

/// A model in the author's own operations: what each quantity is, in matrix notation where it has
/// one.
public struct MatrixModel {
  /// The algebra all its expressions belong to.
  public let algebra: Algebra
  /// In an order in which each comes after what it is computed from.
  public private(set) var quantities: [Quantity] = []
  private var places: [String: Int] = [:]
  /// What is known of the givens. The algebra learns of it when all is read: y^2 is y where every
  /// entry is 0 or 1, but its slope is another.
  private var facts: [MatrixExpression: Set<MatrixFact>] = [:]

  /// A given or computed quantity.
  public struct Quantity {
    /// As the model calls it.
    public let name: String
    /// Its name as an expression.
    public let symbol: MatrixExpression
    /// What it is computed as.
    public let body: Body
  }

  /// How a quantity comes by its value.
  public enum Body {
    case given
    case expression(MatrixExpression)
    /// It has no matrix notation, because of this; and what it is computed from.
    case unsaid(because: String, inputs: [String])
  }

  /// A model without quantities.
  public init(_ algebra: Algebra) { self.algebra = algebra }

  /// The quantity of that name.
  public subscript(name: String) -> Quantity? { places[name].map { quantities[$0] } }

  /// Adds a value that the author supplies.
  public mutating func addGiven(_ name: String, _ shape: Shape, facts: Set<MatrixFact> = []) {
    add(name, shape, .given, facts)
  }

  /// Adds a quantity that is computed from others.
  public mutating func add(
    _ name: String, _ shape: Shape, _ body: Body, _ facts: Set<MatrixFact> = []
  ) {
    let symbol = algebra.quantity(name, shape)
    if !facts.isEmpty { self.facts[symbol] = facts }
    places[name] = quantities.count
    quantities.append(Quantity(name: name, symbol: symbol, body: body))
  }

  /// The quantities that depend on some of these, themselves included.
  func quantitiesFrom(_ sources: Set<String>) -> Set<String> {
    var found = sources
    for quantity in quantities {
      let inputs: [String]
      switch quantity.body {
      case .given: inputs = []
      case .expression(let body): inputs = body.symbols.compactMap { $0.symbol?.name }
      case .unsaid(_, let names): inputs = names
      }
      if inputs.contains(where: found.contains) { found.insert(quantity.name) }
    }
    return found
  }

  /// An expression with entries that were picked one by one put together.
  public func joined(_ expression: MatrixExpression) -> MatrixExpression {
    algebra.joinsEntries = true
    defer { algebra.joinsEntries = false }
    return algebra.folded(expression)
  }

  /// Lets the algebra know the definitions, to fold them back. Once, when all are added.
  ///
  /// - Parameter names: the quantities whose names may stand for their definitions; `nil` for all.
  public func define(only names: Set<String>? = nil) {
    algebra.facts = facts
    for quantity in quantities {
      guard case .expression(let body) = quantity.body else { continue }
      algebra.define(
        quantity.symbol, as: body, folds: names?.contains(quantity.name) ?? true)
    }
  }
}

extension Algebra {
  /// Takes a quantity's definition: as it is, and with the definitions before it folded back.
  func define(_ quantity: MatrixExpression, as body: MatrixExpression, folds isFolded: Bool) {
    definitions.define(quantity, as: body)
    if isFolded {
      folds = true
      let shorter = folded(body)
      folds = false
      // The algebra reads the definitions that there are while new ones are worked out.
      var known = definitions
      known.register(body, quantity, self)
      if shorter !== body { known.register(shorter, quantity, self) }
      definitions = known
    }
    infer(quantity, from: body)
    addIdleMasks(quantity, body)
  }

  /// Facts that follow from how a quantity is defined.
  private func infer(_ quantity: MatrixExpression, from body: MatrixExpression) {
    var found = facts[quantity] ?? []
    if body.rank == 2, body.shape[0] == body.shape[1],
      withoutFolding({ transpose(body) }) === body
    {
      found.insert(.symmetric)
    }
    if body.rank == 2, withoutFolding({ hasOrthonormalColumns(body) }) {
      found.insert(.orthonormalColumns)
    }
    switch withoutFolding({ definiteness(of: body) }) {
    case .definite: found.insert(.positiveDefinite)
    case .notNegative where body.rank == 2: found.insert(.positiveSemidefinite)
    case .notNegative, .unknown: break
    }
    if isPositive(body) { found.insert(.positive) }
    if isNeverNegative(body) { found.insert(.notNegative) }
    if case .apply(let function, _) = body.node, function.sumsToOne {
      found.insert(.lastAxisSumsToOne)
    }
    if !found.isEmpty { facts[quantity] = found }
  }

  private func addIdleMasks(_ quantity: MatrixExpression, _ body: MatrixExpression) {
    guard let single = body.single,
      case .apply(let function, let arguments) = single.expression.node,
      let cases = function.fixedWhere?(self, arguments)
    else { return }
    for found in cases {
      let value = scaled(single.coefficient, found.otherwise)
      folds = true
      let masks = [found.mask, folded(found.mask)]
      folds = false
      for mask in Set(masks) where mask.isComparison {
        definitions.idle[mask, default: []].append(.init(quantity: quantity, value: value))
      }
    }
    if single.coefficient == .one, function.fixedWhere != nil, arguments.count == 1 {
      // The mask in terms of the result: H > 0.
      let mask = greater(quantity, zero())
      definitions.idle[mask, default: []].append(
        .init(quantity: quantity, value: zero(quantity.shape)))
    }
  }

  /// An expression in which of the computed quantities only these stand by name.
  func inNames(
    _ names: Set<String>, _ expression: MatrixExpression
  ) -> MatrixExpression {
    var expression = expression
    while failure == nil {
      let values = Dictionary(
        uniqueKeysWithValues: expression.symbols.compactMap { symbol in
          names.contains(symbol.symbol?.name ?? "") || symbol.symbol?.kind != .quantity
            ? nil : definitions.bodies[symbol].map { (symbol, $0) }
        })
      if values.isEmpty { break }
      expression = replacing(values, in: expression)
    }
    return expression
  }
}
