import IndexNotation
import MatrixNotation
import Tensors

extension Model {
  /// The model in matrix notation, each quantity in terms of those it is computed from directly.
  ///
  /// - Parameters:
  ///   - facts: what is known of the givens.
  ///   - names: the quantities whose names may stand for their definitions; `nil` for all.
  public func matrixModel(facts: [String: [Fact]], in names: Set<String>? = nil) -> MatrixModel {
    matrixModel(facts: facts, in: names, rules: .standard)
  }

  /// The model in matrix notation, under other rules.
  package func matrixModel(
    facts: [String: [Fact]], in names: Set<String>? = nil, rules: MatrixRules
  ) -> MatrixModel {
    let algebra = Algebra(
      recognising: catalogue.compactMap(\.matrixFunction), logarithm: Log.matrix, rules: rules)
    var model = MatrixModel(algebra)
    var expressions: [MatrixExpression?] = []
    for (place, node) in nodes.enumerated() {
      let expression: MatrixExpression?
      switch node.operation {
      case .given: expression = nil
      case .constant(let number):
        expression = algebra.number(number)
        if !number.isInteger { algebra.decimals.insert(number) }
      case .apply(let function, let arguments):
        let known = arguments.compactMap { expressions[$0] }
        expression =
          known.count == arguments.count ? function.expression(known, in: algebra) : nil
      }
      guard let name = node.name else {
        expressions.append(expression)
        continue
      }
      expressions.append(algebra.quantity(name, node.shape))
      if case .given = node.operation {
        model.addGiven(
          name, node.shape, facts: Set((facts[name] ?? []).flatMap(\.inMatrixNotation)))
      } else if let expression {
        model.add(name, node.shape, .expression(model.joined(expression)))
      } else {
        model.add(
          name, node.shape,
          .unsaid(
            because: "\(name) has no matrix notation",
            inputs: directInputs(of: place).compactMap { nodes[$0].name }))
      }
    }
    model.define(only: names)
    return model
  }
}

extension Fact {
  /// What it says of whole tensors.
  var inMatrixNotation: [MatrixFact] {
    switch self {
    case .lastAxisSumsToOne: [.lastAxisSumsToOne, .notNegative]
    case .lastAxisIsOneHot: [.lastAxisSumsToOne, .zeroOrOne]
    case .symmetric: [.symmetric]
    case .positive: [.positive, .notNegative]
    case .orthogonal: [.orthonormalColumns]
    case .positiveDefinite: [.positiveDefinite, .symmetric]
    case .zeroOrOne: [.zeroOrOne]
    }
  }
}
