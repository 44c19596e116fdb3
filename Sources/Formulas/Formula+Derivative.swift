import WorkedExamples

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

  /// The symbol of a derivative.
  public init(_ name: DerivativeName) {
    self = .derivative(
      name.kind == .local ? .partial : .total, of: Formula(name: name.of),
      withRespectTo: Formula(name: name.withRespectTo))
  }

  /// What an explanation calls a quantity, a gradient (`dL/dW`) or a local derivative (`∂S/∂z`).
  public init(reference: String) {
    // No name has a slash, and nearly all references are names.
    if reference.utf8.contains(UInt8(ascii: "/")), let name = DerivativeName(reference) {
      self.init(name)
    } else {
      self.init(name: reference)
    }
  }

  /// An entry at fixed places, counted from 0; shown counted from 1. No places: the whole.
  public static func entry(of formula: Formula, at places: [Int]) -> Formula {
    formula.subscripted(places.map { .integer($0 + 1) })
  }
}
