import Formulas
import Problems

extension Value {
  /// The value as mathematics; `nil` where it has no such form.
  public var formula: Formula? {
    switch self {
    case .formula(let formula): formula
    case .shared(let shared): shared.formula
    case .tensor(let tensor): tensor.shape.rank == 0 ? Self.entry(tensor) : .tensor(tensor)
    case .number(let number): .number(number.numeral, entry: number.entry)
    case .count(let count): .number(Numeral(String(count)), entry: nil)
    case .name(let name): Formula(name: name)
    case .text(let text): .words(text)
    case .code(let code): .word(code)
    case .record(let record): record.whole?.formula
    case .listing, .flag, .list, .missing, .page: nil
    }
  }

  /// The value in one line of plain text, as a terminal shows it; `nil` where it has no such form.
  public var plainText: String? {
    switch self {
    case .text(let text), .code(let text), .listing(let text, _), .name(let text): text
    case .count(let count): String(count)
    case .formula, .shared, .tensor, .number: formula.map(PlainText.text)
    case .flag(let flag): flag ? "yes" : "no"
    case .record(let record): record.whole?.plainText
    case .list, .missing, .page: nil
    }
  }

  /// The number of a tensor without axes, or of one of its entries.
  private static func entry(_ tensor: TensorView) -> Formula {
    .number(tensor.numeral(at: tensor.offset), entry: tensor.entryName(of: tensor.position))
  }
}

/// A text on one line, without control characters, so that none can drive a terminal.
package func oneLine(_ text: String) -> String {
  guard text.unicodeScalars.contains(where: \.isControl) else { return text }
  let line = text.split { $0.isNewline || $0 == "\t" }.joined(separator: " ")
  return String(String.UnicodeScalarView(line.unicodeScalars.filter { !$0.isControl }))
}
