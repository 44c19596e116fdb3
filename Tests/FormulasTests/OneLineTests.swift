import Calculus
import Formulas
import Foundation
import IndexNotation
import MatrixNotation
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
      // Said of places counted from 0.
      case .affine(let sum): 1 + sum.value { (places[$0.name] ?? 0) - 1 }
      }
    }
    switch expression {
    case .number(let number): return number.double
    case .constant(let constant): return constant.double
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
      return function.value(at: value(argument, places))
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

  /// Zeros have no shape on paper.
  private static func hasZeros(_ form: MatrixForm) -> Bool {
    if case .zeros = form { return true }
    return form.children.contains(where: hasZeros)
  }

  private static let flat = RandomForms.flat
  private static let deltas = RandomForms.deltas(RandomForms.flat)

  /// What a name in a line stands for; a single column is a vector, a single row its transpose.
  private static func tensor(_ name: String, isRowwise: Bool) -> LineValue? {
    if name == "I" { return LineValue(Tensor(rows: [[1, 0, 0], [0, 1, 0], [0, 0, 1]])) }
    guard let tensor = name.hasPrefix("δ_") ? deltas[String(name.dropFirst(2))] : flat[name] else {
      return nil
    }
    var value = LineValue(tensor)
    value.isRow = isRowwise && tensor.shape.rank == 1
    guard tensor.shape.rank == 2, tensor.count == 3 else { return value }
    value.tensor = tensor.reshaped(to: [3])
    value.isRow = tensor.shape[0] == 1
    return value
  }

  private static func agrees(
    _ text: String, _ expected: Tensor, isRowwise: Bool = false
  ) throws -> Bool {
    var reader = LineReader(text, places: [:]) { name, places in
      places.isEmpty ? tensor(name, isRowwise: isRowwise) : nil
    }
    reader.isRowwise = isRowwise
    let found = try reader.value()
    let isRow =
      expected.shape.rank == 2 && expected.shape[0] == 1 || isRowwise && expected.shape.rank == 1
    return found.isRow == isRow && found.tensor.count == expected.count
      && zip(found.tensor.values, expected.values).allSatisfy(agree)
  }

  /// Forms with their values, none so large that rounding errors are seen.
  private static func forms(
    _ seed: UInt64, _ count: Int
  ) -> [(form: MatrixForm, value: Tensor)] {
    var random = RandomForms(seed: seed, quantities: flat)
    var found: [(MatrixForm, Tensor)] = []
    while found.count < count {
      let shape = random.pick(RandomForms.flatShapes)
      let form = random.form(shape, 1 + random.below(4))
      guard !hasZeros(form),
        let value = form.value(FormValues(quantities: flat, deltas: deltas)),
        value.shape == shape, value.values.allSatisfy({ abs($0) < 30 })
      else { continue }
      found.append((form, value))
    }
    return found
  }

  @Test(arguments: FormNotation.Vectors.allCases, FormNotation.Frobenius.allCases)
  func aLineOfMatricesMeansItsForm(
    vectors: FormNotation.Vectors, frobenius: FormNotation.Frobenius
  ) {
    let notation = FormNotation(vectors: vectors, frobenius: frobenius)
    for (form, value) in Self.forms(10, 3000) {
      let text = PlainText.text(
        Formula(form, of: value.shape, in: notation) { Self.flat[$0]?.shape })
      do {
        #expect(
          try Self.agrees(text, value, isRowwise: vectors == .rows),
          "\(text) from \(form) is \(value)")
      } catch {
        Issue.record("\(text): \(error)")
      }
    }
  }

  /// Without one pair of brackets most lines of matrices mean something else, or nothing.
  @Test func aMissingBracketOfMatricesIsCaught() {
    var (caught, planted) = (0, 0)
    for (form, value) in Self.forms(11, 1000) {
      let text = PlainText.text(Formula(form, of: value.shape) { Self.flat[$0]?.shape })
      guard let wrong = Self.withoutABracket(text) else { continue }
      planted += 1
      if (try? Self.agrees(wrong, value)) != true { caught += 1 }
    }
    #expect(planted > 300 && caught > planted / 2, "\(caught) of \(planted)")
  }

  static func withoutABracket(_ text: String) -> String? {
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
