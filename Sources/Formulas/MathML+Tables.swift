/// What stands in rows and columns.
extension MathML {
  static func openMatrix(_ alignment: TensorView.Alignment, to bytes: inout [UInt8]) {
    switch alignment {
    case .centre: bytes.append("<mrow><mo>[</mo><mtable>")
    case .left: bytes.append("<mrow><mo>[</mo><mtable class=\"left\">")
    case .right: bytes.append("<mrow><mo>[</mo><mtable class=\"right\">")
    }
  }

  static func closeMatrix(to bytes: inout [UInt8]) {
    bytes.append("</mtable><mo>]</mo></mrow>")
  }

  static func append(_ cases: [Formula.Case], to bytes: inout [UInt8]) {
    bytes.append("<mrow><mo form=\"prefix\">{</mo><mtable class=\"cases\">")
    for item in cases {
      bytes.append("<mtr><mtd>")
      appendContent(item.value, to: &bytes)
      bytes.append("</mtd><mtd>")
      appendContent(item.condition, to: &bytes)
      bytes.append("</mtd></mtr>")
    }
    bytes.append("</mtable></mrow>")
  }

  static func append(_ lines: [Formula.Line], to bytes: inout [UInt8]) {
    let hasReasons = lines.contains { $0.reason != nil }
    bytes.append("<mtable class=\"lines\" displaystyle=\"true\">")
    for line in lines {
      bytes.append("<mtr><mtd>")
      if let left = line.left { appendContent(left, to: &bytes) }
      // An empty element before the sign, so that it stands between two as elsewhere.
      bytes.append("</mtd><mtd><mrow></mrow>")
      append(line.sign, isPrefix: false, to: &bytes)
      appendContent(line.right, to: &bytes)
      bytes.append("</mtd>")
      if hasReasons {
        bytes.append("<mtd>")
        if let reason = line.reason {
          bytes.append("<mrow class=\"reason\">")
          append(reason: reason, to: &bytes)
          bytes.append("</mrow>")
        }
        bytes.append("</mtd>")
      }
      bytes.append("</mtr>")
    }
    bytes.append("</mtable>")
  }

  private static func append(reason: Formula, to bytes: inout [UInt8]) {
    for item in reason.items {
      guard case .words(let text) = item else {
        appendContent(item, to: &bytes)
        continue
      }
      // White space at its ends would be dropped.
      bytes.append("<mtext>")
      if text.first == " " { bytes.append("\u{A0}") }
      HTMLText.append(text.split(separator: " ").joined(separator: " "), to: &bytes)
      if text.last == " " { bytes.append("\u{A0}") }
      bytes.append("</mtext>")
    }
  }
}
