import Notation
import Testing

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
    (.infinity, 8, "inf"), (-.infinity, 8, "-inf"), (.nan, 8, "nan"),
  ])
  func roundsTheExactValueHalfEven(value: Double, digits: Int, text: String) {
    #expect(NumberFormat(digits: digits).numeral(value).plain == text)
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

  @Test func scientificFormInLatex() {
    #expect(NumberFormat(digits: 8).numeral(1.5e-12).latex == "1.5 \\times 10^{-12}")
  }
}
