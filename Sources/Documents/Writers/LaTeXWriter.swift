import Formulas
import Reports

/// Writes values as LaTeX.
struct LaTeXWriter: ValueWriter {
  func append(_ value: Value, _ context: Context, to output: inout [UInt8]) {
    switch context {
    case .text: appendInline(value, to: &output)
    case .block: appendBlock(value, to: &output)
    case .formulaWords:
      TeX.appendArgument(to: &output) { LaTeXText.append(value.line, to: &$0) }
    case .code, .cellCode:
      if case .listing(let text, _) = value {
        output += LaTeXText.lines(text).utf8
      } else {
        LaTeXText.append(value.line, to: &output)
      }
    case .plain, .speech: LaTeXText.append(value.line, to: &output)
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
  /// Appends a formula within one that the author typed: in braces where a script stands beside it
  /// or a command before it may take it as its argument, which is one digit without them.
  static func append(
    _ formula: Formula, in binding: Binding, dialect: Dialect, to output: inout [UInt8]
  ) {
    switch binding {
    case .base, .script:
      output.append(UInt8(ascii: "{"))
      append(formula, dialect: dialect, to: &output)
      output.append(UInt8(ascii: "}"))
    case .loose, .term, .factor, .beside:
      appendArgument(to: &output) { append(formula, dialect: dialect, to: &$0) }
    }
  }

  /// Appends what stands apart from a command before it.
  static func appendArgument(to output: inout [UInt8], _ write: (inout [UInt8]) -> Void) {
    guard let command = lastCommand(output) else { return write(&output) }
    if FormulaReader.mayTakeArgument(command) {
      output.append(UInt8(ascii: "{"))
      write(&output)
      output.append(UInt8(ascii: "}"))
    } else {
      if output.last != UInt8(ascii: " ") { output.append(UInt8(ascii: " ")) }
      write(&output)
    }
  }

  /// The command that a text ends with, but for blanks.
  private static func lastCommand(_ output: [UInt8]) -> String? {
    let text = output[..<((output.lastIndex { $0 != UInt8(ascii: " ") } ?? -1) + 1)]
    guard let stop = text.lastIndex(where: { !isLetter($0) }), stop < text.count - 1,
      text[stop] == UInt8(ascii: "\\")
    else { return nil }
    return String(decoding: text[(stop + 1)...], as: UTF8.self)
  }
}
