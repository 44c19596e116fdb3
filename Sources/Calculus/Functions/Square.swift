import IndexNotation

/// The square of every entry, z².
///
/// Source: https://numpy.org/doc/stable/reference/generated/numpy.square.html
struct Square: ElementwiseFunction {
  let name = "square"
  let summary = "The square of every entry, z²."
  let source = "https://numpy.org/doc/stable/reference/generated/numpy.square.html"

  func formula<E: EntryArithmetic>(_ z: E) -> E { .power(z, Rational(2)) }
}
