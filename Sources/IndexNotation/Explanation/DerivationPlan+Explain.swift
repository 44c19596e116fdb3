import Tensors

extension DerivationPlan {
  /// Explains one entry of a quantity, of a local derivative or of a gradient.
  /// - Parameter values: the value of every quantity, computed ones too.
  /// - Throws: `DerivationError` for an entry there is none of, or a derivative not derived.
  public func explain(
    _ subject: Explanation.Subject, on values: [String: Tensor]
  ) throws(DerivationError) -> Explanation {
    let formula: IndexExpression?
    var places: [Index: Subscript] = [:]
    let whole: IndexExpression
    switch subject {
    case .entry(let element):
      try check(element)
      whole = .element(element)
      let definition = model[element.tensor]?.definition
      formula = definition?.body
      for (index, place) in zip(definition?.indices ?? [], element.subscripts) {
        places[index] = place
      }
    case .derivative(let of, let variable):
      try check(of)
      try check(variable)
      let candidates = derivations.filter {
        $0.of.tensor == of.tensor && $0.withRespectTo.tensor == variable.tensor
      }
      // The gradient through the whole model comes before the local derivative.
      guard let derivation = candidates.last(where: { $0.kind == .gradient }) ?? candidates.last
      else { throw .noPath(of: of.tensor, withRespectTo: variable.tensor) }
      whole = .derivative(of: .element(of), withRespectTo: variable)
      formula = derivation.result
      for (index, place) in zip(derivation.of.indices, of.subscripts) { places[index] = place }
      for (index, place) in zip(derivation.withRespectTo.indices, variable.subscripts) {
        places[index] = place
      }
    }
    let writer = EntryWriter(values: values)
    guard let formula else {
      let value = writer.value(of: whole)
      return Explanation(
        subject: subject, formula: nil, symbols: nil, numbers: .number(value), value: value,
        parts: [])
    }
    let symbols = writer.writtenOut(formula.substituting(places).tidied)
    return Explanation(
      subject: subject, formula: formula, symbols: symbols, numbers: writer.numbers(symbols),
      value: writer.value(of: symbols), parts: writer.parts(of: symbols))
  }

  private func check(_ element: Element) throws(DerivationError) {
    guard let quantity = model[element.tensor] else {
      throw .invalidModel(quantity: element.tensor, problem: "there is no such quantity")
    }
    guard quantity.shape.count == element.subscripts.count else {
      throw .invalidModel(
        quantity: element.tensor,
        problem: "it has \(quantity.shape.count) axes, not \(element.subscripts.count)")
    }
    for (place, extent) in zip(element.subscripts, quantity.shape) {
      guard case .fixed(let place) = place, (0..<extent).contains(place) else {
        throw .invalidModel(
          quantity: element.tensor, problem: "it has no such entry: shape \(quantity.shape)")
      }
    }
  }
}
