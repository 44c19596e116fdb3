import Formulas
import Reports
import WorkedExamples

/// The report of an example that is worked from its text.
func report(
  given: String, model: String, differentiate: String, more: String = "", title: String = "Test",
  options: ReportOptions = ReportOptions()
) throws -> ExampleReport {
  let text = """
    title: \(title)
    given:
      \(given.replacing("\n", with: "\n  "))
    model: |
      \(model.replacing("\n", with: "\n  "))
    differentiate: { L: [\(differentiate)] }
    \(more)
    """
  let example = try work(
    readExample(ExampleSource(name: "test", path: "Examples/test.yaml", text: text)),
    plans: DerivationPlans { PlainText.text(Formula($0)) })
  return ExampleReport(example, options: options)
}

/// One softmax layer with its loss: the numbers of a published tutorial.
func softmax(more: String = "") throws -> ExampleReport {
  try report(
    given: """
      x: [0.1, 0.5, 0.4]
      W: [[0.1, 0.2, 0.3, 0.4, 0.5], [0.6, 0.7, 0.8, 0.9, 0.1], [0.11, 0.12, 0.13, 0.14, 0.15]]
      y: { one_hot: 3, of: 5 }
      """,
    model: "z = x @ W\nS = softmax(z)\nL = cross_entropy(y, S)", differentiate: "W", more: more)
}

/// A loss that uses a parameter directly and through a step.
///
/// r = (0, -3), so L = 9 + 0.5 (1 + 4).
func ridge() throws -> ExampleReport {
  try report(
    given: "X: [[1, 2], [3, 4]]\ny: [5, 14]\nw: [1, 2]\nlam: 0.5",
    model: "r = X @ w - y\nL = sum(r**2) + lam * sum(w**2)", differentiate: "w",
    more: "derive: both")
}

/// What stands at a path of a report: `gradient.W.closed_form.text`.
func part(_ path: String, of report: ExampleReport) throws -> Value {
  var value = Value.record(report)
  for name in path.split(separator: ".") {
    guard case .found(let part) = value.part(String(name)) else { throw AbsentPart(path: path) }
    value = part
  }
  return value
}

struct AbsentPart: Error { let path: String }
