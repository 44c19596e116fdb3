import IndexNotation
import MatrixNotation

/// The power entry by entry, a ** b, for bases above 0 (any base where the exponent is a literal:
/// see `ConstantPower`).
struct Power: BroadcastOperator {
  let name = "**"
  let summary =
    "The power entry by entry, a ** b; the base has to be above 0 unless b is a number in the model."
  let multiplicationsPerEntry = 3

  func formula<E: EntryArithmetic>(_ a: E, _ b: E) -> E { .power(a, b) }
}
