/// A matrix of which only the entries that may not be zero are stored, row by row.
public struct SparseRows: Hashable, Sendable {
  /// How many columns it has.
  public let columns: Int
  /// Where the entries of each row begin, and after the last row how many there are.
  private var starts = [0]
  private var places: [Int] = []
  private var values: [Double] = []

  /// A matrix without rows.
  public init(columns: Int) { self.columns = columns }

  /// A matrix with one entry in every row.
  ///
  /// - Parameters:
  ///   - places: its column, for each row.
  ///   - values: its value, for each row.
  public init(columns: Int, oneInEachRow places: [Int], _ values: [Double]) {
    precondition(places.count == values.count, "\(places.count) places of \(values.count) entries")
    self.columns = columns
    starts = Array(0...places.count)
    self.places = places
    self.values = values
  }

  /// Adds a row below the others.
  ///
  /// - Parameter entries: column and value, by rising columns.
  public mutating func append(row entries: some Sequence<(column: Int, value: Double)>) {
    for entry in entries {
      places.append(entry.column)
      values.append(entry.value)
    }
    starts.append(places.count)
  }

  /// How many rows it has.
  public var rows: Int { starts.count - 1 }

  /// Calls for every stored entry, by rising rows and then columns.
  func forEachEntry(_ body: (_ row: Int, _ column: Int, _ value: Double) -> Void) {
    for row in 0..<rows {
      for place in starts[row]..<starts[row + 1] { body(row, places[place], values[place]) }
    }
  }
}
