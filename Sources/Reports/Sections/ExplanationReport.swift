import Calculus
import Formulas
import Foundation
import IndexNotation
import Tensors
import WorkedExamples

/// How one entry came about: symbol = formula = numbers put in = result.
///
/// What is shown is true at the digits shown: where the rounded numbers that were put in do not give
/// the rounded result, the line says so with an approximation sign.
public struct ExplanationReport: Record {
  let explanation: Explanation
  let format: NumberFormat
  /// How a page writes gradients that have a δ, by what they are called here: `dL/dz`.
  let deltas: [String: Formula]

  /// - Parameter format: how its numbers are shown, put in and compared.
  public init(_ explanation: Explanation, format: NumberFormat) {
    self.init(explanation, format: format, deltas: [:])
  }

  init(_ explanation: Explanation, format: NumberFormat, deltas: [String: Formula]) {
    self.explanation = explanation
    self.format = format
    self.deltas = deltas
  }

  /// The entry, its result, and one line that leads there.
  public static let members = Members<ExplanationReport>(
    [
      ("name", { .code($0.explanation.entry.text) }),
      ("result", { .number(NumberView($0.explanation.result, format: $0.format)) }),
      ("equation", { .formula($0.equation) }),
    ],
    derived: [
      ("lines", { .formula($0.lines) }),
      ("is_rounded", { .flag($0.deviation != nil) }),
      (
        "deviation",
        { report in
          .optional(report.deviation, because: "the digits shown give the result shown") {
            .formula(.number($0, entry: nil))
          }
        }
      ),
    ])

  /// Its lines.
  public var whole: Value? { .formula(lines) }

  /// One line for a terminal: `dL/dW[2,3] = x_2 (S_3 - y_3) = 0.5 * (0.217 - 1) = -0.3915`.
  public var plainText: String {
    guard explanation.formula != nil else {
      let origin =
        explanation.whole.map { "an entry of \($0), which no formula gives by itself" }
        ?? (DerivativeName(explanation.entry.name) == nil ? "given" : "multiplied out")
      return "\(explanation.entry.text) = \(result.plain)   (\(origin))"
    }
    let line = PlainText.text(equation)
    return deviation.map { "\(line)   (the digits shown give \($0.plain))" } ?? line
  }

  // MARK: Parts

  private var result: Numeral { format.numeral(explanation.result) }

  /// What the numbers shown give, where that is not the result shown; a digit more than shown.
  private var deviation: Numeral? {
    guard let numbers = explanation.numbers, explanation.result.isFinite else { return nil }
    let tensors = explanation.values.mapValues { value in
      Tensor(scalar: Double(format.numeral(value).plain) ?? value)
    }
    let computed = evaluate(numbers, on: tensors)
    let unit = pow(10, Double((result.exponent ?? 0) - format.digits))
    let distance = abs(computed - (Double(result.plain) ?? explanation.result))
    if distance < unit / 2 * (1 - 1e-6) { return nil }
    return NumberFormat(digits: min(format.digits + 1, 17)).numeral(computed)
  }

  private var symbol: Formula {
    let name = explanation.entry.name
    return .entry(of: deltas[name] ?? Formula(reference: name), at: explanation.entry.position)
  }

  /// The formula with the names of derivatives as derivatives.
  private var formula: Formula? {
    explanation.formula.map { formula in
      Formula(formula) { element in
        element.tensor.hasPrefix(Explanation.dots)
          ? .sign(.dots, isPrefix: false)
          : deltas[element.tensor]?.subscripted(element.subscripts.map { Formula($0) })
      }
    }
  }

  private var numbers: Formula? {
    explanation.numbers.map { numbers in
      Formula(numbers, joint: .dot) { element in
        if element.tensor.hasPrefix(Explanation.dots) { return .sign(.dots, isPrefix: false) }
        guard let value = explanation.values[element.tensor] else { return nil }
        let number = Formula.number(format.numeral(value), entry: nil)
        return value < 0 ? .fence(.parentheses, number) : number
      }
    }
  }

  /// Formula, numbers and result, without what says the same again.
  private var sides: [(Formula.Sign, Formula)] {
    guard let formula, let numbers else { return [(.equals, .number(result, entry: nil))] }
    let shown = PlainText.text(.number(result, entry: nil))
    var sides: [(Formula.Sign, Formula)] = [(.equals, formula)]
    if PlainText.text(formula) == shown { return sides }
    if PlainText.text(numbers) != shown, numbers != formula { sides.append((.equals, numbers)) }
    sides.append((deviation == nil ? .equals : .approximately, .number(result, entry: nil)))
    return sides
  }

  private var equation: Formula {
    .row([symbol] + sides.flatMap { [.sign($0.0, isPrefix: false), $0.1] })
  }

  private var lines: Formula {
    .lines(
      sides.enumerated().map { place, side in
        Formula.Line(place == 0 ? symbol : nil, side.0, side.1)
      })
  }
}
