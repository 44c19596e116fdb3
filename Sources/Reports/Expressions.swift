import Calculus
import Formulas
import ModelLanguage
import Problems
import Tensors
import WorkedExamples

/// Computes the expressions and claims of a template: `1 - S[3]`, `argmax(z) == 4`.
///
/// They are written in the model language, over the quantities of the example. Beside the catalogue's
/// functions they know what can be said about a tensor (`argmax`, `max`, `norm`: `TensorParts`).
/// Places are counted from 1, as everywhere a reader sees them.
public struct Expressions: Sendable {
  private let context: ReportContext

  /// Expressions over the quantities of an example, shown as its report shows them.
  public init(_ report: ExampleReport) { context = report.context }

  /// The value of an expression.
  /// - Throws: `Problem`, placed in the text, where it cannot be read or computed.
  public func value(of text: String) throws(Problem) -> Value {
    let syntax = try parse(text)
    let tensor = try finite(syntax, Source(text: text))
    if tensor.shape.rank == 0 { return context.number(tensor.scalar) }
    return .tensor(context.tensor(tensor, nil))
  }

  /// Whether a claim holds, and the claim with its numbers put in.
  ///
  /// A claim compares: `argmax(z) == 4`, `0 < S[3] < 1`, with `== != < <= > >=`. Tensors are compared
  /// entry by entry, and all have to hold. Computed numbers are equal where they agree to 12 digits.
  /// - Throws: `Problem`, placed in the text, where it cannot be read or computed.
  public func holds(_ claim: String) throws(Problem) -> (holds: Bool, shown: String) {
    let (sides, signs) = Comparison.split(claim)
    guard !signs.isEmpty else {
      throw Problem(
        line: 1, column: 1, message: "a claim compares two values, and here is no comparison",
        suggestion: "as in 'argmax(z) == 4' or 'L < 2'")
    }
    var values: [Tensor] = []
    for side in sides {
      let source = Source(text: side.text, column: side.column)
      values.append(try finite(try parse(side.text, column: side.column), source))
    }
    var holds = true
    for (place, sign) in signs.enumerated() {
      guard values[place].shape.broadcast(with: values[place + 1].shape) != nil else {
        throw Problem(
          line: 1, column: 1,
          message: "shapes \(values[place].shape) and \(values[place + 1].shape) cannot be compared"
        )
      }
      holds = holds && values[place].isEveryEntry(of: values[place + 1], sign.holds)
    }
    var shown = ""
    for (place, value) in values.enumerated() {
      if place > 0 { shown += " \(signs[place - 1].rawValue) " }
      shown += PlainText.text(.tensor(context.tensor(value, nil)))
    }
    return (holds, shown)
  }

  // MARK: Evaluation

  /// Where a piece of a text stands, for problems.
  private struct Source {
    let text: String
    var column = 1

    func problem(
      _ position: Position, _ message: String, _ suggestion: String? = nil
    ) -> Problem {
      Problem(
        line: position.line, column: position.column + (position.line == 1 ? column - 1 : 0),
        message: message, suggestion: suggestion)
    }
  }

  private func parse(_ text: String, column: Int = 1) throws(Problem) -> Syntax {
    do {
      return try Parser.expression(of: text)
    } catch {
      throw Source(text: text, column: column).problem(
        error.position, error.message, error.suggestion)
    }
  }

  /// The value of an expression, which is finite unless numbers of the example are not, which it
  /// has to allow.
  private func finite(_ syntax: Syntax, _ source: Source) throws(Problem) -> Tensor {
    let tensor = try evaluate(syntax, source)
    if !tensor.values.allSatisfy(\.isFinite),
      context.example.quantities.allSatisfy({ $0.value.values.allSatisfy(\.isFinite) })
    {
      throw source.problem(syntax.position, "the value is not finite")
    }
    return tensor
  }

  private func evaluate(_ syntax: Syntax, _ source: Source) throws(Problem) -> Tensor {
    var values = Dictionary(
      context.example.quantities.map { ($0.name, $0.value) }
    ) { first, _ in first }
    let whole = try replacingParts(in: syntax, source, &values)
    do {
      return try ModelBuilder.value(
        of: whole, on: values, firstPlace: 1, otherFunctions: TensorParts.names)
    } catch {
      throw source.problem(error.position, error.message, error.suggestion)
    }
  }

  /// What can be said about a tensor, under names that stand for the numbers: `argmax(z)`, `norm(W)`.
  private func replacingParts(
    in syntax: Syntax, _ source: Source, _ values: inout [String: Tensor]
  ) throws(Problem) -> Syntax {
    guard case .call(let name, let arguments, let options, let position) = syntax,
      arguments.count == 1, options.isEmpty, let part = TensorParts[name]
    else {
      var inner: [Syntax] = []
      for child in syntax.children { inner.append(try replacingParts(in: child, source, &values)) }
      return syntax.replacingChildren(inner)
    }
    let tensor = try evaluate(arguments[0], source)
    let number: Double
    switch part(context.tensor(tensor, nil)) {
    case .count(let count): number = Double(count)
    case .number(let shown): number = shown.value
    case .flag, .text, .name, .code, .listing, .tensor, .formula, .shared, .list, .record, .missing,
      .page:
      throw source.problem(position, "'\(name)' of shape \(tensor.shape) is no number")
    }
    // No author can write that name.
    let shown = "\(name) \(values.count)"
    values[shown] = Tensor(scalar: number)
    return .name(shown, position)
  }
}

/// A comparison of a claim.
private enum Comparison: String, CaseIterable {
  // The longer ones first: `<=` is not `<`.
  case equal = "=="
  case notEqual = "!="
  case atMost = "<="
  case atLeast = ">="
  case less = "<"
  case greater = ">"

  func holds(_ a: Double, _ b: Double) -> Bool {
    // Everything would be within a part of infinity.
    let isEqual =
      a == b || a.isFinite && b.isFinite && abs(a - b) <= 1e-12 * max(abs(a), abs(b))
    return switch self {
    case .equal: isEqual
    case .notEqual: !isEqual
    case .atMost: a < b || isEqual
    case .atLeast: a > b || isEqual
    case .less: a < b && !isEqual
    case .greater: a > b && !isEqual
    }
  }

  /// The sides of a claim, each with the column it begins in, and the signs between them.
  static func split(_ claim: String) -> (sides: [(text: String, column: Int)], signs: [Comparison])
  {
    var sides: [(text: String, column: Int)] = []
    var signs: [Comparison] = []
    var start = claim.startIndex
    var place = claim.startIndex
    func side(until end: String.Index) -> (text: String, column: Int) {
      let text = claim[start..<end]
      let leading = text.prefix(while: \.isWhitespace).count
      return (
        text.trimmed, claim.distance(from: claim.startIndex, to: start) + leading + 1
      )
    }
    while place < claim.endIndex {
      guard let sign = allCases.first(where: { claim[place...].hasPrefix($0.rawValue) }) else {
        place = claim.index(after: place)
        continue
      }
      sides.append(side(until: place))
      signs.append(sign)
      place = claim.index(place, offsetBy: sign.rawValue.count)
      start = place
    }
    return (sides + [side(until: claim.endIndex)], signs)
  }
}

extension Substring {
  fileprivate var trimmed: String {
    var text = self
    while text.first?.isWhitespace == true { text.removeFirst() }
    while text.last?.isWhitespace == true { text.removeLast() }
    return String(text)
  }
}

extension Tensor {
  /// Whether something holds of all pairs of entries, either side broadcast.
  fileprivate func isEveryEntry(of other: Tensor, _ holds: (Double, Double) -> Bool) -> Bool {
    Tensor.broadcast(self, other) { holds($0, $1) ? 1 : 0 }.values.allSatisfy { $0 == 1 }
  }
}
