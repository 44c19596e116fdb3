import Problems
import Reports
import Templates

/// For pages that are about no example.
struct NoExpressions: ExpressionEvaluator {
  func value(of expression: String) throws(Problem) -> Value { throw refusal }
  func holds(_ claim: String) throws(Problem) -> (holds: Bool, shown: String) { throw refusal }

  private var refusal: Problem {
    Problem(
      line: 1, column: 1, message: "this page is about no example: there is nothing to compute")
  }
}
