import IndexNotation
import Notation
import Tensors
import WorkedExamples

/// What all records of one example share.
final class ExampleContext {
  let example: WorkedExample
  let format: NumberFormat
  private let quantities: [String: Quantity]

  init(_ example: WorkedExample) {
    self.example = example
    format = NumberFormat(digits: min(max(example.digits, 0), 17))
    quantities = Dictionary(example.quantities.map { ($0.name, $0) }) { first, _ in first }
  }

  func quantity(_ name: String) -> Quantity? { quantities[name] }

  func derivation(of: String, withRespectTo other: String) -> Derivation? {
    example.derivations.first { $0.of.tensor == of && $0.withRespectTo.tensor == other }
  }

  func isScalar(_ name: String) -> Bool { quantities[name]?.value.count == 1 }

  /// A tensor as text: givens as typed, computed ones at the example's digits.
  func text(
    _ tensor: Tensor, isGiven: Bool = false, _ rendering: Rendering
  ) -> TensorText {
    TensorText(
      tensor, format: format, style: isGiven ? .asTyped : nil, limit: rendering.options.limit)
  }

  func number(_ value: Double) -> TemplateValue { .markup(format.numeral(value).latex) }

  /// A number of the author's or a tolerance, as typed.
  func typed(_ value: Double) -> TemplateValue {
    .markup(format.numeral(value, style: .asTyped).latex)
  }

  /// `\frac{\partial L}{\partial W}`
  static func derivative(of quantity: String, withRespectTo other: String) -> String {
    "\\frac{\\partial \(latexName(quantity))}{\\partial \(latexName(other))}"
  }

  /// What `dL/dW` or `S` is in LaTeX.
  static func symbol(_ subject: String) -> String {
    let parts = subject.split(separator: "/")
    guard parts.count == 2, parts[0].hasPrefix("d"), parts[1].hasPrefix("d") else {
      return latexName(subject)
    }
    return derivative(of: String(parts[0].dropFirst()), withRespectTo: String(parts[1].dropFirst()))
  }

  /// An integer with thin spaces between the thousands.
  static func count(_ number: Int) -> TemplateValue {
    var groups: [Substring] = []
    var rest = Substring(String(number))
    while rest.count > 3 {
      groups.insert(rest.suffix(3), at: 0)
      rest = rest.dropLast(3)
    }
    return .markup(([rest] + groups).joined(separator: "\\,"))
  }
}
