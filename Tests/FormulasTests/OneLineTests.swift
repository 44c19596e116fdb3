import Formulas
import Foundation
import IndexNotation
import Tensors
import Testing

/// A line of text means the number that its expression means: read by a program that knows only
/// the precedence that everyone knows.
@Suite struct OneLineTests {
  static func entry(_ name: String, _ places: [Int]) -> Double? {
    let rank = ["t": 0, "loss": 0, "x": 1, "y_hat": 1, "theta": 1, "W1": 2][name]
    guard rank == places.count else { return nil }
    let seed = places.reduce(name.utf8.reduce(7) { $0 * 31 + Int($1) }) { $0 * 17 + $1 }
    return Double(abs(seed % 1000)) / 600 - 0.6
  }

  /// What the expression is, worked out from its cases.
  static func value(_ expression: IndexExpression, _ places: [String: Int]) -> Double {
    func at(_ axis: Subscript) -> Int {
      switch axis {
      case .index(let index): places[index.name] ?? 0
      case .fixed(let place): place + 1
      }
    }
    switch expression {
    case .number(let number): return number.double
    case .element(let element):
      return entry(element.tensor, element.subscripts.map(at)) ?? .nan
    case .delta(let a, let b): return at(a) == at(b) ? 1 : 0
    case .sum(let index, let body):
      return (1...index.range).reduce(0) {
        $0 + value(body, places.merging([index.name: $1]) { $1 })
      }
    case .addition(let terms): return terms.reduce(0) { $0 + value($1, places) }
    case .product(let factors): return factors.reduce(1) { $0 * value($1, places) }
    case .power(let base, let exponent):
      return pow(value(base, places), exponent.double)
    case .function(let function, let argument):
      let argument = value(argument, places)
      switch function {
      case .exp: return exp(argument)
      case .log: return log(argument)
      case .tanh: return tanh(argument)
      case .sin: return sin(argument)
      case .cos: return cos(argument)
      }
    case .indicator(let argument): return value(argument, places) > 0 ? 1 : 0
    case .derivative: return .nan
    }
  }

  static func agree(_ a: Double, _ b: Double) -> Bool {
    a == b || !a.isFinite && !b.isFinite || abs(a - b) <= 1e-9 * max(1, abs(a), abs(b))
  }

  static func read(_ text: String, _ places: [String: Int]) throws -> Double {
    var reader = LineReader(text, places: places) { entry($0, $1).map { LineValue($0) } }
    return try reader.value().number
  }

  @Test func aLineMeansItsExpression() throws {
    var random = RandomExpressions(seed: 8)
    let places = ["i": 2, "j": 3]
    var numbers = 0
    for _ in 0..<4000 {
      let expression = random.index(1 + random.below(4))
      for joint in [Joint.juxtaposition, .dot] {
        let text = PlainText.text(Formula(expression, joint: joint))
        let expected = Self.value(expression, places)
        let found = try Self.read(text, places)
        #expect(Self.agree(found, expected), "\(text) is read as \(found), not \(expected)")
        if expected.isFinite { numbers += 1 }
      }
    }
    #expect(numbers > 3000)
  }

  /// The reader would notice: without one pair of brackets most lines mean something else.
  @Test func aMissingBracketIsCaught() throws {
    var random = RandomExpressions(seed: 9)
    let places = ["i": 2, "j": 3]
    var (caught, planted) = (0, 0)
    while planted < 200 {
      let expression = random.index(3)
      let text = PlainText.text(Formula(expression))
      let expected = Self.value(expression, places)
      guard expected.isFinite, let wrong = Self.withoutABracket(text) else { continue }
      planted += 1
      do {
        if !Self.agree(try Self.read(wrong, places), expected) { caught += 1 }
      } catch is LineReader.Unreadable {
        caught += 1
      }
    }
    #expect(caught > planted / 2, "\(caught) of \(planted)")
    #expect(!Self.agree(try Self.read("10/t*t", places), try Self.read("10/(t*t)", places)))
  }

  static let quantities: [String: Tensor] = [
    "A": Tensor(rows: [[0.3, -0.7, 0.2], [1.1, 0.4, -0.9], [0.6, 0.8, 0.5]]),
    "B1": Tensor(rows: [[-0.2, 0.9, 0.7], [0.1, -1.3, 0.3], [0.4, 0.5, -0.6]]),
    "a": Tensor(vector: [0.9, -0.4, 0.7]), "b": Tensor(vector: [-0.3, 0.8, 0.6]),
    "t": Tensor(scalar: 0.7),
    "I": Tensor(rows: [[1, 0, 0], [0, 1, 0], [0, 0, 1]]),
  ]

  /// Whether every transpose is one of a matrix: NumPy leaves a vector as it is, paper does not.
  private static func isOnPaper(_ matrix: MatrixExpression) -> Bool {
    switch matrix {
    case .transpose(let inner):
      return inner.value(quantities)?.shape.rank == 2 && isOnPaper(inner)
    case .number, .name, .identity, .ones: return true
    case .product(let a, let b), .outer(let a, let b), .quotient(let a, let b):
      return isOnPaper(a) && isOnPaper(b)
    case .scaled(let a, let b):
      return a.value(quantities)?.shape.rank == 0 && isOnPaper(a) && isOnPaper(b)
    case .addition(let parts), .elementwise(let parts): return parts.allSatisfy(isOnPaper)
    case .negation(let inner), .power(let inner, _), .function(_, let inner),
      .indicator(let inner), .diagonal(let inner):
      return isOnPaper(inner)
    case .sum(let inner, let axis):
      return isOnPaper(inner) && (axis == nil || inner.value(quantities)?.shape.rank == 2)
    }
  }

  @Test func aLineOfMatricesMeansItsExpression() throws {
    var random = RandomExpressions(seed: 10)
    var count = 0
    for _ in 0..<60_000 {
      let matrix = random.matrix(1 + random.below(4))
      guard let expected = matrix.value(Self.quantities), Self.isOnPaper(matrix),
        expected.values.allSatisfy({ abs($0) < 30 })  // The logarithm of a rounding error is not.
      else { continue }
      count += 1
      let text = PlainText.text(Formula(matrix) { Self.quantities[$0]?.shape })
      var reader = LineReader(text, places: [:]) { name, places in
        places.isEmpty ? Self.quantities[name].map { LineValue($0) } : nil
      }
      let found: Tensor
      do {
        found = try reader.value().tensor
      } catch {
        Issue.record("\(text): \(error)")
        continue
      }
      let agrees =
        found.shape == expected.shape
        && zip(found.values, expected.values).allSatisfy(Self.agree)
      #expect(agrees, "\(text)")
    }
    #expect(count > 2000, "\(count)")
  }

  private static func withoutABracket(_ text: String) -> String? {
    guard let open = text.firstIndex(of: "(") else { return nil }
    var depth = 0
    for place in text.indices[open...] {
      if text[place] == "(" { depth += 1 }
      if text[place] == ")" { depth -= 1 }
      if depth == 0 {
        var rest = text
        rest.remove(at: place)
        rest.remove(at: open)
        return rest
      }
    }
    return nil
  }
}
