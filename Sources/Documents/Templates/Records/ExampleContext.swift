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

  func derivation(
    _ kind: Derivation.Kind, of: String, withRespectTo other: String
  ) -> Derivation? { example.derivation(kind, of: of, withRespectTo: other) }

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

  /// `\frac{\mathrm{d} L}{\mathrm{d} W}`
  static func derivative(
    _ kind: Derivation.Kind, of quantity: String, withRespectTo other: String
  ) -> String {
    "\\frac{\(kind.latex) \(latexName(quantity))}{\(kind.latex) \(latexName(other))}"
  }

  /// What `dL/dW` or `S` is in LaTeX.
  static func symbol(_ subject: String) -> String {
    guard let name = DerivativeName(subject) else { return latexName(subject) }
    return derivative(name.kind, of: name.of, withRespectTo: name.withRespectTo)
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
