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
      // The decimal points stand below each other: as typed, numbers have different tails; with the
      // same digits after the point, different heads.
      text += "\\left[\\begin{array}{"
      text += String(
        repeating: Self.isEvenBeforePoint(cells) ? "l" : "r", count: shownColumns.count)
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

  /// Whether all cells have as many characters before the point.
  private static func isEvenBeforePoint(_ cells: [[String]]) -> Bool {
    let heads = cells.joined().lazy.filter { !$0.hasPrefix("\\") }.map {
      $0.prefix { $0 != "." }.count
    }
    return heads.allSatisfy { $0 == heads.first }
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
