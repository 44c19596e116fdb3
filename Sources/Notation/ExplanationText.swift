import Calculus
import Foundation
import IndexNotation
import Tensors
import WorkedExamples

/// An explanation as one line: symbol = formula = numbers put in = result.
///
/// What is shown is true at the digits shown: where the rounded numbers that were put in do not
/// give the rounded result, the line says so with an approximation sign.
public struct ExplanationText: Sendable {
  public let explanation: Explanation
  private let format: NumberFormat

  public init(_ explanation: Explanation, format: NumberFormat) {
    self.explanation = explanation
    self.format = format
  }

  /// The number as shown: at the example's digits, without zeros at the end.
  private func shown(_ value: Double) -> Numeral { format.numeral(value) }

  private var result: Numeral { shown(explanation.result) }

  /// What the numbers shown give, where that is not the result shown; a digit more than shown.
  public var deviationNumeral: Numeral? {
    deviation.map { NumberFormat(digits: min(format.digits + 1, 17)).numeral($0) }
  }

  private var deviation: Double? {
    guard let numbers = explanation.numbers else { return nil }
    let tensors = explanation.values.mapValues { value in
      Tensor(scalar: Double(shown(value).plain) ?? value)
    }
    let computed = evaluate(numbers, on: tensors)
    let unit = pow(10, Double((result.exponent ?? 0) - format.digits))
    let distance = abs(computed - (Double(result.plain) ?? explanation.result))
    return distance < unit / 2 * (1 - 1e-6) ? nil : computed
  }

  /// For a terminal.
  public var plain: String {
    let symbol = explanation.entry.text
    guard let formula = explanation.formula, let numbers = explanation.numbers else {
      return "\(symbol) = \(result.plain)   (given)"
    }
    let formulaText = PlainText(joint: " ") { Self.symbol($0) }.text(formula)
    let values = explanation.values
    let numbersText = PlainText(joint: " * ") { element in
      values[element.tensor].map { value in
        element.tensor.hasPrefix(Explanation.dots)
          ? Explanation.dots : Self.closed(shown(value).plain)
      }
    }.text(numbers)
    var line = "\(symbol) = \(formulaText)"
    if formulaText == result.plain { return line }
    if numbersText != result.plain { line += " = \(numbersText)" }
    guard let deviation = deviationNumeral else { return line + " = \(result.plain)" }
    return line + " ≈ \(result.plain)   (the digits shown give \(deviation.plain))"
  }

  /// For a document: an aligned block, a line each for formula, numbers and result.
  public var latex: String {
    let writer = LaTeXIndexNotation(joint: " ") { Self.latexSymbol($0) }
    let symbol = Self.latexSymbol(
      Element(explanation.entry.name, explanation.entry.position.map { .fixed($0) }))
    guard let formula = explanation.formula, let numbers = explanation.numbers else {
      return "\(symbol ?? "") = \(result.latex)"
    }
    let values = explanation.values
    let numbersText = LaTeXIndexNotation(joint: " \\cdot ") { element in
      values[element.tensor].map { value in
        element.tensor.hasPrefix(Explanation.dots) ? "\\dots" : Self.closed(shown(value).latex)
      }
    }.text(numbers)
    let start =
      symbol
      ?? writer.text(
        Element(explanation.entry.name, explanation.entry.position.map { .fixed($0) }))
    let sign = deviation == nil ? "=" : "\\approx"
    return "\\begin{aligned} \(start) &= \(writer.text(formula)) \\\\ &= \(numbersText) "
      + "\\\\ &\(sign) \(result.latex) \\end{aligned}"
  }

  /// A negative number in the middle of a formula.
  private static func closed(_ number: String) -> String {
    number.hasPrefix("-") ? "(\(number))" : number
  }

  /// How an entry of a derivative is written; quantities are left to the writer.
  private static func symbol(_ element: Element) -> String? {
    if element.tensor.hasPrefix(Explanation.dots) { return Explanation.dots }
    guard element.tensor.contains("/") else { return nil }
    let places = element.subscripts.map(PlainText.name).joined(separator: ",")
    return places.isEmpty ? element.tensor : "\(element.tensor)[\(places)]"
  }

  private static func latexSymbol(_ element: Element) -> String? {
    if element.tensor.hasPrefix(Explanation.dots) { return "\\dots" }
    guard let name = DerivativeName(element.tensor) else { return nil }
    let sign = name.kind.latex
    let places = element.subscripts.map(PlainText.name).joined(separator: ",")
    let fraction = "\\frac{\(sign) \(latexName(name.of))}{\(sign) \(latexName(name.withRespectTo))}"
    return places.isEmpty ? fraction : "\\left(\(fraction)\\right)_{\(places)}"
  }
}
