import Tensors

/// Values for the givens of a model that lines are checked on.
struct Instance: Sendable {
  /// "the example's values", "random values 1".
  let name: String
  /// Whether they were drawn, and so stand at no special place.
  let isRandom: Bool
  /// One for every quantity; empty for computed ones.
  let givens: [[Double]]

  /// How the entries of a random given without facts are drawn.
  enum Style: CaseIterable {
    case signed, positive, small, large

    func draw(_ generator: inout SeededGenerator) -> Double {
      let size = 0.1 + generator.unit()
      switch self {
      case .signed: return generator.unit() < 0.5 ? size : -size
      case .positive: return size
      case .small: return 0.4 * size
      case .large: return 1 + size
      }
    }
  }

  /// Random givens that satisfy the facts.
  static func random(
    _ model: SymbolicModel, _ style: Style, name: String, _ generator: inout SeededGenerator
  ) -> Instance {
    let givens = model.quantities.map { quantity -> [Double] in
      if quantity.definition != nil { return [] }
      let count = quantity.shape.reduce(1, *)
      var values = (0..<count).map { _ in style.draw(&generator) }
      if quantity.facts.contains(.positive) { values = values.map(abs) }
      guard !quantity.facts.isEmpty, let width = quantity.shape.last else { return values }
      if let whole = Fact.matrix(
        with: Set(quantity.facts), like: Tensor(values, shape: Shape(quantity.shape)), &generator)
      {
        return whole.values
      }
      if quantity.facts.contains(.symmetric) {
        for place in values.indices where place / width > place % width {
          values[place] = values[place % width * width + place / width]
        }
      }
      guard quantity.facts.contains(where: { $0 == .lastAxisIsOneHot || $0 == .lastAxisSumsToOne })
      else { return values }
      for row in 0..<(count / width) {
        let places = row * width..<(row + 1) * width
        if quantity.facts.contains(.lastAxisIsOneHot) {
          let hot = generator.place(below: width)
          for place in places { values[place] = place - places.lowerBound == hot ? 1 : 0 }
        } else {
          for place in places { values[place] = 0.1 + generator.unit() }
          let total = values[places].reduce(0, +)
          for place in places { values[place] /= total }
        }
      }
      return values
    }
    return Instance(name: name, isRandom: true, givens: givens)
  }
}

extension Environment {
  /// All quantities of a model, computed ones worked from their definitions.
  init(
    _ instance: Instance, _ model: SymbolicModel, _ definitions: [CompiledExpression?]
  ) {
    tensors = instance.givens.map { $0.map { BoundedNumber($0) } }
    for (place, definition) in definitions.enumerated() {
      guard let definition else { continue }
      let shape = Shape(model.quantities[place].shape)
      var entries: [BoundedNumber<Number>] = []
      entries.reserveCapacity(shape.count)
      for offset in 0..<shape.count {
        entries.append(definition.value(at: shape.position(at: offset), in: self))
      }
      tensors[place] = entries
    }
  }

  /// The first quantity with an entry that is not finite.
  var firstNotFinite: Int? {
    tensors.firstIndex { $0.contains { !$0.isBounded } }
  }
}
