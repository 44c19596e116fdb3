import ModelLanguage
import Problems
import Tensors
import Yams

/// Reads a number that is typed as an expression of numbers: `1/3`, `-2/7`, `2*pi`, `sqrt(2)`.
///
/// It is exact until something is computed that is no fraction.
struct ConstantReader {
  let places: SourcePlaces

  /// The longest expression of a number, in characters.
  static let limit = 200

  /// The value of a scalar that is no plain decimal.
  func value(_ scalar: Node.Scalar, for name: String) throws(Problem) -> Double {
    let text = scalar.string
    let isNoNumber = "'\(text)' in '\(name)' is not a number"
    guard text.contains(where: { "+-*/(".contains($0) }) || Self.names.contains(text) else {
      throw places.problem(
        scalar.mark, isNoNumber, text.contains(",") ? "decimals are written with a point" : nil)
    }
    guard text.wholeMatch(of: /\d{4}-\d{1,2}-\d{1,2}/) == nil else {
      throw places.problem(scalar.mark, isNoNumber + " but a date")
    }
    guard text.count <= Self.limit else {
      throw places.problem(
        scalar.mark,
        "the number in '\(name)' has \(text.count) characters; it may have \(Self.limit)")
    }
    let value: Tensor
    switch Self.worked(text) {
    case .success(let tensor): value = tensor
    case .failure(let error):
      throw places.problem(
        at: position(error.position, in: scalar), "\(isNoNumber): \(error.message)",
        error.suggestion == "put it under 'given'" ? nil : error.suggestion)
    }
    guard value.shape.rank == 0 else { throw places.problem(scalar.mark, isNoNumber) }
    guard value.scalar.isFinite else {
      throw places.problem(
        scalar.mark, "\(isNoNumber): it \(value.scalar.isNaN ? "has no value" : "is infinite")")
    }
    return value.scalar
  }

  private static let names = ["pi", "e"]

  private static func worked(_ text: String) -> Result<Tensor, ModelError> {
    do {
      let syntax = try Parser.expression(of: text)
      try check(syntax)
      return .success(try ModelBuilder.value(of: syntax, on: [:], firstPlace: 1))
    } catch {
      return .failure(error)
    }
  }

  /// What a number may be made of.
  private static func check(_ syntax: Syntax) throws(ModelError) {
    switch syntax {
    case .number, .negation, .call: break
    case .name(let name, let position):
      guard names.contains(name) else {
        throw ModelError(position, "found '\(name)', expected a number, 'pi' or 'e'")
      }
    case .binary(let sign, _, _, let position):
      guard ["+", "-", "*", "/", "**"].contains(sign) else {
        throw ModelError(position, "found '\(sign)', expected '+', '-', '*', '/' or '**'")
      }
    case .text, .list, .slice, .ellipsis, .entry, .transpose:
      throw ModelError(syntax.position, "a list, a text or a place is no part of a number")
    }
    for child in syntax.children { try check(child) }
  }

  /// A place in the number as one in the file; where it stands on several lines, where it begins.
  private func position(_ position: Position, in scalar: Node.Scalar) -> Position? {
    guard let mark = scalar.mark else { return nil }
    let isQuoted = scalar.style == .doubleQuoted || scalar.style == .singleQuoted
    let isOnOneLine = position.line == 1 && scalar.style != .literal && scalar.style != .folded
    return Position(
      line: mark.line,
      column: mark.column + (isOnOneLine ? position.column - 1 + (isQuoted ? 1 : 0) : 0))
  }
}
