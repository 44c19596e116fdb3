/// Tensors as NumPy prints them.
extension PlainText {
  /// The rows of a tensor: brackets, columns aligned, `...` for what is left out.
  public static func block(_ view: TensorView) -> [String] {
    let cells = Cells(view, isAligned: true)
    var bytes: [UInt8] = []
    cells.append(view.shape.dimensions[...], offset: view.offset, to: &bytes)
    return String(decoding: bytes, as: UTF8.self).split(separator: "\n").map(String.init)
  }

  /// Appends a tensor on one line.
  static func write(_ view: TensorView, to bytes: inout [UInt8]) {
    Cells(view, isAligned: false)
      .append(view.shape.dimensions[...], offset: view.offset, to: &bytes)
  }

  private struct Cells {
    let view: TensorView
    /// Whether rows stand below each other.
    let isAligned: Bool
    private var width = 0

    init(_ view: TensorView, isAligned: Bool) {
      self.view = view
      self.isAligned = isAligned
      // A vector stands alone, so nothing is gained by aligning it.
      guard isAligned, view.shape.rank > 1 else { return }
      var cell: [UInt8] = []
      forEachShown(view.shape.dimensions[...], offset: view.offset) {
        cell.removeAll(keepingCapacity: true)
        view.format.append(view.tensor.values[$0], style: view.style, to: &cell)
        width = max(width, cell.count)
      }
    }

    private func forEachShown(_ axes: ArraySlice<Int>, offset: Int, _ body: (Int) -> Void) {
      guard let first = axes.first else { return body(offset) }
      let rest = axes.dropFirst()
      let size = rest.reduce(1, *)
      for case let place? in view.shown(first) {
        forEachShown(rest, offset: offset + place * size, body)
      }
    }

    func append(_ axes: ArraySlice<Int>, offset: Int, to bytes: inout [UInt8]) {
      guard let first = axes.first else {
        let start = bytes.count
        view.format.append(view.tensor.values[offset], style: view.style, to: &bytes)
        let padding = width - (bytes.count - start)
        if padding > 0 {
          bytes.insert(contentsOf: repeatElement(UInt8(ascii: " "), count: padding), at: start)
        }
        return
      }
      let rest = axes.dropFirst()
      let size = rest.reduce(1, *)
      bytes.append("[")
      for (number, place) in view.shown(first).enumerated() {
        if number > 0, rest.isEmpty || !isAligned {
          bytes.append(" ")
        } else if number > 0 {
          bytes.append("\n")
          for _ in 0...(view.shape.rank - axes.count) { bytes.append(" ") }
        }
        if let place {
          append(rest, offset: offset + place * size, to: &bytes)
        } else {
          bytes.append("...")
        }
      }
      bytes.append("]")
    }
  }
}
