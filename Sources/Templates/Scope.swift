import Reports

/// The values whose parts a tag can name: the report, and those of the sections around the tag.
struct Scope {
  /// A value that a section opened, and where it stands in its list.
  final class Level {
    let value: Value
    /// The number is counted from 1.
    let item: (number: Int, count: Int)?

    init(_ value: Value, item: (number: Int, count: Int)?) {
      self.value = value
      self.item = item
    }
  }
  /// The outermost first; never empty.
  private(set) var levels: [Level]

  init(_ root: any Record) { levels = [Level(.record(root), item: nil)] }

  mutating func enter(_ value: Value, item: (number: Int, count: Int)? = nil) {
    levels.append(Level(value, item: item))
  }

  mutating func leave() { levels.removeLast() }

  /// What `.` means: the value of the innermost section.
  var innermost: Value { levels[levels.count - 1].value }

  /// The part of this name of the innermost value that has one.
  ///
  /// A value that is missing gives its reason for every name; that does not hide what the sections
  /// around it know.
  func part(_ name: String) -> Lookup {
    var missing: Lookup?
    for place in levels.indices.reversed() {
      switch levels[place].value.part(name) {
      case .found(let value): return .found(value)
      case .missing(let reason):
        guard case .missing = levels[place].value else { return .missing(because: reason) }
        missing = missing ?? .missing(because: reason)
      case .unknown: break
      }
      if let value = levels[place].itemPart(name) { return .found(value) }
    }
    return missing ?? .unknown
  }

  /// All names that can be said here.
  var names: [String] {
    levels.reversed().flatMap { level in
      level.value.partNames + (level.item == nil ? [] : Level.itemNames)
    }
  }
}

extension Scope.Level {
  static let itemNames = ["number", "is_first", "is_last"]

  /// What every item of a list knows, behind its own parts.
  func itemPart(_ name: String) -> Value? {
    guard let item else { return nil }
    switch name {
    case "number": return .count(item.number)
    case "is_first": return .flag(item.number == 1)
    case "is_last": return .flag(item.number == item.count)
    default: return nil
    }
  }
}
