/// Chooses readable names for indices that clash with nothing.
struct IndexNames {
  /// Names in use: tensors (an entry `b_b` would be hard to read) and indices.
  var taken: Set<String>

  enum Purpose {
    /// The entry that is differentiated with respect to: a, b, ...
    case target
    /// A quantity on the way: n for the rows of a batch, t, i, j, ...
    case between
    /// The variable of a local derivative: i, j, ...
    case variable

    var letters: [String] {
      switch self {
      case .target: return "a b c d e f".split(separator: " ").map(String.init)
      case .between: return "t i j k l m p q r s u v".split(separator: " ").map(String.init)
      case .variable: return "i j k l m n p q r s t".split(separator: " ").map(String.init)
      }
    }
  }

  mutating func claim(_ names: some Sequence<String>) { taken.formUnion(names) }

  /// One new index for every axis of a shape.
  mutating func indices(for shape: [Int], _ purpose: Purpose) -> [Index] {
    shape.enumerated().map { axis, range in
      let rows = ["n", "m", "r", "q"]
      let isRow = purpose == .between && shape.count > 1 && axis < shape.count - 1
      let letters = (isRow ? rows : []) + purpose.letters + Index.letters
      let name = Index.freshName(from: letters, avoiding: taken)
      taken.insert(name)
      return Index(name, range: range)
    }
  }
}
