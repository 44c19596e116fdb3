import Formulas
import Reports

/// Writes values as LaTeX.
struct LaTeXWriter: ValueWriter {
  func append(_ value: Value, _ context: Context, to output: inout [UInt8]) {
    if case .record(let record) = value {
      if let whole = record.whole { append(whole, context, to: &output) }
      return
    }
    switch context {
    case .text: appendInline(value, to: &output)
    case .block: appendBlock(value, to: &output)
    case .plain, .formulaWords, .code, .speech: output += LaTeXText.escaped(value.line).utf8
    case .formula(let binding): appendFormula(value.formula(in: binding), binding, to: &output)
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
    case .text: output += LaTeXText.escaped(value.line).utf8
    case .code, .listing: output += "\\texttt{\(LaTeXText.escaped(value.line))}".utf8
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

  private func appendFormula(_ formula: Formula, _ binding: Binding, to output: inout [UInt8]) {
    TeX.append(formula, in: binding, dialect: .latex, to: &output)
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

  private static func isLetter(_ byte: UInt8) -> Bool { (0x61...0x7A).contains(byte | 0x20) }
}
