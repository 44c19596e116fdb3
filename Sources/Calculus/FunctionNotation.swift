/// How a call of a function is written on paper; what that is in a format is the format's affair.
public enum FunctionNotation: Hashable, Sendable {
  /// An upright word before its arguments: `softmax(z)`.
  case word(String)
  /// e with the argument above.
  case exponential
  /// The argument below a root.
  case root
  /// The argument between bars.
  case bars
  /// Syntax of its own, not a call: `a + b`, `-z`, `W.T`, `z[0]`.
  case sign
}
