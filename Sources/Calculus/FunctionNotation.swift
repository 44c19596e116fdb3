/// How a call of a function is written on paper; what that is in a format is the format's affair.
public enum FunctionNotation: Hashable, Sendable {
  /// An upright word before its arguments: `softmax(z)`.
  case word(String)
  /// A letter before its arguments, and a number below it: `ψ_1(z)`.
  case letter(String, index: Int?)
  /// e with the argument above.
  case exponential
  /// The argument below a root.
  case root
  /// The argument between bars.
  case bars
  /// The second argument where the first holds, else the third, behind a brace.
  case cases
  /// The argument between double bars, with an F for Frobenius behind those of a matrix.
  case norm
  /// -1 above the argument.
  case inverse
  /// Syntax of its own, not a call: `a + b`, `-z`, `W.T`, `z[0]`.
  case sign
}
