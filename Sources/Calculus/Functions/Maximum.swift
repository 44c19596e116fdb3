import IndexNotation
import MatrixNotation

/// The larger of two entries, max(a, b); where they are equal the derivative goes to b.
struct Maximum: BroadcastOperator {
  let name = "maximum"
  let summary =
    "The larger of two entries, max(a, b); where they are equal the derivative goes to b."
  let source = "https://numpy.org/doc/stable/reference/generated/numpy.maximum.html"
  let notation = FunctionNotation.word("max")
  let multiplicationsPerEntry = 1
  let takesNumberLast = true

  func formula<E: EntryArithmetic>(_ a: E, _ b: E) -> E { .larger(a, b) }

  var matrixFunction: MatrixFunction? { Self.matrix }

  static let matrix: MatrixFunction = MatrixFunction(
    "maximum",
    simplified: { algebra, arguments in
      if arguments[1].isZero { return algebra.apply(ReLU.matrix, [arguments[0]]) }
      if algebra.negative(arguments[0]) == arguments[1] {
        return algebra.apply(Abs.matrix, [arguments[0]])
      }
      return nil
    },
    fixedWhere: { algebra, arguments in
      [
        MatrixFunction.FixedCase(
          mask: algebra.greater(arguments[0], arguments[1]), otherwise: arguments[1]),
        MatrixFunction.FixedCase(
          mask: algebra.greaterOrEqual(arguments[1], arguments[0]), otherwise: arguments[0]),
      ]
    },
    pullback: { algebra, d, arguments, _ in
      [
        algebra.times(d, algebra.greater(arguments[0], arguments[1])),
        algebra.times(d, algebra.greaterOrEqual(arguments[1], arguments[0])),
      ]
    })
}
