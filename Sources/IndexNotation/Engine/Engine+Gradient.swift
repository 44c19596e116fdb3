extension Engine {
  /// Longest product of local derivatives that is written out at once.
  static let longestChain = 5

  /// What there may be to read of a gradient that is written out in others; a longer one stands
  /// there by its name.
  static let mostWrittenOut = 16

  /// What has been derived so far, in the order it was asked for.
  struct Found {
    var derivations: [Derivation] = []
    /// The gradients that others mention by name.
    var deltas: [Delta] = []
    /// The gradients that were not derived, and why.
    var missing: [MissingDerivation] = []
    private var places: [[String]: Int] = [:]

    subscript(kind: Derivation.Kind, of: String, withRespectTo: String) -> Derivation? {
      places[[kind.rawValue, of, withRespectTo]].map { derivations[$0] }
    }

    mutating func add(_ derivation: Derivation) {
      places[[derivation.kind.rawValue, derivation.of.tensor, derivation.withRespectTo.tensor]] =
        derivations.count
      derivations.append(derivation)
    }

    func isMissing(_ loss: String, _ variable: String) -> Bool {
      missing.contains { $0.of == loss && $0.withRespectTo == variable }
    }
  }

  /// A factor of the chain rule's product: ∂h_i/∂z_j with what runs above and below, or δ_j.
  struct Link {
    var of: [Index]
    var withRespectTo: [Index]
    var result: IndexExpression

    init(_ derivation: Derivation) {
      of = derivation.of.indices
      withRespectTo = derivation.withRespectTo.indices
      result = derivation.result
    }

    /// A gradient by its name.
    init(_ delta: Delta) {
      of = []
      withRespectTo = delta.shape.enumerated().map { Index("i\($0.offset)", range: $0.element) }
      result = .element(Element(delta.name, withRespectTo.map { .index($0) }))
    }
  }

  /// The quantities whose definition mentions this one and that the loss depends on.
  func consumers(of name: String, onTheWayTo loss: String) -> [String] {
    var needed: Set<String> = [loss]
    for quantity in model.quantities.reversed() where needed.contains(quantity.name) {
      needed.formUnion(quantity.sources)
    }
    return model.quantities.filter {
      needed.contains($0.name) && $0.sources.contains(name)
    }.map(\.name)
  }

  /// Derives every local derivative on the ways from a quantity to a loss, each once; none of what
  /// has no definition.
  func locals(
    from variable: String, to loss: String, _ found: inout Found, _ seen: inout Set<String>
  ) throws(DerivationError) {
    guard model[variable] != nil else { throw .noPath(of: loss, withRespectTo: variable) }
    guard seen.insert(variable).inserted else { return }
    let consumers = consumers(of: variable, onTheWayTo: loss)
    if consumers.isEmpty { throw .noPath(of: loss, withRespectTo: variable) }
    for consumer in consumers {
      if model[consumer]?.definition != nil {
        _ = try local(consumer, withRespectTo: variable, &found)
      }
      if consumer != loss { try locals(from: consumer, to: loss, &found, &seen) }
    }
  }

  /// Derives the gradient of a loss, and those of quantities on the way that it is written in terms
  /// of; one that outgrows the bounds is noted as missing.
  func gradient(
    of loss: String, withRespectTo variable: String, _ found: inout Found
  ) throws(DerivationError) {
    if found[.total, loss, variable] != nil || found.isMissing(loss, variable) { return }
    do {
      try deriveGradient(of: loss, withRespectTo: variable, &found)
    } catch {
      switch error {
      case .tooManySteps(.total, _, _, _), .tooLarge(.total, _, _, _), .noFormula:
        found.missing.append(
          MissingDerivation(of: loss, withRespectTo: variable, because: error))
      default: throw error
      }
    }
  }

  private func deriveGradient(
    of loss: String, withRespectTo variable: String, _ found: inout Found
  ) throws(DerivationError) {
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
      try lines.add(Reason.onlyWay, product(of: paths[0], indices, &names))
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
  ) throws(DerivationError) -> [[Link]] {
    let first = consumers(of: variable, onTheWayTo: loss)
    if first.isEmpty { throw .noPath(of: loss, withRespectTo: variable) }
    var paths: [[Link]] = []
    for consumer in first {
      var path = [Link(try local(consumer, withRespectTo: variable, &found))]
      var current = consumer
      while current != loss {
        let next = consumers(of: current, onTheWayTo: loss)
        if found[.total, loss, current] == nil,
          next.count == 1, path.count < Engine.longestChain
        {
          path.append(Link(try local(next[0], withRespectTo: current, &found)))
          current = next[0]
        } else {
          try gradient(of: loss, withRespectTo: current, &found)
          path.append(link(loss, current, &found))
          current = loss
        }
      }
      paths.append(path.reversed())
    }
    return paths
  }

  /// A gradient that was asked for: written out where it is short, else by its name.
  private func link(_ loss: String, _ quantity: String, _ found: inout Found) -> Link {
    if let known = found[.total, loss, quantity], known.result.weight <= Self.mostWrittenOut {
      return Link(known)
    }
    if let known = found.deltas.first(where: { $0.of == loss && $0.withRespectTo == quantity }) {
      return Link(known)
    }
    let delta = Delta(
      name: model.deltaName(quantity, besides: found.deltas), of: loss, withRespectTo: quantity,
      shape: model[quantity]?.shape ?? [])
    found.deltas.append(delta)
    return Link(delta)
  }

  func local(
    _ name: String, withRespectTo variable: String, _ found: inout Found
  ) throws(DerivationError) -> Derivation {
    if let known = found[.local, name, variable] { return known }
    if model[name]?.definition == nil { throw .noFormula(quantity: name) }
    let derivation = try local(name, withRespectTo: variable)
    found.add(derivation)
    return derivation
  }

  /// The product of a path's results, with new indices in between, summed over them.
  private func product(
    of path: [Link], _ target: [Index], _ names: inout IndexNames
  ) -> IndexExpression {
    var outer: [Index] = []
    var sums: [Index] = []
    var factors: [IndexExpression] = []
    for (place, link) in path.enumerated() {
      let isLast = place == path.count - 1
      let shape = link.withRespectTo.map(\.range)
      let inner = isLast ? target : names.indices(for: shape, .between)
      var map: [Index: Subscript] = [:]
      if place == 0 {
        // The loss has one entry.
        for index in link.of { map[index] = .fixed(0) }
      }
      for (old, new) in zip(link.of, outer) { map[old] = .index(new) }
      for (old, new) in zip(link.withRespectTo, inner) { map[old] = .index(new) }
      // Bound indices first get out of the way of the new names.
      let factor = link.result.substituting(map)
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
