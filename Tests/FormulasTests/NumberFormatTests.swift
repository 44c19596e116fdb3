import Foundation
import Testing

@testable import Formulas

@Suite struct NumberFormatTests {
  @Test(arguments: [
    (1.5279347484961, 8, "1.52793475"),
    (-4.608648974, 8, "-4.60864897"),
    (0.15724743, 8, "0.15724743"),
    (0.5, 8, "0.5"),
    (3.0, 8, "3"),
    (-3.0, 2, "-3"),
    (0.0, 8, "0"),
    (-0.0, 8, "0"),
    // Ties go to the even digit; 0.125 is exact, 2.675 is a little less than it looks.
    (0.125, 2, "0.12"),
    (0.375, 2, "0.38"),
    (2.675, 2, "2.67"),
    (2.5, 0, "2"),
    (3.5, 0, "4"),
    (0.999999999, 8, "1"),
    (123456789.125, 8, "123456789.125"),
    (999999999999999.5, 2, "999999999999999.5"),
    (1e15, 2, "1e15"),
    (1.5e-12, 8, "1.5e-12"),
    (-2.25e-300, 4, "-2.25e-300"),
    (.leastNonzeroMagnitude, 2, "4.94e-324"),
    (1.7976931348623157e308, 3, "1.798e308"),
    (0.1, 17, "0.10000000000000001"),
    (99.99999999999999, 17, "99.99999999999998579"),
    (.infinity, 8, "inf"), (-.infinity, 8, "-inf"), (.nan, 8, "nan"),
  ])
  func roundsTheExactValueHalfEven(value: Double, digits: Int, text: String) {
    let format = NumberFormat(digits: digits)
    #expect(format.numeral(value).plain == text)
    var bytes: [UInt8] = []
    format.append(value, style: format.style(for: [value]), to: &bytes)
    #expect(String(decoding: bytes, as: UTF8.self) == text)
  }

  /// The quick way against the exact one, on a million numbers: random ones, ties and their
  /// neighbours.
  @Test func theQuickWayRoundsAsTheExactOne() {
    var generator = SeededGenerator(seed: 1)
    var quick = 0
    var wrong: [(Double, Int)] = []
    for round in 0..<1_000_000 {
      let digits = Int.random(in: 0...17, using: &generator)
      var value: Double
      switch round % 4 {
      case 0: value = Double.random(in: 0..<1, using: &generator)
      case 1: value = pow(10, Double.random(in: -12..<15, using: &generator))
      default:
        // k + 1/2 units of the last digit, as near as a Double comes, and its neighbours.
        let half = Double(Int.random(in: 0..<1_000_000, using: &generator)) + 0.5
        value = half / pow(10, Double(digits))
        if round % 8 == 3 { value = value.nextUp }
        if round % 8 == 7 { value = value.nextDown }
      }
      guard value < 1e15, let scaled = NumberFormat.scaledQuickly(value, digits: digits) else {
        continue
      }
      quick += 1
      if UInt128(scaled) != NumberFormat.scaled(value, digits: digits) {
        wrong.append((value, digits))
      }
    }
    #expect(wrong.isEmpty, "\(wrong.prefix(3))")
    #expect(quick > 300_000, "the quick way decided \(quick) of them only")
  }

  /// Against the C library, which rounds the exact value half-even too.
  @Test func decimalsAreThoseOfTheCLibrary() {
    var generator = SeededGenerator(seed: 2)
    for _ in 0..<20_000 {
      let digits = Int.random(in: 0...17, using: &generator)
      let value = Double.random(in: -100...100, using: &generator)
      var expected = String(format: "%.\(digits)f", value)
      if expected.hasPrefix("-"), expected.allSatisfy({ "-0.".contains($0) }) {
        expected.removeFirst()
      }
      #expect(NumberFormat.rounded(value, digits: digits) == expected)
    }
  }

  @Test func entriesOfOneTensorAreShownAlike() {
    func shown(_ values: [Double]) -> [String] {
      let format = NumberFormat(digits: 8)
      let style = format.style(for: values)
      return values.map { format.numeral($0, style: style).plain }
    }
    #expect(shown([0.354, 0.418, 0.16]) == ["0.354", "0.418", "0.160"])
    #expect(shown([0, -0.0, -4.608648974]) == ["0", "0", "-4.60864897"])
    #expect(shown([0, 0, 1]) == ["0", "0", "1"])
    // What rounding leaves of a tiny entry beside large ones is zeros, not noise.
    #expect(shown([0.1, -1.4e-17]) == ["0.1", "0.0"])
    #expect(shown([2e-12, 0, -1.5e-17]) == ["2e-12", "0", "-1.5e-17"])
  }

  @Test(arguments: [
    (0.1, "0.1"), (100, "100"), (-0.0, "0"), (1e-7, "1e-7"),
    (0.30000000000000004, "0.30000000000000004"),
  ])
  func givensAreShownAsTyped(value: Double, text: String) {
    #expect(NumberFormat(digits: 3).numeral(value, style: .asTyped).plain == text)
  }

  @Test(arguments: [
    ("1.5e-12", "1.5 \\times 10^{-12}"), ("1e21", "10^{21}"), ("-2", "-2"), (".5", ".5"),
  ])
  func typedNumbersInTeX(text: String, tex: String) {
    #expect(TeX.text(.number(Numeral(typed: text), entry: nil)) == tex)
  }
}
