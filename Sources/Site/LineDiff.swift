/// The difference of two texts, line by line.
struct LineDiff {
  private enum Edit {
    case keep(old: Int, new: Int)
    case remove(old: Int)
    case add(new: Int)
  }
  private let old: [Substring]
  private let new: [Substring]
  private var edits: [Edit] = []

  init(old: String, new: String) {
    self.old = old.split(separator: "\n", omittingEmptySubsequences: false)
    self.new = new.split(separator: "\n", omittingEmptySubsequences: false)
    compare()
  }

  /// Finds the edits: what both texts begin and end with is kept, the middle goes through Myers'
  /// algorithm as the standard library has it.
  private mutating func compare() {
    var start = 0
    while start < old.count, start < new.count, old[start] == new[start] { start += 1 }
    var (oldEnd, newEnd) = (old.count, new.count)
    while oldEnd > start, newEnd > start, old[oldEnd - 1] == new[newEnd - 1] {
      (oldEnd, newEnd) = (oldEnd - 1, newEnd - 1)
    }
    edits = (0..<start).map { .keep(old: $0, new: $0) }
    // The algorithm takes the square of the number of edits: what is mostly new is all new.
    let isLarge = (oldEnd - start) + (newEnd - start) > 20_000
    var removed: Set<Int> = []
    var added: Set<Int> = []
    if isLarge {
      removed = Set(start..<oldEnd)
      added = Set(start..<newEnd)
    } else {
      for change in new[start..<newEnd].difference(from: old[start..<oldEnd]) {
        switch change {
        case .remove(let offset, _, _): removed.insert(start + offset)
        case .insert(let offset, _, _): added.insert(start + offset)
        }
      }
    }
    var (i, j) = (start, start)
    while i < oldEnd || j < newEnd {
      if i < oldEnd, removed.contains(i) {
        edits.append(.remove(old: i))
        i += 1
      } else if j < newEnd, added.contains(j) {
        edits.append(.add(new: j))
        j += 1
      } else {
        edits.append(.keep(old: i, new: j))
        (i, j) = (i + 1, j + 1)
      }
    }
    edits += zip(oldEnd..<old.count, newEnd..<new.count).map { .keep(old: $0, new: $1) }
  }

  /// The first line of the old text that differs, counted from 1.
  var firstLine: Int {
    let first = edits.firstIndex { if case .keep = $0 { false } else { true } } ?? 0
    return min(first + 1, max(1, old.count))
  }

  /// The edits in the form of `diff -u`.
  ///
  /// - Parameters:
  ///   - context: how many lines are kept around each edit.
  ///   - longest: so many lines are shown at most, and so many characters of each.
  func unified(
    path: String, context: Int = 3, longest: (lines: Int, characters: Int) = (60, 160)
  ) -> String {
    var lines = ["--- \(path)", "+++ \(path) (made anew)"]
    for range in hunks(context: context) {
      lines.append(header(range))
      for edit in edits[range] {
        switch edit {
        case .keep(let line, _): lines.append(" " + cut(old[line], longest.characters))
        case .remove(let line): lines.append("-" + cut(old[line], longest.characters))
        case .add(let line): lines.append("+" + cut(new[line], longest.characters))
        }
      }
    }
    let rest = lines.count - longest.lines
    return rest > 0
      ? (lines.prefix(longest.lines) + ["... \(rest) more lines"]).joined(separator: "\n")
      : lines.joined(separator: "\n")
  }

  private func cut(_ line: Substring, _ longest: Int) -> String {
    line.utf8.count > longest && line.count > longest ? line.prefix(longest) + "..." : String(line)
  }

  /// Ranges of edits that are shown together.
  private func hunks(context: Int) -> [Range<Int>] {
    var hunks: [Range<Int>] = []
    for (number, edit) in edits.enumerated() {
      if case .keep = edit { continue }
      let range = max(0, number - context)..<min(edits.count, number + context + 1)
      if let last = hunks.last, range.lowerBound <= last.upperBound {
        hunks[hunks.count - 1] = last.lowerBound..<range.upperBound
      } else {
        hunks.append(range)
      }
    }
    return hunks
  }

  /// `@@ -3,7 +3,8 @@`
  private func header(_ range: Range<Int>) -> String {
    var (oldStart, newStart, oldCount, newCount) = (0, 0, 0, 0)
    for edit in edits[..<range.lowerBound] {
      switch edit {
      case .keep: (oldStart, newStart) = (oldStart + 1, newStart + 1)
      case .remove: oldStart += 1
      case .add: newStart += 1
      }
    }
    for edit in edits[range] {
      switch edit {
      case .keep: (oldCount, newCount) = (oldCount + 1, newCount + 1)
      case .remove: oldCount += 1
      case .add: newCount += 1
      }
    }
    return "@@ -\(oldStart + 1),\(oldCount) +\(newStart + 1),\(newCount) @@"
  }
}
