import Tensors

extension Checker {
  /// Checks what the model claims of its quantities: facts and identities.
  /// - Throws: `DerivationError.claimDoesNotHold`.
  func checkClaims() throws(DerivationError) {
    for (place, quantity) in model.quantities.enumerated() {
      if !quantity.facts.isEmpty { try checkFacts(of: quantity, environment.tensors[place]) }
      for identity in quantity.identities { try check(identity, of: quantity) }
    }
  }

  private func checkFacts(
    of quantity: SymbolicQuantity, _ entries: [BoundedNumber<Number>]
  ) throws(DerivationError) {
    // Rounding decides nothing about an entry without a bound on its error.
    guard entries.allSatisfy(\.isBounded) else { return }
    if quantity.facts.contains(.positive), entries.contains(where: { !($0.value.double > 0) }) {
      throw .claimDoesNotHold(quantity: quantity.name, claim: "every entry is above 0")
    }
    try checkWholeMatrix(of: quantity, entries.map(\.value.double))
    guard let width = quantity.shape.last else { return }
    if quantity.facts.contains(.symmetric) {
      for place in entries.indices {
        let other = entries[place % width * width + place / width]
        if entries[place].value.double != other.value.double {
          throw .claimDoesNotHold(quantity: quantity.name, claim: "it equals its transpose")
        }
      }
    }
    guard quantity.facts.contains(where: { $0 == .lastAxisIsOneHot || $0 == .lastAxisSumsToOne })
    else { return }
    for row in 0..<(entries.count / width) {
      let entries = entries[row * width..<(row + 1) * width]
      var total = BoundedNumber<Number>.zero
      for entry in entries { total = total + entry }
      let distance = (total.value + Number(-1)).magnitude
      // Givens may carry the rounding of whoever normalised them.
      let tolerance = Number(2) * total.error + Number(1e-9)
      let sums = distance <= tolerance
      let isOneHot = entries.allSatisfy { $0.value.double == 0 || $0.value.double == 1 }
      if !sums {
        throw .claimDoesNotHold(quantity: quantity.name, claim: "row \(row + 1) sums to 1")
      }
      if quantity.facts.contains(.lastAxisIsOneHot), !isOneHot {
        throw .claimDoesNotHold(quantity: quantity.name, claim: "row \(row + 1) is one-hot")
      }
    }
  }

  /// The facts about all entries at once.
  private func checkWholeMatrix(
    of quantity: SymbolicQuantity, _ entries: [Double]
  ) throws(DerivationError) {
    let claims: [(Fact, String)] = [
      (.orthogonal, "its columns are orthonormal"), (.positiveDefinite, "it is positive definite"),
      (.zeroOrOne, "every entry is 0 or 1"),
    ]
    for (fact, claim) in claims where quantity.facts.contains(fact) {
      let value = Tensor(entries, shape: Shape(quantity.shape))
      if fact.complaint(about: value, text: { _ in "" }) != nil {
        throw .claimDoesNotHold(quantity: quantity.name, claim: claim)
      }
    }
  }

  private func check(
    _ identity: Identity, of quantity: SymbolicQuantity
  ) throws(DerivationError) {
    let left = try CompiledExpression(identity.left, free: identity.indices, model: model)
    let right = try CompiledExpression(identity.right, free: identity.indices, model: model)
    for position in CompiledDerivation.positions(of: identity.indices) {
      let a = left.value(at: position, in: environment)
      let b = right.value(at: position, in: environment)
      let tolerance = Number(2) * (a.error + b.error)
      guard a.value.isFinite, b.value.isFinite, tolerance.isFinite else { continue }
      let holds = (a.value + -b.value).magnitude <= tolerance
      if !holds { throw .claimDoesNotHold(quantity: quantity.name, claim: "an identity") }
    }
  }

  /// Checks that values computed elsewhere are what the definitions give.
  /// - Throws: `DerivationError.valueDisagrees`.
  func checkValues(_ values: [String: Tensor]) throws(DerivationError) {
    for (place, quantity) in model.quantities.enumerated() where quantity.definition != nil {
      guard let value = values[quantity.name] else { continue }
      for (offset, (given, entry)) in zip(value.values, environment.tensors[place]).enumerated() {
        let distance = (entry.value + Number(-given)).magnitude
        let slack = Number(1e-9) * (entry.value.magnitude + Number(1))
        let agrees = distance <= Number(2) * entry.error + slack
        if !agrees, entry.isBounded {
          throw .valueDisagrees(
            quantity: quantity.name, position: Shape(quantity.shape).position(at: offset),
            value: given, expected: entry.value.double)
        }
      }
    }
  }
}
