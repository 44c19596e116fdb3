/// What the author may have meant by a name that does not exist.
public enum NearestNames {
  /// "did you mean 'S' or 'y'?", or `nil` where nothing is near.
  public static func suggestion(for name: String, among names: [String]) -> String? {
    let nearest = nearest(to: name, among: names)
    guard let last = nearest.last else { return nil }
    let quoted = nearest.dropLast().map { "'\($0)'" }.joined(separator: ", ")
    return "did you mean \(quoted.isEmpty ? "" : quoted + " or ")'\(last)'?"
  }

  /// The names that are near or, where none is, all of them behind `otherwise` ("there are"), as
  /// long as the list is short enough to be read.
  public static func suggestion(
    for name: String, among names: [String], otherwise: String
  ) -> String? {
    if let near = suggestion(for: name, among: names) { return near }
    let all = Set(names).sorted()
    return all.isEmpty || all.count > 30 ? nil : "\(otherwise) " + all.joined(separator: ", ")
  }

  /// At most three names, nearest first.
  ///
  /// Near is a distance of at most a third of the name's length (at least 1), or a name that begins
  /// with this one.
  static func nearest(to name: String, among names: [String]) -> [String] {
    let limit = max(1, name.count / 3)
    let ranked = Set(names).map { (distance: distance(name, $0), name: $0) }
    let near = ranked.filter {
      $0.distance <= limit || (name.count >= 3 && $0.name.hasPrefix(name))
    }
    return near.sorted { ($0.distance, $0.name) < ($1.distance, $1.name) }.prefix(3).map(\.name)
  }

  /// How many characters have to be changed, added, dropped or swapped with their neighbour (optimal
  /// string alignment); a change between capital and small counts for nothing. Of names that are
  /// longer than any can be, the beginning is compared.
  ///
  /// Source: https://en.wikipedia.org/wiki/Damerau–Levenshtein_distance
  static func distance(_ first: String, _ second: String) -> Int {
    let (a, b) = (Array(first.lowercased().prefix(60)), Array(second.lowercased().prefix(60)))
    if a.isEmpty || b.isEmpty { return max(a.count, b.count) }
    var beforeLast = [Int](repeating: 0, count: b.count + 1)
    var last = Array(0...b.count)
    for i in 1...a.count {
      var current = [i] + [Int](repeating: 0, count: b.count)
      for j in 1...b.count {
        let change = a[i - 1] == b[j - 1] ? 0 : 1
        current[j] = min(last[j] + 1, current[j - 1] + 1, last[j - 1] + change)
        if i > 1, j > 1, a[i - 1] == b[j - 2], a[i - 2] == b[j - 1] {
          current[j] = min(current[j], beforeLast[j - 2] + 1)
        }
      }
      (beforeLast, last) = (last, current)
    }
    return last[b.count]
  }
}
