import IndexNotation
import MatrixNotation

/// The smaller of two entries, min(a, b); where they are equal the derivative goes to b.
struct Minimum: BroadcastOperator {
  let name = "minimum"
  let summary =
    "The smaller of two entries, min(a, b); where they are equal the derivative goes to b, and of a "
    + "number and a tensor to the number."
  let source = "https://numpy.org/doc/stable/reference/generated/numpy.minimum.html"
  let notation = FunctionNotation.word("min")
  let multiplicationsPerEntry = 1
  let takesNumberLast = true

  func formula<E: EntryArithmetic>(_ a: E, _ b: E) -> E { .smaller(a, b) }

  var matrixFunction: MatrixFunction? { Self.matrix }

  static let matrix: MatrixFunction = MatrixFunction(
    "minimum",
    simplified: { algebra, arguments in
      // min(x, -x) = -|x|
      guard algebra.negative(arguments[0]) == arguments[1] else { return nil }
      return algebra.negative(algebra.apply(Abs.matrix, [arguments[0]]))
    },
    fixedWhere: { algebra, arguments in
      [
        MatrixFunction.FixedCase(
          mask: algebra.greater(arguments[1], arguments[0]), otherwise: arguments[1]),
        MatrixFunction.FixedCase(
          mask: algebra.greaterOrEqual(arguments[0], arguments[1]), otherwise: arguments[0]),
      ]
    },
    pullback: { algebra, d, arguments, _ in
      [
        algebra.times(d, algebra.greater(arguments[1], arguments[0])),
        algebra.times(d, algebra.greaterOrEqual(arguments[0], arguments[1])),
      ]
    })
}
