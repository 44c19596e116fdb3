import Formulas
import WorkedExamples

/// A vector or matrix under the names of its rows and columns; of long axes both ends are shown.
struct NamedTable: Record {
  let names: AxisNames
  let tensor: TensorView?

  /// - Parameter tensor: a vector or a matrix.
  init(names: AxisNames, tensor: TensorView) {
    self.names = names
    self.tensor = tensor
  }

  static let members = Members<NamedTable>(
    [],
    derived: [
      ("heads", { table in .texts(table.columns.map { table.head($0) }) }),
      ("lines", { table in .list(table.rows.map { .record(table.line($0)) }) }),
    ])

  static let leftOut = "…"

  /// Whether it stands as one column: a vector whose entries are named as rows.
  private var isColumn: Bool { names.columns.isEmpty && shape.count == 1 }
  private var shape: [Int] { tensor?.shape.dimensions ?? [] }

  private var rows: [Int?] {
    guard let tensor else { return [] }
    return isColumn || shape.count == 2 ? tensor.shown(shape[0]) : [0]
  }

  private var columns: [Int?] {
    guard let tensor, !isColumn else { return [0] }
    return tensor.shown(shape[shape.count - 1])
  }

  private func head(_ column: Int?) -> String {
    guard let column else { return Self.leftOut }
    return names.columns.isEmpty ? "" : names.columns[column]
  }

  private func line(_ row: Int?) -> Line {
    let entries = columns.map { column -> Value in
      guard let row, let column, let entry = entry(row, column) else {
        return .text(Self.leftOut)
      }
      return .tensor(entry)
    }
    let name = row.map { names.rows.isEmpty ? "" : names.rows[$0] }
    return Line(name: name ?? Self.leftOut, entries: entries)
  }

  private func entry(_ row: Int, _ column: Int) -> TensorView? {
    if shape.count == 2 { return tensor?.part(row).part(column) }
    return tensor?.part(isColumn ? row : column)
  }

  /// A row of the table.
  struct Line: Record {
    let name: String
    let entries: [Value]

    static let members = Members<Line>(
      [], derived: [("name", { .text($0.name) }), ("entries", { .list($0.entries) })])
  }

  /// The table in plain text, its columns below each other.
  var plainLines: [String] {
    let head = [""] + columns.map { self.head($0) }
    let body = rows.map { row in
      let line = line(row)
      return [line.name] + line.entries.map { $0.plainText ?? "" }
    }
    let table = (names.columns.isEmpty ? [] : [head]) + body
    let widths = head.indices.map { column in table.map { $0[column].count }.max() ?? 0 }
    return table.map { cells in
      cells.enumerated().map { column, cell in
        let padding = String(repeating: " ", count: widths[column] - cell.count)
        return column == 0 ? cell + padding : padding + cell
      }.joined(separator: "  ")
    }
  }
}
