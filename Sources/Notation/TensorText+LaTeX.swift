import Tensors

extension TensorText {
  /// The tensor in LaTeX, on one line: a scalar as a number, a vector as a row, higher ranks as a
  /// stack of matrices.
  public var latex: String {
    var text = ""
    text.reserveCapacity(min(tensor.count, 400) * 14 + 40)
    writeLatex(axis: 0, offset: 0, into: &text)
    return text
  }

  private func writeLatex(axis: Int, offset: Int, into text: inout String) {
    switch tensor.shape.rank - axis {
    case 0: text += numeral(at: offset).latex
    case 1: writeMatrix(rows: 1, columns: tensor.shape[axis], offset: offset, into: &text)
    case 2:
      writeMatrix(
        rows: tensor.shape[axis], columns: tensor.shape[axis + 1], offset: offset, into: &text)
    default:
      let size = tensor.shape.strides[axis]
      text += "\\begin{bmatrix} "
      for (number, place) in shown(tensor.shape[axis]).enumerated() {
        if number > 0 { text += " \\\\ " }
        if let place {
          writeLatex(axis: axis + 1, offset: offset + place * size, into: &text)
        } else {
          text += "\\vdots"
        }
      }
      text += " \\end{bmatrix}"
    }
  }

  private func writeMatrix(rows: Int, columns: Int, offset: Int, into text: inout String) {
    let shownRows = shown(rows)
    let shownColumns = shown(columns)
    let cells = shownRows.map { row in
      shownColumns.map { column in
        switch (row, column) {
        case (let row?, let column?): numeral(at: offset + row * columns + column).latex
        case (_?, nil): "\\cdots"
        case (nil, _?): "\\vdots"
        case (nil, nil): "\\ddots"
        }
      }
    }
    let isCentred = rows == 1 || Self.columnsAreEvenlyWide(cells)
    if isCentred {
      text += "\\begin{bmatrix} "
    } else {
      // Right-aligned, the decimal points stand below each other.
      text += "\\left[\\begin{array}{"
      text += String(repeating: "r", count: shownColumns.count)
      text += "} "
    }
    for (number, row) in cells.enumerated() {
      if number > 0 { text += " \\\\ " }
      for (number, cell) in row.enumerated() {
        if number > 0 { text += " & " }
        text += cell
      }
    }
    text += isCentred ? " \\end{bmatrix}" : " \\end{array}\\right]"
  }

  /// Whether in each column all cells have the same number of characters, so that centring them
  /// aligns their decimal points.
  private static func columnsAreEvenlyWide(_ cells: [[String]]) -> Bool {
    guard let first = cells.first else { return true }
    return cells.dropFirst().allSatisfy { row in
      zip(first, row).allSatisfy { $0.utf8.count == $1.utf8.count || $1.hasPrefix("\\") }
    }
  }
}
