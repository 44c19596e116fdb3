import Synchronization

/// A formula that many pages show: written once in each form, and copied from then on.
public final class SharedFormula: Sendable {
  /// What is written.
  public let formula: Formula
  private let written = Mutex<[Form: [UInt8]]>([:])

  private enum Form: Hashable {
    case mathML(isDisplay: Bool)
    case tex(TeX.Dialect)
    case plainText
  }

  /// Nothing is written before it is asked for.
  public init(_ formula: Formula) { self.formula = formula }

  /// Appends the formula with its `<math>` element.
  public func appendMathML(isDisplay: Bool, to bytes: inout [UInt8]) {
    bytes += written(.mathML(isDisplay: isDisplay)) {
      MathML.append(formula, isDisplay: isDisplay, to: &$0)
    }
  }

  /// Appends the formula as TeX, without delimiters.
  public func appendTeX(dialect: TeX.Dialect, to bytes: inout [UInt8]) {
    bytes += written(.tex(dialect)) { TeX.append(formula, dialect: dialect, to: &$0) }
  }

  /// Appends the formula as plain text, in one line where it is one.
  public func appendPlainText(to bytes: inout [UInt8]) {
    bytes += written(.plainText) { PlainText.append(formula, to: &$0) }
  }

  private func written(_ form: Form, _ write: (inout [UInt8]) -> Void) -> [UInt8] {
    written.remembered(form) {
      var bytes: [UInt8] = []
      write(&bytes)
      return bytes
    }
  }
}
