/// Numbers and tensors: straight from their doubles, each with the entry that it shows.
extension MathML {
  static func append(_ numeral: Numeral, entry: String?, to bytes: inout [UInt8]) {
    let isOne = !numeral.isNegative && numeral.exponent == nil
    if isOne {
      bytes.append(numeral.isWord ? "<mi" : "<mn")
      appendEntry(entry, to: &bytes)
      appendDigits(numeral, to: &bytes)
      return
    }
    bytes.append("<mrow")
    appendEntry(entry, to: &bytes)
    if numeral.isNegative { append(.minus, isPrefix: true, to: &bytes) }
    if !numeral.isPowerOfTen {
      bytes.append(numeral.isWord ? "<mi>" : "<mn>")
      appendDigits(numeral, to: &bytes)
    }
    if let exponent = numeral.exponent {
      if !numeral.isPowerOfTen { bytes.append("<mo>×</mo>") }
      bytes.append("<msup><mn>10</mn>")
      append(Numeral(exponent), entry: nil, to: &bytes)
      bytes.append("</msup>")
    }
    bytes.append("</mrow>")
  }

  private static func appendDigits(_ numeral: Numeral, to bytes: inout [UInt8]) {
    if numeral.isWord {
      bytes.append(text: numeral.digits == "inf" ? "∞" : numeral.digits)
      bytes.append("</mi>")
    } else {
      bytes.append(text: numeral.digits)
      bytes.append("</mn>")
    }
  }

  /// Appends the rest of a start tag.
  private static func appendEntry(_ entry: String?, to bytes: inout [UInt8]) {
    if let entry {
      bytes.append(" data-entry=\"")
      HTMLText.append(entry, to: &bytes)
      bytes.append("\">")
    } else {
      bytes.append(UInt8(ascii: ">"))
    }
  }

  static func append(_ view: TensorView, to bytes: inout [UInt8]) {
    var writer = TensorWriter(view)
    writer.append(view.shape.dimensions[...], offset: view.offset, to: &bytes)
  }

  /// Writes the entries of one tensor.
  private struct TensorWriter {
    let view: TensorView
    let alignment: TensorView.Alignment
    /// What the entry is called, up to the axis that is being written: `W.2`.
    var entry: [UInt8] = []

    init(_ view: TensorView) {
      self.view = view
      alignment = view.alignment
      guard let name = view.name else { return }
      HTMLText.append(name, to: &entry)
      for place in view.position { append(place: place) }
    }

    private mutating func append(place: Int) {
      guard view.name != nil else { return }
      entry.append(UInt8(ascii: "."))
      entry.append(integer: place + 1)
    }

    /// - Parameter axes: the lengths of the axes that are left.
    mutating func append(_ axes: ArraySlice<Int>, offset: Int, to bytes: inout [UInt8]) {
      switch axes.count {
      case 0: append(at: offset, to: &bytes)
      case 1:
        MathML.openMatrix(.centre, to: &bytes)
        bytes.append("<mtr>")
        appendRow(axes, offset: offset, to: &bytes)
        bytes.append("</mtr>")
        MathML.closeMatrix(to: &bytes)
      default:
        let rows = axes[axes.startIndex]
        let rest = axes.dropFirst()
        let size = rest.reduce(1, *)
        MathML.openMatrix(axes.count == 2 && rows > 1 ? alignment : .centre, to: &bytes)
        for row in view.shown(rows) {
          bytes.append("<mtr>")
          let length = entry.count
          if let row {
            append(place: row)
            if rest.count == 1 {
              appendRow(rest, offset: offset + row * size, to: &bytes)
            } else {
              bytes.append("<mtd>")
              append(rest, offset: offset + row * size, to: &bytes)
              bytes.append("</mtd>")
            }
          } else if rest.count == 1 {
            for column in view.shown(rest[rest.startIndex]) {
              bytes.append(column == nil ? "<mtd><mo>⋱</mo></mtd>" : "<mtd><mo>⋮</mo></mtd>")
            }
          } else {
            bytes.append("<mtd><mo>⋮</mo></mtd>")
          }
          entry.removeSubrange(length...)
          bytes.append("</mtr>")
        }
        MathML.closeMatrix(to: &bytes)
      }
    }

    private mutating func appendRow(
      _ axes: ArraySlice<Int>, offset: Int, to bytes: inout [UInt8]
    ) {
      let length = entry.count
      for column in view.shown(axes[axes.startIndex]) {
        guard let column else {
          bytes.append("<mtd><mo>⋯</mo></mtd>")
          continue
        }
        bytes.append("<mtd>")
        append(place: column)
        append(at: offset + column, to: &bytes)
        entry.removeSubrange(length...)
        bytes.append("</mtd>")
      }
    }

    private func append(at offset: Int, to bytes: inout [UInt8]) {
      switch view.format.shown(view.tensor.values[offset], style: view.style) {
      case .decimal(let decimal):
        bytes.append(decimal.isNegative ? "<mrow" : "<mn")
        if view.name != nil {
          bytes.append(" data-entry=\"")
          bytes.append(contentsOf: entry)
          bytes.append(UInt8(ascii: "\""))
        }
        bytes.append(decimal.isNegative ? "><mo form=\"prefix\">−</mo><mn>" : ">")
        decimal.appendDigits(to: &bytes)
        bytes.append(decimal.isNegative ? "</mn></mrow>" : "</mn>")
      case .other(let numeral):
        let entry = view.name == nil ? nil : String(decoding: entry, as: UTF8.self)
        MathML.append(numeral, entry: entry, to: &bytes)
      }
    }
  }
}
