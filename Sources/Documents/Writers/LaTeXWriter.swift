import Formulas
import Reports

/// Writes values as LaTeX.
struct LaTeXWriter: ValueWriter {
  func append(_ value: Value, _ context: Context, to output: inout [UInt8]) {
    switch context {
    case .text: appendInline(value, to: &output)
    case .block: appendBlock(value, to: &output)
    case .plain, .formulaWords, .code, .speech: LaTeXText.append(value.line, to: &output)
    case .formula(let binding):
      TeX.append(value.formula(in: binding), in: binding, dialect: .latex, to: &output)
    case .wholeFormula: appendTeX(value, dialect: .latex, to: &output)
    case .address:
      var address: [UInt8] = []
      appendAddress(value.line, to: &address)
      // A percent sign begins a comment.
      for byte in address {
        if byte == UInt8(ascii: "%") { output.append(UInt8(ascii: "\\")) }
        output.append(byte)
      }
    case .anchor: break
    }
  }

  private func appendInline(_ value: Value, to output: inout [UInt8]) {
    switch value {
    case .text: LaTeXText.append(value.line, to: &output)
    case .code, .listing:
      output += "\\texttt{".utf8
      LaTeXText.append(value.line, to: &output)
      output.append(UInt8(ascii: "}"))
    case .count(let count): output += grouped(count, by: "\\,").utf8
    case .name, .number, .tensor, .formula, .shared:
      output += "\\ensuremath{".utf8
      appendTeX(value, dialect: .latex, to: &output)
      output.append(UInt8(ascii: "}"))
    case .record, .flag, .list, .missing, .page: break
    }
  }

  private func appendBlock(_ value: Value, to output: inout [UInt8]) {
    switch value {
    case .listing(let text, _): output += LaTeXText.listing(text).utf8
    case .tensor, .formula, .shared:
      output += "\\[".utf8
      appendTeX(value, dialect: .latex, to: &output)
      output += "\\]".utf8
    case .text, .name, .code, .count, .number, .record, .flag, .list, .missing, .page:
      appendInline(value, to: &output)
    }
  }
}

extension TeX {
  /// Appends a formula within one that the author typed: in braces where a script stands beside it,
  /// apart from a command before it.
  static func append(
    _ formula: Formula, in binding: Binding, dialect: Dialect, to output: inout [UInt8]
  ) {
    switch binding {
    case .base, .script:
      output.append(UInt8(ascii: "{"))
      append(formula, dialect: dialect, to: &output)
      output.append(UInt8(ascii: "}"))
    case .loose, .term, .factor:
      if endsWithCommand(output) { output.append(UInt8(ascii: " ")) }
      append(formula, dialect: dialect, to: &output)
    }
  }

  private static func endsWithCommand(_ output: [UInt8]) -> Bool {
    guard let stop = output.lastIndex(where: { !isLetter($0) }), stop < output.count - 1 else {
      return false
    }
    return output[stop] == UInt8(ascii: "\\")
  }
}
