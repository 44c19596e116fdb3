import Formulas
import Reports

/// Writes values as HTML, formulas as MathML.
struct HTMLWriter: ValueWriter {
  func append(_ value: Value, _ context: Context, to output: inout [UInt8]) {
    switch context {
    case .text: appendInline(value, to: &output)
    case .block: appendBlock(value, to: &output)
    case .plain, .formulaWords: HTMLText.append(value.line, to: &output)
    case .code, .cellCode: appendCode(value, to: &output)
    case .formula(let binding): MathML.appendContent(value.formula(in: binding), to: &output)
    case .wholeFormula(let isDisplay): appendMath(value, isDisplay: isDisplay, to: &output)
    case .speech: HTMLText.append(value.formula.map(Speech.sentence) ?? value.line, to: &output)
    case .address: appendAddress(value.line, to: &output)
    case .anchor: break
    }
  }

  private func appendInline(_ value: Value, to output: inout [UInt8]) {
    switch value {
    case .text: HTMLText.append(value.line, to: &output)
    case .code, .listing:
      output += "<code>".utf8
      HTMLText.append(value.line, to: &output)
      output += "</code>".utf8
    case .count(let count): HTMLText.append(grouped(count, by: "\u{202F}"), to: &output)
    case .name, .number, .tensor, .formula, .shared:
      appendMath(value, isDisplay: false, to: &output)
    case .record, .flag, .list, .missing, .page: break
    }
  }

  private func appendBlock(_ value: Value, to output: inout [UInt8]) {
    switch value {
    case .listing(let text, let language):
      output += "<pre tabindex=\"0\"><code class=\"language-\(language)\">".utf8
      HTMLText.append(Self.withoutBlankEnds(text), to: &output)
      output += "\n</code></pre>".utf8
    case .tensor, .formula, .shared:
      output += Equation.opening.utf8
      appendMath(value, isDisplay: true, to: &output)
      output += Equation.closing.utf8
    case .text, .name, .code, .count, .number, .record, .flag, .list, .missing, .page:
      output += "<p>".utf8
      appendInline(value, to: &output)
      output += "</p>".utf8
    }
  }

  private func appendMath(_ value: Value, isDisplay: Bool, to output: inout [UInt8]) {
    if case .shared(let shared) = value {
      shared.appendMathML(isDisplay: isDisplay, to: &output)
    } else {
      MathML.append(value.formula(in: .loose), isDisplay: isDisplay, to: &output)
    }
  }

  private func appendCode(_ value: Value, to output: inout [UInt8]) {
    if case .listing(let text, _) = value {
      HTMLText.append(Self.withoutBlankEnds(text), to: &output)
    } else {
      HTMLText.append(value.line, to: &output)
    }
  }

  private static func withoutBlankEnds(_ text: String) -> String {
    var lines = text.split(separator: "\n", omittingEmptySubsequences: false)[...]
    while lines.first?.allSatisfy(\.isWhitespace) == true { lines.removeFirst() }
    while lines.last?.allSatisfy(\.isWhitespace) == true { lines.removeLast() }
    return lines.joined(separator: "\n")
  }
}
