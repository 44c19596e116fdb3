import IndexNotation
import MatrixNotation

/// The positive part of every entry, max(z, 0); its derivative at 0 is taken as 0.
///
/// Source: https://www.deeplearningbook.org (section 6.3.1)
struct ReLU: NamedElementwiseFunction {
  let name = "relu"
  let summary = "The positive part of every entry, max(z, 0); its derivative at 0 is taken as 0."
  let source = "https://www.deeplearningbook.org (section 6.3.1)"

  func formula<E: EntryArithmetic>(_ z: E) -> E { .larger(z, .zero) }
  func derivative<E: EntryArithmetic>(at z: E, value: E) -> E { .indicator(value) }

  static let matrix: MatrixFunction = MatrixFunction(
    "relu", isHomogeneous: true, isNeverNegative: true, isPositiveWithArgument: true,
    extraLength: 1,
    simplified: { algebra, arguments in
      // What is never below 0 stays as it is.
      if algebra.isNeverNegative(arguments[0]) { return arguments[0] }
      return algebra.argument(of: arguments[0], calling: Self.matrix).map { _ in arguments[0] }
    },
    fixedWhere: { algebra, arguments in
      [
        MatrixFunction.FixedCase(
          mask: algebra.greater(arguments[0], algebra.zero()),
          otherwise: algebra.zero(arguments[0].shape))
      ]
    }, pullback: Self().pullback)

  func numPy(_ arguments: [String]) -> String { "np.maximum(\(arguments[0]), 0)" }
}
