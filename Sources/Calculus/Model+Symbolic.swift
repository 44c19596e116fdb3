import IndexNotation
import Tensors

extension Model {
  /// What an entry of a named quantity is, in terms of the quantities it is computed from directly;
  /// `nil` for a given, and where no formula gives the entries of a part of it, as of an inverse.
  public func definition(of node: Int) -> Definition? {
    guard case .apply(let function, let arguments) = nodes[node].operation,
      let definition = function.entryFormula(arguments.map { nodes[$0].shape }),
      arguments.allSatisfy(hasEntries)
    else { return nil }
    return Definition(
      definition.indices,
      substituting(
        arguments, for: function.parameters, in: definition.body, under: definition.indices))
  }

  /// Whether an entry of a node is a name's, a number's, or given by a formula.
  private func hasEntries(_ node: Int) -> Bool {
    if nodes[node].name != nil { return true }
    guard case .apply(let function, let arguments) = nodes[node].operation else { return true }
    return function.entryFormula(arguments.map { nodes[$0].shape }) != nil
      && arguments.allSatisfy(hasEntries)
  }

  /// The model on shorter axes, as a derivation engine can check it; `nil` where nothing becomes
  /// shorter, or where a function does not take shorter axes.
  public func symbolicTwin(facts: [String: [Fact]]) -> SymbolicModel? {
    let axes = ShortAxes(of: nodes.map(\.shape))
    if axes.changeNothing { return nil }
    var twin = Model()
    for node in nodes {
      switch node.operation {
      case .given:
        guard let name = node.name else { return nil }
        twin.addGiven(name, shape: axes(node.shape))
        continue
      case .constant(let value): _ = twin.addConstant(value)
      case .apply(let function, let arguments):
        let small = function.shortened(axes, arguments.map { nodes[$0].shape })
        do throws(ShapeMismatch) {
          let place = try twin.add(small, arguments)
          guard twin.nodes[place].shape == axes(node.shape) else { return nil }
        } catch {
          // It does not take shorter axes: that is what was asked.
          return nil
        }
      }
      if let name = node.name { twin.name(twin.nodes.count - 1, name) }
    }
    return twin.symbolic(facts: facts)
  }

  /// The model as the derivation engine reads it.
  ///
  /// - Parameter facts: what is known of the givens.
  public func symbolic(facts: [String: [Fact]]) -> SymbolicModel {
    SymbolicModel(
      nodes.indices.compactMap { place in
        guard let name = nodes[place].name else { return nil }
        guard case .apply(let function, let arguments) = nodes[place].operation else {
          return SymbolicQuantity(
            name, shape: nodes[place].shape.dimensions, facts: facts[name] ?? [])
        }
        let shapes = arguments.map { nodes[$0].shape }
        guard let definition = definition(of: place) else {
          return SymbolicQuantity(
            name, shape: nodes[place].shape.dimensions,
            inputs: directInputs(of: place).compactMap { nodes[$0].name })
        }
        return SymbolicQuantity(
          name, shape: nodes[place].shape.dimensions, definition: definition,
          facts: function.resultFacts,
          identities: function.identities(shapes, result: Model.result).map { identity in
            func side(_ expression: IndexExpression) -> IndexExpression {
              substituting(
                arguments, for: function.parameters, in: expression, under: identity.indices
              ).replacing {
                $0.tensor == Model.result ? .element(Element(name, $0.subscripts)) : nil
              }
            }
            return Identity(identity.indices, side(identity.left), equals: side(identity.right))
          })
      })
  }

  /// What a function's identities call its result, until the parameters are replaced: a quantity
  /// may have the name of one of them.
  private static let result = "the result"

  /// Puts the arguments' entries in place of the parameters'.
  /// - Parameter indices: the indices of the whole. A sum that comes in with an argument gets
  ///   another index where its own has a meaning there already.
  private func substituting(
    _ arguments: [Int], for parameters: [String], in expression: IndexExpression,
    under indices: [Index]
  ) -> IndexExpression {
    expression.replacing { element in
      parameters.firstIndex(of: element.tensor).map { place in
        entry(of: arguments[place], at: element.subscripts)
      }
    }.renamingShadowing(in: Set(indices.map(\.name)))
  }

  private func entry(of node: Int, at subscripts: [Subscript]) -> IndexExpression {
    if let name = nodes[node].name { return .element(Element(name, subscripts)) }
    if case .constant(let number) = nodes[node].operation { return .number(number) }
    guard let definition = definition(of: node) else {
      preconditionFailure("a given without a name at \(node)")
    }
    return definition.body(at: subscripts)
  }
}

/// A function of the catalogue applied to single numbers, in index notation; `nil` where it takes
/// no scalars, or is about more entries than one.
public func scalarDefinition(
  of function: any Function, _ arguments: [IndexExpression]
) -> IndexExpression? {
  guard !(function is any AxisReduction) else { return nil }
  let shapes = arguments.map { _ in Shape.scalar }
  do {
    guard try function.resultShape(shapes) == .scalar else { return nil }
  } catch {
    // It does not take scalars: that is what was asked.
    return nil
  }
  return function.entryFormula(shapes)?.body.replacing { element in
    function.parameters.firstIndex(of: element.tensor).map { arguments[$0] }
  }
}
