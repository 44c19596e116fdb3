import Problems
import Reports

/// Who computes the expressions and claims of templates.
///
/// A problem is placed in the text that was given, from line 1 and column 1; it is moved to where
/// that text stands in the template. One that names a file stays as it is.
public protocol ExpressionEvaluator {
  /// The value of `1 - S[3]`.
  func value(of expression: String) throws(Problem) -> Value
  /// Whether `argmax(z) == 4` holds, and the claim with its numbers put in: `3 == 4`.
  func holds(_ claim: String) throws(Problem) -> (holds: Bool, shown: String)
}

extension Expressions: ExpressionEvaluator {}

/// A claim of a template that does not hold.
public struct FalseClaim: Hashable, Sendable {
  /// As it is written, without its parentheses: `argmax(z) == 4`.
  public let claim: String
  /// With its numbers put in: `3 == 4`.
  public let shown: String
  /// The same in words, with its place.
  public let problem: Problem
}
