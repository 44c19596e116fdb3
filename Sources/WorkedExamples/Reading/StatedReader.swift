import IndexNotation
import Problems
import Tensors
import Yams

/// Reads what an author says of numbers beside them: facts, which have to be so, and the names of
/// rows and columns.
struct StatedReader {
  let places: SourcePlaces

  /// What may be said, and the fact that it is.
  static let facts: [(key: String, fact: Fact)] = [
    ("symmetric", .symmetric), ("positive", .positive), ("orthogonal", .orthogonal),
    ("distribution", .lastAxisSumsToOne), ("positive_definite", .positiveDefinite),
    ("zero_or_one", .zeroOrOne),
  ]

  /// The facts that are said, each checked on the numbers.
  func facts(
    of name: String, _ numbers: TensorReader.Numbers, _ fields: [String: Node]
  ) throws(Problem) -> [Fact] {
    var found: [Fact] = []
    for (key, fact) in Self.facts {
      guard let node = fields[key], try flag(key, node) else { continue }
      if let complaint = fact.complaint(about: numbers.tensor, text: { numbers.texts[$0] }) {
        let said = key == "distribution" ? "a distribution" : key.replacing("_", with: " ")
        throw places.problem(node.mark, "'\(name)' is said to be \(said), \(complaint)")
      }
      found.append(fact)
    }
    return found
  }

  private func flag(_ key: String, _ node: Node) throws(Problem) -> Bool {
    guard let value = ["true": true, "false": false][node.scalar?.string ?? ""] else {
      throw places.problem(
        node.mark, "'\(key)' is \(node.scalar?.string ?? "a list"), expected true or false")
    }
    return value
  }

  /// The names that are given to rows and columns, as many as there are.
  func names(
    of name: String, _ shape: [Int], rows: Node?, columns: Node?
  ) throws(Problem) -> AxisNames {
    guard let first = rows ?? columns else { return AxisNames() }
    guard (1...2).contains(shape.count) else {
      throw places.problem(
        first.mark,
        shape.isEmpty
          ? "'\(name)' is one number, it has no rows and columns"
          : "'\(name)' has \(shape.count) axes; names are for the rows and columns of a matrix")
    }
    if shape.count == 1, rows != nil, let columns {
      throw places.problem(
        columns.mark, "'\(name)' is a vector: its entries have names by 'rows' or by 'columns'")
    }
    return AxisNames(
      rows: try names("row", of: name, shape[0], shape.count, rows),
      columns: try names("column", of: name, shape[shape.count - 1], shape.count, columns))
  }

  private func names(
    _ kind: String, of name: String, _ count: Int, _ rank: Int, _ node: Node?
  ) throws(Problem) -> [String] {
    guard let node else { return [] }
    guard case .sequence(let list) = node else {
      throw places.problem(node.mark, "'\(kind)s' of '\(name)' is no list of names")
    }
    guard list.count == count else {
      throw places.problem(
        node.mark,
        "'\(name)' has \(counted(count, rank == 1 ? "entry" : kind)), but '\(kind)s' has "
          + counted(list.count, "name"))
    }
    var names: [String] = []
    for node in list {
      guard case .scalar(let scalar) = node else {
        throw places.problem(
          node.mark, "'\(kind)s' of '\(name)' has a list where a name is expected")
      }
      names.append(scalar.string.split(whereSeparator: \.isNewline).joined(separator: " "))
    }
    return names
  }
}
