import Foundation
import Testing

@testable import Documents

/// What a screen reader says of a formula that an author typed.
@Suite struct MathMLReaderTests {
  private static let typesetter = MathTypesetter {
    try KaTeX.script {
      FileManager.default.contents(atPath: $0).map { String(decoding: $0, as: UTF8.self) }
    }
  }

  @Test(arguments: [
    (#"S_3 - 1"#, "S sub 3 minus 1"),
    (#"-\log \frac{1}{5}"#, "minus log of 1 over 5"),
    (#"L = -\sum_c y_c \log S_c"#, "L equals minus the sum over c of y sub c log of S sub c"),
    (
      #"\frac{\partial L}{\partial W} \leftarrow x^2"#,
      "partial L by partial W becomes x squared"
    ),
    (#"2 \cdot (a + b)"#, "2 times the quantity a plus b"),
    (#"\sqrt{n} \leq \hat y"#, "the square root of n is at most y hat"),
    (#"n \to \infty"#, "n to infinity"),
    (#"a < \text{so}"#, "a is less than so"),
  ])
  func speaks(tex: String, words: String) throws {
    let mathML = try Self.typesetter.mathML(tex: tex, isDisplay: false)
    let spoken = mathML.split(separator: "alttext=\"")[1].prefix { $0 != "\"" }
    #expect(spoken.split(separator: " ").joined(separator: " ") == words)
  }
}
