import IndexNotation
import Tensors

/// The rules of the algebra, one value a rule: each says what it is called and why it holds, and
/// gives another form of what it fits.
package struct MatrixRules: Sendable {
  /// Where a definition may be folded back.
  enum Folding: String, CaseIterable { case whole, scaled, sums, powers, chains, hearts }

  var sums: [SumRule]
  var products: [ProductRule]
  var sumChoices: [Choices.OfSum] = [
    Choices.commonFactors, Choices.commonEnds, Choices.commonSums, Choices.cases,
    Choices.functions,
  ]
  var wholeChoices: [Choices.OfWhole] = [
    Choices.multiplyOut, Choices.clearFractions, Choices.cancelInNames,
  ]
  /// The operands of an operation with their gradients, from the gradient of the result.
  var pullback:
    @Sendable (Algebra, MatrixExpression, MatrixExpression) -> [(
      operand: MatrixExpression, gradient: MatrixExpression
    )]
  /// What stands where a definition was folded back: the quantity's name.
  var named: @Sendable (Algebra, Folding, MatrixExpression) -> MatrixExpression = { $2 }
  /// Rules that are switched off, by their names.
  var off: Set<String> = []

  struct SumRule: Sendable {
    let name: String
    let apply: @Sendable (Algebra, [MatrixExpression.Term], Shape) -> MatrixExpression?
  }

  struct ProductRule: Sendable {
    let name: String
    let apply: @Sendable (Algebra, Algebra.Product) -> MatrixExpression?
  }

  func isOn(_ name: String) -> Bool { off.isEmpty || !off.contains(name) }

  func folds(_ folding: Folding) -> Bool { isOn("fold " + folding.rawValue) }

  /// The rules that Gradus derives with.
  package static let standard = MatrixRules(
    sums: [
      SumRules.complementaryMasks, SumRules.joinEntries, SumRules.foldDefinition,
    ],
    products: [
      ProductRules.functions, ProductRules.zeroOrOne,
      ProductRules.idleMask, ProductRules.units, ProductRules.cancelInSums,
      ProductRules.foldDefinition, ProductRules.foldHeart, ProductRules.foldFunction,
    ], pullback: { algebra, expression, d in algebra.pullback(of: expression, d) })

  /// What is switched off in each of the steps that a derivation shows: first only sums that are
  /// known, then what cancels, then definitions are met again, then the shortest form.
  static let stages: [Set<String>] = [
    Set(foldings + ["cancel in sums"]), Set(foldings), [],
  ]

  private static let foldings =
    Folding.allCases.map { "fold " + $0.rawValue } + ["fold functions"]
}
