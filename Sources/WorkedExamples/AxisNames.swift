/// What the rows and the columns of a given are called, by the author or by a file's header.
public struct AxisNames: Hashable, Sendable, Codable {
  /// One for each row, or of a vector for each entry; empty where they have no names.
  public var rows: [String]
  /// One for each column, or of a vector for each entry; empty where they have no names.
  public var columns: [String]

  /// Names of rows and of columns.
  public init(rows: [String] = [], columns: [String] = []) {
    self.rows = rows
    self.columns = columns
  }

  /// Whether there is none.
  public var isEmpty: Bool { rows.isEmpty && columns.isEmpty }
}
