import Problems
import Tensors
import Yams

/// Reads a given out of a file with comma-separated values:
///
///     { csv: data.csv }                              a matrix: a row for each record
///     { csv: data.csv, columns: [age, dose] }        these columns, in this order
///     { csv: data.csv, column: age }                 a vector
///     { csv: data.csv, row_names: person, skip: 2, rows: 20 }
struct FileGivenReader {
  let places: SourcePlaces
  /// What stands in a file of the project.
  let contents: FileReader

  static let keys = ["columns", "column", "rows", "skip", "row_names"]

  /// The numbers of a given, and the names that the file has for them.
  func read(
    _ name: String, _ node: Node, _ fields: [String: Node]
  ) throws(Problem) -> (numbers: TensorReader.Numbers, names: AxisNames) {
    let csv = try table(node)
    let named = try fields["row_names"].map { node throws(Problem) in
      try column(of: csv, node, for: "row_names")
    }
    let (columns, isVector) = try columns(of: csv, fields, besides: named)
    let records = try records(of: csv, fields, node)
    let (entries, overflow) = records.count.multipliedReportingOverflow(by: columns.count)
    guard !overflow, entries <= GivenReader.entryLimit else {
      throw places.problem(
        node.mark, "'\(name)' would have \(entries) entries; it may have \(GivenReader.entryLimit)",
        "'rows' takes the first ones")
    }
    var numbers = TensorReader.Numbers(
      shape: isVector ? [records.count] : [records.count, columns.count])
    numbers.values.reserveCapacity(entries)
    numbers.texts.reserveCapacity(entries)
    for record in records {
      for column in columns {
        numbers.values.append(try number(record[column], csv))
        numbers.texts.append(Self.trimmed(record[column].text))
      }
    }
    return (
      numbers,
      AxisNames(
        rows: named.map { column in records.map { oneLine($0[column].text) } } ?? [],
        columns: isVector ? [] : columns.map { oneLine(csv.header[$0].text) })
    )
  }

  private func oneLine(_ text: String) -> String {
    Self.trimmed(text.split(whereSeparator: \.isNewline).joined(separator: " "))
  }

  private static func trimmed(_ text: String) -> String {
    guard let first = text.firstIndex(where: { !$0.isWhitespace }),
      let last = text.lastIndex(where: { !$0.isWhitespace })
    else { return "" }
    return String(text[first...last])
  }

  // MARK: The file

  private func table(_ node: Node) throws(Problem) -> CSVText {
    guard case .scalar(let scalar) = node, !scalar.string.isEmpty else {
      throw places.problem(node.mark, "'csv' names no file, expected a path as in 'data.csv'")
    }
    let path = try path(scalar)
    let text: String
    do {
      text = try contents(path)
    } catch {
      // Of what stands in the file its own place tells more.
      if error.line != nil { throw error }
      throw places.problem(
        node.mark, "'\(path)' cannot be read: \(error.message)", error.suggestion)
    }
    return try CSVText(text, path: path)
  }

  /// A path from the example's folder, as one from the project's.
  private func path(_ scalar: Node.Scalar) throws(Problem) -> String {
    let typed = scalar.string
    func refused(_ reason: String, _ suggestion: String? = nil) -> Problem {
      places.problem(scalar.mark, "'\(typed)' \(reason)", suggestion)
    }
    guard !typed.unicodeScalars.contains(where: { $0.isControl || $0 == "\\" }) else {
      throw refused("is no path", "folders are separated by '/'")
    }
    guard !typed.hasPrefix("/"), !typed.hasPrefix("~") else {
      throw refused("is not within the project", "a path begins at the example's folder")
    }
    var parts = places.path.split(separator: "/").dropLast().map(String.init)
    for part in typed.split(separator: "/") where part != "." {
      guard part == ".." else {
        parts.append(String(part))
        continue
      }
      guard parts.popLast() != nil else { throw refused("leaves the project") }
    }
    return parts.joined(separator: "/")
  }

  // MARK: Columns

  private func columns(
    of csv: CSVText, _ fields: [String: Node], besides named: Int?
  ) throws(Problem) -> (columns: [Int], isVector: Bool) {
    if let node = fields["column"] {
      if let other = fields["columns"] {
        throw places.problem(
          other.mark, "found 'columns' beside 'column'",
          "'column' makes a vector, 'columns' a matrix")
      }
      return ([try column(of: csv, node, for: "column")], true)
    }
    guard let node = fields["columns"] else {
      return (csv.header.indices.filter { $0 != named }, false)
    }
    let nodes: [Node] = if case .sequence(let list) = node { Array(list) } else { [node] }
    guard !nodes.isEmpty else { throw places.problem(node.mark, "'columns' is an empty list") }
    var columns: [Int] = []
    for node in nodes { columns.append(try column(of: csv, node, for: "columns")) }
    return (columns, false)
  }

  private func column(of csv: CSVText, _ node: Node, for key: String) throws(Problem) -> Int {
    guard case .scalar(let scalar) = node else {
      throw places.problem(node.mark, "'\(key)' has a list where the name of a column is expected")
    }
    let names = csv.header.map { Self.trimmed($0.text) }
    guard let place = names.firstIndex(of: scalar.string) else {
      throw places.problem(
        node.mark, "'\(csv.path)' has no column '\(scalar.string)'",
        NearestNames.suggestion(for: scalar.string, among: names, otherwise: "it has"))
    }
    if let second = names.lastIndex(of: scalar.string), second != place {
      throw csv.problem(
        csv.header[second], "the column '\(scalar.string)' stands twice", "rename one of them")
    }
    return place
  }

  // MARK: Records

  private func records(
    of csv: CSVText, _ fields: [String: Node], _ file: Node
  ) throws(Problem) -> ArraySlice<[CSVText.Field]> {
    let tensors = TensorReader(places: places)
    guard !csv.records.isEmpty else {
      throw csv.problem(csv.header[0], "there are no records below the header")
    }
    let skipped =
      try fields["skip"].map { node throws(Problem) in
        try tensors.integer(node, for: "skip", in: 0...csv.records.count - 1)
      } ?? 0
    let rest = csv.records.dropFirst(skipped)
    guard let node = fields["rows"] else { return rest }
    return rest.prefix(try tensors.integer(node, for: "rows", in: 1...rest.count))
  }

  private func number(_ field: CSVText.Field, _ csv: CSVText) throws(Problem) -> Double {
    let text = Self.trimmed(field.text)
    guard let value = TensorReader.decimal(text) else {
      throw csv.problem(
        field, "found \(text.isEmpty ? "nothing" : "'\(text)'"), expected a number",
        text.contains(",") ? "decimals are written with a point" : nil)
    }
    guard value.isFinite else {
      throw csv.problem(field, "found '\(text)', which is too large for a number")
    }
    return value
  }
}
