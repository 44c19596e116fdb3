import Problems
import Reports
import Templates

/// Expressions and claims of templates, computed on the report.
struct TemplateExpressions: ExpressionEvaluator {
  private let expressions: Expressions

  init(_ report: ExampleReport) { expressions = Expressions(report) }

  func value(of expression: String) throws(Problem) -> Value {
    try expressions.value(of: expression)
  }

  func holds(_ claim: String) throws(Problem) -> (holds: Bool, shown: String) {
    try expressions.holds(claim)
  }
}

/// For pages that are about no example.
struct NoExpressions: ExpressionEvaluator {
  func value(of expression: String) throws(Problem) -> Value { throw refusal }
  func holds(_ claim: String) throws(Problem) -> (holds: Bool, shown: String) { throw refusal }

  private var refusal: Problem {
    Problem(
      line: 1, column: 1, message: "this page is about no example: there is nothing to compute")
  }
}
