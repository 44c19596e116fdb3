/// Numbers, and what stands in rows and columns.
extension TeXWriter {
  func append(_ numeral: Numeral, to bytes: inout [UInt8]) {
    if numeral.isNegative { bytes.append("-") }
    if numeral.isWord {
      if numeral.digits == "inf" {
        bytes.append("\\infty ")
      } else {
        appendWord(numeral.digits, "\\mathrm{", to: &bytes)
      }
      return
    }
    if !numeral.isPowerOfTen { bytes.append(text: numeral.digits) }
    guard let exponent = numeral.exponent else { return }
    bytes.append(numeral.isPowerOfTen ? "10^{" : " \\times 10^{")
    bytes.append(integer: exponent)
    bytes.append("}")
  }

  private var rowEnd: StaticString { dialect == .latex ? " \\\\ " : " \\cr " }
  /// Between lines, whose fractions would touch.
  private var lineEnd: StaticString { dialect == .latex ? " \\\\[1ex] " : " \\cr " }

  func append(_ view: TensorView, to bytes: inout [UInt8]) {
    append(view, view.shape.dimensions[...], offset: view.offset, view.alignment, to: &bytes)
  }

  private func append(
    _ view: TensorView, _ axes: ArraySlice<Int>, offset: Int, _ alignment: TensorView.Alignment,
    to bytes: inout [UInt8]
  ) {
    guard let first = axes.first else { return append(view, at: offset, to: &bytes) }
    if axes.count == 1 {
      bytes.append("\\begin{bmatrix} ")
      appendRow(view, axes, offset: offset, to: &bytes)
      bytes.append(" \\end{bmatrix}")
      return
    }
    let rest = axes.dropFirst()
    let size = rest.reduce(1, *)
    let isMatrix = axes.count == 2
    if isMatrix, first > 1 {
      bytes.append("\\left[\\begin{array}{")
      let letter: UInt8 =
        switch alignment {
        case .centre: UInt8(ascii: "c")
        case .left: UInt8(ascii: "l")
        case .right: UInt8(ascii: "r")
        }
      for _ in view.shown(rest[rest.startIndex]) { bytes.append(letter) }
      bytes.append("} ")
    } else {
      bytes.append("\\begin{bmatrix} ")
    }
    for (place, row) in view.shown(first).enumerated() {
      if place > 0 { bytes.append(rowEnd) }
      switch row {
      case let row? where isMatrix:
        appendRow(view, rest, offset: offset + row * size, to: &bytes)
      case let row?: append(view, rest, offset: offset + row * size, alignment, to: &bytes)
      case nil where isMatrix:
        for (place, column) in view.shown(rest[rest.startIndex]).enumerated() {
          if place > 0 { bytes.append(" & ") }
          bytes.append(column == nil ? "\\ddots" : "\\vdots")
        }
      case nil: bytes.append("\\vdots")
      }
    }
    bytes.append(isMatrix && first > 1 ? " \\end{array}\\right]" : " \\end{bmatrix}")
  }

  private func appendRow(
    _ view: TensorView, _ axes: ArraySlice<Int>, offset: Int, to bytes: inout [UInt8]
  ) {
    for (place, column) in view.shown(axes[axes.startIndex]).enumerated() {
      if place > 0 { bytes.append(" & ") }
      if let column {
        append(view, at: offset + column, to: &bytes)
      } else {
        bytes.append("\\cdots")
      }
    }
  }

  private func append(_ view: TensorView, at offset: Int, to bytes: inout [UInt8]) {
    switch view.format.shown(view.tensor.values[offset], style: view.style) {
    case .decimal(let decimal):
      if decimal.isNegative { bytes.append("-") }
      decimal.appendDigits(to: &bytes)
    case .other(let numeral): append(numeral, to: &bytes)
    }
  }

  func append(_ cases: [Formula.Case], to bytes: inout [UInt8]) {
    bytes.append("\\begin{cases} ")
    for (place, item) in cases.enumerated() {
      if place > 0 { bytes.append(rowEnd) }
      append(item.value, to: &bytes)
      bytes.append(" & ")
      append(item.condition, to: &bytes)
    }
    bytes.append(" \\end{cases}")
  }

  func append(_ lines: [Formula.Line], to bytes: inout [UInt8]) {
    bytes.append("\\begin{aligned} ")
    for (place, line) in lines.enumerated() {
      if place > 0 { bytes.append(lineEnd) }
      if let left = line.left { append(left, to: &bytes) }
      bytes.append(" &")
      append(line.sign, isPrefix: false, to: &bytes)
      append(line.right, to: &bytes)
      if let reason = line.reason {
        bytes.append(" && ")
        append(reason: reason, to: &bytes)
      }
    }
    bytes.append(" \\end{aligned}")
  }

  /// Formulas among the words are small, as they are in a line of text.
  private func append(reason: Formula, to bytes: inout [UInt8]) {
    let items = reason.items
    if items.count > 1 { bytes.append("\\textstyle ") }
    for item in items {
      if case .words(let text) = item {
        appendText(text, to: &bytes)
      } else {
        append(item, to: &bytes)
      }
    }
  }
}
