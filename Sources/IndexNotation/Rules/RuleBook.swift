/// All rules, by family, in the order they are tried.
public struct RuleBook: Sendable {
  /// Differentiation that gets no line of its own.
  public var smallDifferentiation: [Rule]
  /// Differentiation, one line a rule.
  public var differentiation: [Rule]
  /// What makes an expression simpler, whenever it fits.
  public var simplification: [Rule]
  /// What brings the result into its final form.
  public var finish: [Rule]

  /// The rules that Gradus derives with.
  public static let standard = RuleBook(
    smallDifferentiation: Differentiation.small,
    differentiation: Differentiation.rules,
    simplification: [
      Algebra.cancel, Deltas.contract, Recognition.recognise, Recognition.identity,
      Facts.sumsToOne, Sums.sumOfConstant, Algebra.collect, Algebra.combinePowers, Sums.narrow,
      Sums.distribute, Expansion.splitFraction, Expansion.toCancel, Expansion.toCollect,
    ],
    finish: [Sums.combine, Algebra.factor, Algebra.sign])

  /// Every rule, in order.
  public var rules: [Rule] {
    smallDifferentiation + differentiation + simplification + finish
  }
}
