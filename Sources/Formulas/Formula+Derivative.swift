/// Derivatives and entries.
extension Formula {
  /// `∂L/∂W`: a quantity's own definition, by a name in it, all else held still.
  public static func partial(of quantity: Formula, withRespectTo other: Formula) -> Formula {
    .derivative(.partial, of: quantity, withRespectTo: other)
  }

  /// `dL/dW`: the loss by a quantity, along every way.
  public static func total(of quantity: Formula, withRespectTo other: Formula) -> Formula {
    .derivative(.total, of: quantity, withRespectTo: other)
  }

  /// What an explanation calls a quantity, a gradient (`dL/dW`) or a local derivative (`∂S/∂z`).
  public init(reference: String) {
    let parts = reference.split(separator: "/", omittingEmptySubsequences: false)
    guard parts.count == 2, let first = parts[0].first, first == parts[1].first,
      first == "d" || first == "∂"
    else {
      self.init(name: reference)
      return
    }
    self = .derivative(
      first == "d" ? .total : .partial, of: Formula(name: String(parts[0].dropFirst())),
      withRespectTo: Formula(name: String(parts[1].dropFirst())))
  }

  /// An entry at fixed places, counted from 0; shown counted from 1. No places: the whole.
  public static func entry(of formula: Formula, at places: [Int]) -> Formula {
    formula.subscripted(places.map { .integer($0 + 1) })
  }
}
