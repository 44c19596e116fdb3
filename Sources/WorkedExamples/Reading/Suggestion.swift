/// Names near to one that does not exist.
public enum Suggestion {
  /// "did you mean 'softmax'?", or what there is where nothing is near and the list is short.
  ///
  /// Near is an edit distance (insertions, deletions, changes, swaps of neighbours) of at most a
  /// third of the name's length, at least 1; case does not count.
  public static func nearest(to name: String, in names: [String], what: String = "there is")
    -> String?
  {
    let limit = max(1, name.count / 3)
    let near = Set(names).map { ($0, distance(name.lowercased(), $0.lowercased())) }
      .filter { $0.1 <= limit }
      .sorted { ($0.1, $0.0) < ($1.1, $1.0) }
    if !near.isEmpty {
      return "did you mean "
        + near.prefix(3).map { "'\($0.0)'" }.joined(separator: " or ") + "?"
    }
    let all = Set(names).sorted()
    guard !all.isEmpty, all.count <= 30 else { return nil }
    return "\(what) " + all.joined(separator: ", ")
  }

  /// The optimal string alignment distance.
  ///
  /// Source: https://en.wikipedia.org/wiki/Damerau–Levenshtein_distance
  static func distance(_ first: String, _ second: String) -> Int {
    let (a, b) = (Array(first.prefix(60)), Array(second.prefix(60)))
    var rows = [[Int]](
      repeating: [Int](repeating: 0, count: b.count + 1), count: a.count + 1)
    for i in 0...a.count { rows[i][0] = i }
    for j in 0...b.count { rows[0][j] = j }
    for i in a.indices {
      for j in b.indices {
        rows[i + 1][j + 1] = min(
          rows[i][j + 1] + 1, rows[i + 1][j] + 1, rows[i][j] + (a[i] == b[j] ? 0 : 1))
        if i > 0, j > 0, a[i] == b[j - 1], a[i - 1] == b[j] {
          rows[i + 1][j + 1] = min(rows[i + 1][j + 1], rows[i - 1][j - 1] + 1)
        }
      }
    }
    return rows[a.count][b.count]
  }
}

/// "1 entry", "2 entries": a number with its noun, for messages.
func count(_ number: Int, _ noun: String) -> String {
  let plural =
    noun == "index" ? "indices" : noun.hasSuffix("y") ? noun.dropLast() + "ies" : noun + "s"
  return number == 1 ? "1 \(noun)" : "\(number) \(plural)"
}
