import IndexNotation
import Problems
import Tensors
import Yams

/// Reads numbers, lists and lists of lists into tensors.
struct TensorReader {
  let places: SourcePlaces
  /// Whether a number may be an expression of numbers: `1/3`.
  var allowsExpressions = false

  /// Numbers as typed, with the tensor they make.
  struct Numbers {
    var shape: [Int]
    var values: [Double] = []
    var texts: [String] = []
    /// Whether each is a decimal that a reader may see as it is: typed as one, or of few digits.
    var areDecimals = true

    var tensor: Tensor { Tensor(values, shape: Shape(shape)) }
  }

  func read(_ node: Node, for name: String) throws(Problem) -> Numbers {
    var numbers = Numbers(shape: [])
    var next = node
    while case .sequence(let sequence) = next {
      guard let first = sequence.first else {
        throw places.problem(next.mark, "'\(name)' has an empty list")
      }
      numbers.shape.append(sequence.count)
      next = first
    }
    guard numbers.shape.count <= 8 else {
      throw places.problem(node.mark, "'\(name)' has more than 8 axes")
    }
    try collect(node, for: name, axis: 0, &numbers)
    return numbers
  }

  private func collect(
    _ node: Node, for name: String, axis: Int, _ numbers: inout Numbers
  ) throws(Problem) {
    switch node {
    case .sequence(let sequence):
      guard axis < numbers.shape.count else {
        throw places.problem(node.mark, "'\(name)' has a list where a number is expected")
      }
      guard sequence.count == numbers.shape[axis] else {
        throw places.problem(
          node.mark,
          "'\(name)' is ragged: this row has \(counted(sequence.count, "entry")), "
            + "the first one has \(numbers.shape[axis])")
      }
      for child in sequence { try collect(child, for: name, axis: axis + 1, &numbers) }
    case .scalar(let scalar):
      guard axis == numbers.shape.count else {
        throw places.problem(
          node.mark, "'\(name)' has the number \(scalar.string) where a list is expected")
      }
      let value = try number(node, for: name)
      numbers.values.append(value)
      if numbers.areDecimals, Self.decimal(scalar.string) == nil {
        numbers.areDecimals = (value * 1e6).rounded() / 1e6 == value
      }
      numbers.texts.append(scalar.string)
    case .mapping, .alias:
      throw places.problem(node.mark, "'\(name)' has a mapping where a number is expected")
    }
  }

  /// A finite number.
  func number(_ node: Node, for name: String) throws(Problem) -> Double {
    guard case .scalar(let scalar) = node else {
      throw places.problem(node.mark, "'\(name)' is a list or a mapping, expected a number")
    }
    let text = scalar.string
    guard let value = Self.decimal(text) else {
      if allowsExpressions {
        return try ConstantReader(places: places).value(scalar, for: name)
      }
      throw places.problem(
        node.mark, "'\(text)' in '\(name)' is not a number",
        text.contains(",") ? "decimals are written with a point" : nil)
    }
    guard value.isFinite else {
      throw places.problem(node.mark, "'\(text)' in '\(name)' is too large for a number")
    }
    return value
  }

  /// A decimal number, infinite where it is too large; `nil` for anything else.
  static func decimal(_ text: String) -> Double? {
    let isPlain = text.utf8.allSatisfy { "0123456789+-.eE".utf8.contains($0) }
    return isPlain ? Double(text.hasSuffix(".") ? text + "0" : text) : nil
  }

  /// An integer, typed as a decimal.
  func integer(_ node: Node, for name: String, in range: ClosedRange<Int>) throws(Problem) -> Int {
    let value = try TensorReader(places: places).number(node, for: name)
    guard let integer = Int(exactly: value), range.contains(integer) else {
      throw places.problem(
        node.mark,
        "'\(name)' is \(node.scalar?.string ?? ""), "
          + "expected an integer from \(range.lowerBound) to \(range.upperBound)")
    }
    return integer
  }
}
