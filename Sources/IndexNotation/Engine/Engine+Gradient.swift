extension Engine {
  /// Longest product of local derivatives that is written out at once.
  static let longestChain = 5

  /// What has been derived so far, in the order it was asked for.
  struct Found {
    var derivations: [Derivation] = []
    private var places: [[String]: Int] = [:]

    subscript(kind: Derivation.Kind, of: String, withRespectTo: String) -> Derivation? {
      places[[kind.rawValue, of, withRespectTo]].map { derivations[$0] }
    }

    mutating func add(_ derivation: Derivation) {
      places[[derivation.kind.rawValue, derivation.of.tensor, derivation.withRespectTo.tensor]] =
        derivations.count
      derivations.append(derivation)
    }
  }

  /// The quantities whose definition mentions this one and that the loss depends on.
  func consumers(of name: String, onTheWayTo loss: String) -> [String] {
    var needed: Set<String> = [loss]
    for quantity in model.quantities.reversed() where needed.contains(quantity.name) {
      needed.formUnion(quantity.definition?.body.tensors ?? [])
    }
    return model.quantities.filter {
      needed.contains($0.name) && $0.definition?.body.mentions(tensor: name) == true
    }.map(\.name)
  }

  /// Derives the gradient of a loss, with everything it needs on the way: local derivatives, and
  /// the gradients of quantities where several paths meet.
  func gradient(
    of loss: String, withRespectTo variable: String, _ found: inout Found
  ) throws(DerivationError) {
    if found[.total, loss, variable] != nil { return }
    guard let target = model[variable] else { throw .noPath(of: loss, withRespectTo: variable) }
    let paths = try paths(of: loss, to: variable, &found)

    var names = IndexNames(taken: Set(model.quantities.map(\.name)))
    let indices = names.indices(for: target.shape, .target)
    let of = Element(loss, [])
    let withRespectTo = Element(variable, indices.map { .index($0) })
    var lines = DerivationLines(.total, of: of, withRespectTo: withRespectTo)
    let context = RuleContext(
      model: model, quantity: nil, freeNames: Set(indices.map(\.name)))

    if paths.count == 1, paths[0].count == 1 {
      let local = paths[0][0]
      let map = zip(local.withRespectTo.indices, withRespectTo.subscripts).map { ($0, $1) }
      let result = local.result.substituting(Dictionary(map) { first, _ in first })
      try lines.add(Reason.onlyWay, result)
      found.add(
        Derivation(
          kind: .total, of: of, withRespectTo: withRespectTo, steps: lines.steps, cases: [],
          isSimplified: true))
      return
    }
    var terms: [IndexExpression] = []
    for path in paths {
      var names = names
      terms.append(product(of: path, indices, &names))
    }
    let product = terms.count == 1 ? terms[0] : .addition(terms)
    try lines.add(Reason.chainRule, product)
    try simplify(&lines, context)
    if lines.current == product, product.tidied.ordered != product {
      let hasZero = product.contains { $0 == .zero }
      try lines.add(
        hasZero ? Reason.leaveOutZero : Reason.writeAsOneProduct, product.tidied.ordered)
    }
    let isSimplified =
      lines.current.size < product.tidied.size || product.contains { $0 == .zero }
    found.add(
      Derivation(
        kind: .total, of: of, withRespectTo: withRespectTo, steps: lines.steps, cases: [],
        isSimplified: isSimplified))
  }

  /// Every path from the variable to the loss, as derivatives whose product it is, from the loss
  /// back. A path ends early where the gradient of a quantity on it is known.
  private func paths(
    of loss: String, to variable: String, _ found: inout Found
  ) throws(DerivationError) -> [[Derivation]] {
    let first = consumers(of: variable, onTheWayTo: loss)
    if first.isEmpty { throw .noPath(of: loss, withRespectTo: variable) }
    var paths: [[Derivation]] = []
    for consumer in first {
      var path = [try local(consumer, withRespectTo: variable, &found)]
      var current = consumer
      while current != loss {
        let next = consumers(of: current, onTheWayTo: loss)
        if found[.total, loss, current] == nil,
          next.count == 1, path.count < Engine.longestChain
        {
          path.append(try local(next[0], withRespectTo: current, &found))
          current = next[0]
        } else {
          try gradient(of: loss, withRespectTo: current, &found)
          if let known = found[.total, loss, current] { path.append(known) }
          current = loss
        }
      }
      paths.append(path.reversed())
    }
    return paths
  }

  func local(
    _ name: String, withRespectTo variable: String, _ found: inout Found
  ) throws(DerivationError) -> Derivation {
    if let known = found[.local, name, variable] { return known }
    let derivation = try local(name, withRespectTo: variable)
    found.add(derivation)
    return derivation
  }

  /// The product of a path's results, with new indices in between, summed over them.
  private func product(
    of path: [Derivation], _ target: [Index], _ names: inout IndexNames
  ) -> IndexExpression {
    var outer: [Index] = []
    var sums: [Index] = []
    var factors: [IndexExpression] = []
    for (place, derivation) in path.enumerated() {
      let isLast = place == path.count - 1
      let shape = derivation.withRespectTo.indices.map(\.range)
      let inner = isLast ? target : names.indices(for: shape, .between)
      var map: [Index: Subscript] = [:]
      for (old, new) in zip(derivation.of.indices, outer) { map[old] = .index(new) }
      for (old, new) in zip(derivation.withRespectTo.indices, inner) { map[old] = .index(new) }
      // Bound indices first get out of the way of the new names.
      let factor = derivation.result.substituting(map)
      factors.append(factor)
      if !isLast { sums += inner }
      outer = inner
    }
    var taken = names.taken
    factors = factors.map { factor in
      let renamed = factor.renamingBound(avoiding: taken)
      taken.formUnion(renamed.indexNames)
      return renamed
    }
    var product: IndexExpression = factors.count == 1 ? factors[0] : .product(factors)
    for index in sums.reversed() { product = .sum(over: index, product) }
    return product
  }
}
