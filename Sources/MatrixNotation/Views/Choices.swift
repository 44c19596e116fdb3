/// The choices among equal forms, one value a choice: each gives forms that may be shorter.
enum Choices {
  /// Other forms of some terms of a sum.
  struct OfSum: Sendable {
    let name: String
    let apply: @Sendable (Algebra, Algebra.SumView) -> [Algebra.Alternative]
  }

  /// Other forms of a whole.
  struct OfWhole: Sendable {
    let name: String
    let apply: @Sendable (Algebra, MatrixExpression) -> [MatrixExpression]
  }

  /// a c + b c = (a + b) c
  static let commonFactors = OfSum(name: "common factors") { $0.commonFactors($1) }

  /// A x + A y = A (x + y)
  static let commonEnds = OfSum(name: "common ends") { $0.commonEnds($1) }

  /// Σ a + Σ b = Σ (a + b)
  static let commonSums = OfSum(name: "one sum for several") { $0.commonSums($1) }

  /// a [p] + b [not p] = a where p, b elsewhere
  static let cases = OfSum(name: "cases") { $0.cases($1) }

  /// 1 - σ(u) = σ(-u)
  static let functions = OfSum(name: "functions in sums") { $0.functionSums($1) }

  /// (a + b) c = a c + b c
  static let multiplyOut = OfWhole(name: "multiply out") { $0.multipliedOut($1) }

  /// (1 / n + 1) r / (r^2 / n + 1) = (n + 1) r / (r^2 + n)
  static let clearFractions = OfWhole(name: "clear fractions") { $0.withoutFractions($1) }

  /// q S = y, where q is defined as y / S
  static let cancelInNames = OfWhole(name: "cancel in names") { $0.withoutNames($1) }
}
