import Formulas
import Reports

/// Writes values as Markdown with the TeX that code hosts typeset.
struct MarkdownWriter: ValueWriter {
  func append(_ value: Value, _ context: Context, to output: inout [UInt8]) {
    switch context {
    case .text: appendInline(value, to: &output)
    case .block: appendBlock(value, to: &output)
    case .plain, .speech: HTMLText.append(value.line, to: &output)
    case .formulaWords:
      TeX.appendArgument(to: &output) {
        MarkdownText.append(value.line, startsLine: false, to: &$0)
      }
    case .code:
      if case .listing(let text, _) = value {
        appendLines(text.split(separator: "\n", omittingEmptySubsequences: false), to: &output)
      } else {
        output += value.line.replacing("`", with: "'").utf8
      }
    case .cellCode:
      // A bar ends a cell, even in code.
      output += value.line.replacing("`", with: "'").replacing("|", with: "\\|").utf8
    case .formula(let binding):
      TeX.append(value.formula(in: binding), in: binding, dialect: .markdown, to: &output)
    case .wholeFormula: appendTeX(value, dialect: .markdown, to: &output)
    case .address: appendAddress(value.line, to: &output)
    case .anchor: break
    }
  }

  private func appendInline(_ value: Value, to output: inout [UInt8]) {
    switch value {
    case .text:
      MarkdownText.append(value.line, startsLine: MarkdownText.startsLine(output), to: &output)
    case .code, .listing: MarkdownText.append(code: value.line, to: &output)
    case .count(let count): output += grouped(count, by: "\u{202F}").utf8
    case .name, .number, .tensor, .formula, .shared:
      if output.last == UInt8(ascii: "$") { output += MarkdownText.gap.utf8 }
      output.append(UInt8(ascii: "$"))
      appendTeX(value, dialect: .markdown, to: &output)
      output.append(UInt8(ascii: "$"))
    case .record, .flag, .list, .missing, .page: break
    }
  }

  private func appendBlock(_ value: Value, to output: inout [UInt8]) {
    switch value {
    case .listing(let text, let language):
      appendLines(MarkdownText.listing(text, language: language), to: &output)
    case .tensor, .formula, .shared:
      var tex: [UInt8] = []
      appendTeX(value, dialect: .markdown, to: &tex)
      appendLines(["$$", String(decoding: tex, as: UTF8.self), "$$"], to: &output)
    case .text, .name, .code, .count, .number, .record, .flag, .list, .missing, .page:
      appendInline(value, to: &output)
    }
  }

  /// Appends lines, each behind what the first one stands behind: the indentation of a list's item,
  /// the marks of a quotation.
  private func appendLines(_ lines: [some StringProtocol], to output: inout [UInt8]) {
    let start = (output.lastIndex(of: UInt8(ascii: "\n")) ?? -1) + 1
    let prefix = output[start...].map { $0 == UInt8(ascii: ">") ? $0 : UInt8(ascii: " ") }
    for (number, line) in lines.enumerated() {
      if number > 0 {
        output.append(UInt8(ascii: "\n"))
        output += prefix
      }
      output += line.utf8
    }
  }
}
