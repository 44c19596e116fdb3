import Calculus
import Problems
import Tensors

/// Calls on whole tensors within index notation: `softmax(z)[i]`, `x[i] / sum(x)`. Each is built in
/// array notation, gets a name as an inner call does there, and stands in the expression by it.
extension IndexNotationReader {
  /// The same with names in place of calls on whole tensors.
  /// - Parameter bound: the indices in reach.
  mutating func lifting(_ syntax: Syntax, _ bound: Set<String>) throws -> Syntax {
    switch syntax {
    case .entry(let base, let places, let position):
      guard case .call(let name, _, _, _) = base else { return syntax }
      if let index = base.firstName(among: bound) {
        throw ModelError(
          position: position,
          message: "the index '\(index)' stands in a call of \(name), which is on whole tensors",
          suggestion: "pick the entry behind the call, as in '\(name)(...)[\(index)]'")
      }
      return .entry(try lift(base), places, position)
    case .negation(let inner, let position):
      return .negation(try lifting(inner, bound), position)
    case .binary(let sign, let left, let right, let position):
      return .binary(sign, try lifting(left, bound), try lifting(right, bound), position)
    case .call("delta", _, _, _): return syntax
    case .call(let name, let arguments, let options, let position):
      if let sum = syntax.summation {
        var inner = bound
        for case .name(let index, _) in sum.indices { inner.insert(index) }
        return .call(
          name, sum.indices + [try lifting(sum.body, inner)], options: options, position)
      }
      if isOnWholeTensors(syntax, bound), isFunction(name) { return try lift(syntax) }
      // What an own function is handed whole may be computed; a bare name is a tensor already.
      let isOwn = builder.functions[name] != nil
      let handed = try arguments.map { argument in
        if isOwn, isOnWholeTensors(argument, bound) { return try lift(argument) }
        return try lifting(argument, bound)
      }
      return .call(name, handed, options: options, position)
    default: return syntax
    }
  }

  private func isFunction(_ name: String) -> Bool {
    builder.functions[name] != nil
      || (catalogueFunction(named: name) != nil && name.first?.isLetter == true)
  }

  /// Whether a tensor stands in it whole, and no index.
  private func isOnWholeTensors(_ syntax: Syntax, _ bound: Set<String>) -> Bool {
    syntax.firstName(among: bound) == nil && mentionsWhole(syntax)
  }

  private func mentionsWhole(_ syntax: Syntax) -> Bool {
    switch syntax {
    case .name(let name, _): shapes[name].map { $0.rank > 0 } ?? false
    case .entry(.name, _, _): false
    default: syntax.children.contains { mentionsWhole($0) }
    }
  }

  /// Builds something without indices in array notation, and names it.
  private mutating func lift(_ syntax: Syntax) throws -> Syntax {
    if case .name = syntax { return syntax }
    if let known = lifted.first(where: { $0.text == syntax.text }) {
      return .name(known.name, syntax.position)
    }
    try checkNames(in: syntax)
    let (node, built) = try expressions.build(syntax)
    if expressions.builder.model.nodes[node].name == nil {
      _ = expressions.builder.nameInner(node, letter: "u", built)
    }
    return .name(take(node, syntax.text), syntax.position)
  }

  /// The name that a node has here: its own or, within a function, that of one more parameter beside
  /// those that the author named.
  mutating func take(_ node: Int, _ text: String) -> String {
    if let known = lifted.first(where: { $0.node == node }) { return known.name }
    let own = builder.model.nodes[node].name ?? "u"
    var name = own
    var number = 1
    while isFunction && shapes[name] != nil {
      number += 1
      name = "\(own)\(number)"
    }
    shapes[name] = builder.model.nodes[node].shape
    lifted.append((name, node, text))
    return name
  }

  /// Whether a name is a quantity's here, not that of a parameter that an entry is put in for.
  func isQuantity(_ name: String) -> Bool {
    !isFunction || expressions.parameters[name] != nil || lifted.contains { $0.name == name }
  }

  /// The node of a quantity, and what it is called in the model.
  func whole(_ name: Syntax) throws -> (node: Int, syntax: Syntax) {
    if case .name(let text, let position) = name,
      let call = lifted.first(where: { $0.name == text })
    {
      let own = builder.model.nodes[call.node].name ?? text
      return (call.node, .name(own, position))
    }
    var builder = expressions
    return try builder.build(name)
  }

  private func checkNames(in syntax: Syntax) throws {
    if case .name(let name, let position) = syntax {
      if shapes[name] == nil { throw try unknown(name, at: position) }
      guard isQuantity(name) else {
        throw ModelError(
          position: position,
          message: "'\(name)' is an entry where this function is called, not a quantity",
          suggestion: "only quantities can be handed on to functions of whole tensors")
      }
    }
    for child in syntax.children { try checkNames(in: child) }
  }
}

extension Syntax {
  /// Whether a name occurs, other than a function's.
  var mentionsName: Bool {
    if isNewAxis { return false }
    if case .name = self { return true }
    if case .slice = self { return false }
    return children.contains(where: \.mentionsName)
  }

  /// The first of these names that occurs.
  fileprivate func firstName(among names: Set<String>) -> String? {
    if case .name(let name, _) = self { return names.contains(name) ? name : nil }
    return children.lazy.compactMap { $0.firstName(among: names) }.first
  }
}
