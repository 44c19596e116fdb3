import Foundation
import IndexNotation
import Tensors
import Testing

@testable import Calculus

/// Values and derivatives against 30 digits that mpmath gave (`Goldens/special_values.py`), where a
/// formula as it is written overflows, cancels or has nothing left: at ±1000, 1e-300, in tails.
@Suite struct SpecialValuesTests {
  struct Line: Sendable, CustomTestStringConvertible {
    let name: String
    let place: Double
    let value: Double
    let slope: Double
    var testDescription: String { "\(name) at \(place)" }
  }

  static func lines() throws -> [Line] {
    let file = URL(filePath: #filePath).deletingLastPathComponent()
      .appending(path: "Goldens/special-values.txt")
    return try String(contentsOf: file, encoding: .utf8).split(separator: "\n").map { line in
      let words = line.split(separator: " ").map(String.init)
      let numbers = words.dropFirst().compactMap { Double($0) }
      try #require(words.count == 4 && numbers.count == 3, "\(line)")
      return Line(name: words[0], place: numbers[0], value: numbers[1], slope: numbers[2])
    }
  }

  /// What is not right to 12 digits; beyond what doubles hold only its size counts.
  static func objections(
    to line: Line, value: (Double) -> Double, slope: (Double, Double) -> Double
  ) -> [String] {
    func differ(_ found: Double, _ expected: Double) -> Bool {
      let tolerance = max(5e-13 * abs(expected), 4 * Double.leastNonzeroMagnitude)
      return found != expected && !(abs(found - expected) <= tolerance)
    }
    let (y, dy) = (value(line.place), slope(line.place, value(line.place)))
    return (differ(y, line.value) ? ["value \(y), not \(line.value)"] : [])
      + (differ(dy, line.slope) ? ["slope \(dy), not \(line.slope)"] : [])
  }

  @Test func agreeWithThirtyDigits() throws {
    let lines = try Self.lines()
    #expect(Set(lines.map(\.name)).count > 30)
    for line in lines {
      let function = try #require(catalogueFunction(named: line.name) as? any ElementwiseFunction)
      let found = Self.objections(
        to: line, value: { function.number($0) }, slope: { function.slope(at: $0, value: $1) })
      #expect(found == [], "\(line.testDescription)")
    }
  }

  /// The formulas as they are written would be caught.
  @Test(
    arguments: [
      ("expm1", 1e-10), ("log1p", 1e-10), ("softplus", 1000), ("softplus", -40),
      ("logsigmoid", -1000), ("gelu_tanh", -5), ("ndtr", -10), ("arcsin", 0.9999999999),
    ] as [(String, Double)])
  func aPlainFormulaIsCaught(_ name: String, _ place: Double) throws {
    let line = try #require(
      try Self.lines().first { $0.name == name && $0.place == place })
    let function = try #require(catalogueFunction(named: name) as? any ElementwiseFunction)
    let plain = Self.objections(
      to: line,
      value: { name == "ndtr" ? (1 + erf($0 / 2.0.squareRoot())) / 2 : function.formula($0) },
      slope: { place, _ in
        name == "arcsin" ? 1 / (1 - place * place).squareRoot() : line.slope
      })
    #expect(plain != [])
  }

  /// An error in the twelfth digit would be seen, in every line.
  @Test func aPlantedErrorIsCaught() throws {
    for line in try Self.lines() {
      let function = try #require(catalogueFunction(named: line.name) as? any ElementwiseFunction)
      let found = Self.objections(
        to: line, value: { function.number($0) * (1 + 2e-12) },
        slope: { function.slope(at: $0, value: $1) * (1 + 2e-12) })
      let isSeen = { (number: Double) in number != 0 && number.isFinite && abs(number) > 1e-307 }
      #expect(
        found.count == [line.value, line.slope].filter(isSeen).count, "\(line.testDescription)")
    }
  }

  @Test func polygammaHasNoValueAtItsPoles() {
    for order in 0...3 {
      for place in [0.0, -1, -7] {
        #expect(ElementaryFunction.polygamma(order: order).value(at: place).isNaN)
      }
    }
  }
}
