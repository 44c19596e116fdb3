import IndexNotation
import Problems

/// A place as an author typed it, `2*i + k - 1`: whole multiples of indices, each by where the index
/// was bound, and a whole number, added up.
struct IndexPlace {
  /// How many times each index counts; never 0 times.
  private(set) var coefficients: [Position: Int] = [:]
  private(set) var constant = 0

  /// What numbers in a place are below: no axis is as long, and sums of products of them fit.
  static let limit = 1_000_000

  /// Whether an index stands alone; then which.
  var alone: Position? {
    guard coefficients.count == 1, constant == 0, case (let index, 1)? = coefficients.first else {
      return nil
    }
    return index
  }

  func subscripted(_ indices: [Position: Index]) -> Subscript {
    if let alone, let index = indices[alone] { return .index(index) }
    return .at(
      AffinePlace(
        coefficients.compactMap { place, times in indices[place].map { ($0, times) } },
        constant: constant))
  }

  /// - Parameters:
  ///   - bound: the indices in reach, and where each was bound.
  ///   - isQuantity: whether a name is a quantity's.
  /// - Throws: `ModelError` where it is anything else.
  init(_ syntax: Syntax, _ bound: [String: Position], isQuantity: (String) -> Bool) throws {
    switch syntax {
    case .number(let text, let position):
      guard let value = Int(text), value < Self.limit else {
        throw ModelError(
          position: position, message: "found '\(text)', expected an index or a whole number")
      }
      constant = value
    case .name(let name, let position):
      guard let index = bound[name] else {
        if isQuantity(name) {
          throw ModelError(
            position: position,
            message: "'\(name)' is a quantity; a place is made of indices and whole numbers",
            suggestion: "write the number itself")
        }
        throw ModelError(
          position: position, message: "the index '\(name)' is free: the left side lacks it",
          suggestion: "write it on the left too, or sum over it: 'sum(\(name), ...)'")
      }
      coefficients[index] = 1
    case .negation(let inner, let position):
      self = try IndexPlace(inner, bound, isQuantity: isQuantity).times(-1, at: position)
    case .binary(let sign, let left, let right, let position):
      let a = try IndexPlace(left, bound, isQuantity: isQuantity)
      let b = try IndexPlace(right, bound, isQuantity: isQuantity)
      switch sign {
      case "+": self = try a.adding(b, at: position)
      case "-": self = try a.adding(b.times(-1, at: position), at: position)
      case "*" where a.coefficients.isEmpty: self = try b.times(a.constant, at: position)
      case "*" where b.coefficients.isEmpty: self = try a.times(b.constant, at: position)
      default:
        throw ModelError(
          position: position,
          message: sign == "*"
            ? "'\(syntax.text)' multiplies two indices" : "'\(sign)' has no meaning in a place",
          suggestion: "a place adds up whole multiples of indices, as in 'x[2*i + k]'")
      }
    default:
      throw ModelError(
        position: syntax.position,
        message: "found '\(syntax.text)', expected an index or a whole number, as in 'x[i + 1]'")
    }
  }

  private func adding(_ other: IndexPlace, at position: Position) throws -> IndexPlace {
    var sum = self
    sum.constant += other.constant
    sum.coefficients.merge(other.coefficients, uniquingKeysWith: +)
    return try sum.checked(at: position)
  }

  private func times(_ factor: Int, at position: Position) throws -> IndexPlace {
    var product = self
    product.constant *= factor
    product.coefficients = coefficients.mapValues { $0 * factor }
    return try product.checked(at: position)
  }

  private func checked(at position: Position) throws -> IndexPlace {
    guard ([constant] + coefficients.values).allSatisfy({ abs($0) < Self.limit }) else {
      throw ModelError(
        position: position, message: "a number in this place is \(Self.limit) or more")
    }
    var checked = self
    checked.coefficients = coefficients.filter { $0.value != 0 }
    return checked
  }
}
