import Problems
import Reports
import Testing

/// Expressions and claims of templates over x = (-1, 2, 3), W = [[1, 2], [3, -4], [5, 6]],
/// z = x W = (20, 8), L = sum(z) = 28.
@Suite struct ExpressionsTests {
  let expressions: Expressions

  init() throws {
    expressions = Expressions(
      try report(
        given: "x: [-1, 2, 3]\nW: [[1, 2], [3, -4], [5, 6]]\ny: [0.1, 0.2, 0.3]",
        model: "z = x @ W\nL = sum(z)", differentiate: "W"))
  }

  /// By hand.
  @Test(arguments: [
    ("1 + 2", "3"), ("x[1]", "-1"), ("x[3]", "3"), ("W[2,1]", "3"), ("W[2]", "[3 -4]"),
    ("1 - z[2] / 2", "-3"), ("x @ W", "[20 8]"), ("W.T", "[[1 3 5] [2 -4 6]]"), ("-x", "[1 -2 -3]"),
    ("x ** 2", "[1 4 9]"), ("2 * x + 1", "[-1 5 7]"), ("argmax(z)", "1"), ("argmin(x)", "1"),
    ("max(x)", "3"), ("min(W)", "-4"), ("norm(x[2] * z)", "43.08131846"), ("sum(x)", "4"),
    ("mean(x)", "1.33333333"), ("rows(W)", "3"), ("columns(W)", "2"), ("entries(W)", "6"),
    ("exp(0)", "1"), ("L", "28"), ("(x[1] + x[2]) * L", "28"), ("sum(z)", "28"),
  ])
  func values(text: String, shown: String) throws {
    #expect(try expressions.value(of: text).plainText == shown, "\(text)")
  }

  @Test(arguments: [
    ("argmax(z) == 1", true, "1 == 1"), ("argmax(z) == 2", false, "1 == 2"),
    ("z[1] > z[2]", true, "20 > 8"), ("z[1] < z[2]", false, "20 < 8"),
    ("0 < x[2] < 3", true, "0 < 2 < 3"),
    ("0 < x[1] < 3", false, "0 < -1 < 3"), ("x[2] <= 2", true, "2 <= 2"),
    ("x[2] >= 2", true, "2 >= 2"),
    ("x[2] < 2", false, "2 < 2"), ("x[2] > 2", false, "2 > 2"), ("x[2] != 2", false, "2 != 2"),
    ("x[2] != 3", true, "2 != 3"), ("z == x @ W", true, "[20 8] == [20 8]"),
    ("x < 4", true, "[-1 2 3] < 4"), ("x > 0", false, "[-1 2 3] > 0"),
    ("sum(z) == L", true, "28 == 28"),
    // Computed numbers are equal to 12 digits.
    ("y[1] + y[2] == y[3]", true, "0.3 == 0.3"), ("y[1] + y[2] > y[3]", false, "0.3 > 0.3"),
    ("y[1] + y[2] <= y[3]", true, "0.3 <= 0.3"), ("y[3] == 0.300000001", false, "0.3 == 0.3"),
  ])
  func claims(text: String, holds: Bool, shown: String) throws {
    let found = try expressions.holds(text)
    #expect(found.holds == holds, "\(text)")
    #expect(found.shown == shown)
  }

  @Test(arguments: [
    ("q", 1, "there is no quantity 'q'"), ("1 + Q[1]", 5, "there is no quantity 'Q'"),
    ("softmx(z)", 1, "there is no function 'softmx'"),
    ("1 + argmx(z)", 5, "there is no function 'argmx'"),
    ("x[0]", 3, "place 0 is out of range"), ("x[4]", 3, "place 4 is out of range"),
    ("W[1,3]", 5, "place 3 is out of range"),
    ("x[1,1]", 5, "2 places for shape (3,), which has 1 axis"),
    ("L[1]", 3, "1 place for shape (), which has 0 axes"),
    ("x[1.5]", 3, "found '1.5', expected an integer, counted from 1"),
    ("x[]", 1, "found no place between the brackets"),
    ("x[z]", 3, "found 'z', expected an integer, counted from 1"),
    ("argmax(W)", 1, "'argmax' of shape (3, 2) is no number"),
    ("is_vector(x)", 1, "'is_vector' of shape (3,) is no number"),
    ("1 / 0", 1, "the value is not finite"), ("log(x)", 1, "the value is not finite"),
    ("1e400", 1, "'1e400' is no decimal number of up to 15 digits"),
    ("softmax(x, z)", 1, "softmax(z) takes 1 argument, not 2"),
  ])
  func refused(text: String, column: Int, message: String) {
    let problem = #expect(throws: Problem.self) { try expressions.value(of: text) }
    #expect(problem?.message == message, "\(text)")
    #expect(problem?.column == column, "\(text)")
    #expect(problem?.line == 1)
    // The same in a claim, at the columns that it has there.
    let claim = #expect(throws: Problem.self) { try expressions.holds("x[1] <  \(text)") }
    #expect(claim?.message == message)
    #expect(claim?.column == column + 8)
  }

  @Test(arguments: [
    "", "1 +", "(1", "x[", "1 2", "x @", "== 1", "1 ==", "x[1] = 2", "\u{0}", "1 $ 2",
  ])
  func notReadable(text: String) {
    #expect(throws: Problem.self) { try expressions.value(of: text) }
    #expect(throws: Problem.self) { try expressions.holds(text) }
  }

  @Test(arguments: ["x @ x @ W", "x + z", "W @ W"])
  func shapesThatDoNotFit(text: String) {
    let problem = #expect(throws: Problem.self) { try expressions.value(of: text) }
    #expect(problem?.message.contains("shape") == true, "\(problem?.message ?? "")")
  }

  @Test func shapesThatCannotBeCompared() {
    let problem = #expect(throws: Problem.self) { try expressions.holds("x == z") }
    #expect(problem?.message == "shapes (3,) and (2,) cannot be compared")
    let none = #expect(throws: Problem.self) { try expressions.holds("x[1]") }
    #expect(none?.message == "a claim compares two values, and here is no comparison")
  }

  /// Where the example allows such numbers, a template may say them; infinity equals itself alone.
  @Test func notFiniteWhereTheExampleIsNot() throws {
    let expressions = Expressions(
      try report(
        given: "x: [0, 1]", model: "z = 1 / x\nL = sum(z)", differentiate: "x",
        more: "allow_not_finite: true"))
    #expect(try expressions.value(of: "z[1]").plainText == "inf")
    #expect(try expressions.holds("z[1] == L").holds)
    #expect(try !expressions.holds("z[1] == 5").holds)
    #expect(try expressions.holds("z[1] > 5").holds)
  }

  @Test func suggestionsAreNear() {
    let problem = #expect(throws: Problem.self) { try expressions.value(of: "argmx(z)") }
    #expect(problem?.suggestion == "did you mean 'argmax'?")
  }
}
