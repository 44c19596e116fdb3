import Tensors

extension TensorText {
  /// The tensor as NumPy prints it: brackets, columns aligned, one row a line.
  public var plain: String {
    guard tensor.shape.rank > 0 else { return numeral(at: 0).plain }
    var cells: [Int: String] = [:]
    collect(axis: 0, offset: 0, into: &cells)
    let width = cells.values.reduce(0) { max($0, $1.utf8.count) }
    var text = ""
    writePlain(axis: 0, offset: 0, cells: cells, width: width, into: &text)
    return text
  }

  private func collect(axis: Int, offset: Int, into cells: inout [Int: String]) {
    guard axis < tensor.shape.rank else {
      cells[offset] = numeral(at: offset).plain
      return
    }
    let size = tensor.shape.strides[axis]
    for case let place? in shown(tensor.shape[axis]) {
      collect(axis: axis + 1, offset: offset + place * size, into: &cells)
    }
  }

  private func writePlain(
    axis: Int, offset: Int, cells: [Int: String], width: Int, into text: inout String
  ) {
    let isLast = axis == tensor.shape.rank - 1
    let size = tensor.shape.strides[axis]
    let separator = isLast ? " " : "\n" + String(repeating: " ", count: axis + 1)
    text += "["
    for (number, place) in shown(tensor.shape[axis]).enumerated() {
      if number > 0 { text += separator }
      guard let place else {
        text += "..."
        continue
      }
      if isLast {
        let cell = cells[offset + place] ?? ""
        // A vector stands alone, so nothing is gained by aligning it.
        let padding = tensor.shape.rank == 1 ? 0 : width - cell.utf8.count
        text += String(repeating: " ", count: padding) + cell
      } else {
        writePlain(
          axis: axis + 1, offset: offset + place * size, cells: cells, width: width, into: &text)
      }
    }
    text += "]"
  }
}
