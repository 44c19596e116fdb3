extension Derivation {
  /// Derives, and checks on random values, the derivative of `Σ d ⊙ y` with respect to an entry of
  /// what y is computed from, d held still: what a pullback makes of d, entry by entry.
  ///
  /// The first line begins with the derivative of the sum, the last ends with the result in d, in y
  /// and in what y is computed from.
  /// - Parameters:
  ///   - result: y, the only quantity of the model with a definition.
  ///   - model: y, what it is computed from, and d, a given of y's shape.
  ///   - cotangent: d.
  ///   - twin: the same model on shorter axes, where the model's own are long: the lines are checked
  ///     there, and hold here by being the same.
  /// - Throws: `DerivationError`.
  public static func pullback(
    of result: String, in model: SymbolicModel, cotangent: String, withRespectTo variable: String,
    twin: SymbolicModel? = nil, rules: RuleBook = .standard
  ) throws(DerivationError) -> Derivation {
    var derivation = try unchecked(result, model, cotangent, variable, rules)
    if let twin, let small = short(result, twin, cotangent, variable, rules),
      derivation.isLike(small)
    {
      var checked = [small]
      try LineChecks(checked, of: twin).checkOnRandomValues(&checked)
      derivation.takeCounts(from: checked[0])
      return derivation
    }
    var checked = [derivation]
    try LineChecks(checked, of: model).checkOnRandomValues(&checked)
    return checked[0]
  }

  /// The derivation on shorter axes; `nil` where a fixed place or an extent forbids them, so that the
  /// model's own axes serve.
  private static func short(
    _ result: String, _ twin: SymbolicModel, _ cotangent: String, _ variable: String,
    _ rules: RuleBook
  ) -> Derivation? {
    do {
      return try unchecked(result, twin, cotangent, variable, rules)
    } catch {
      return nil
    }
  }

  private static func unchecked(
    _ result: String, _ model: SymbolicModel, _ cotangent: String, _ variable: String,
    _ rules: RuleBook
  ) throws(DerivationError) -> Derivation {
    try model.validate()
    return try Engine(model: model, rules: rules)
      .pullback(of: result, cotangent: cotangent, withRespectTo: variable)
  }
}
