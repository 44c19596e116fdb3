import Testing

@testable import Documents

@Suite struct HeadingIDsTests {
  @Test(arguments: [
    ("Why it is one", "why-it-is-one"), ("C++ & Swift 6.3", "c--swift-63"), ("Größe", "größe"),
    ("a_b-c", "a_b-c"), ("数学", "数学"), ("", "section"), ("?!", "section"), ("- -", "section"),
  ])
  func readsLikeTheHeading(text: String, id: String) {
    var ids = HeadingIDs(reserved: [])
    #expect(ids.id(for: text) == id)
  }

  @Test func noneIsGivenTwice() {
    var ids = HeadingIDs(reserved: ["a-1"])
    #expect(
      ["a", "a", "A", "a-1", "a"].map { ids.id(for: $0) } == ["a", "a-2", "a-3", "a-1-1", "a-4"])
  }

  @Test(arguments: [
    (#"\frac{\partial L}{\partial W}"#, "L W"), ("S_i", "S_i"), (#"\sigma"#, ""), ("x^2", "x 2"),
    (#"a \\ b"#, "a b"),
  ])
  func keepsOfAFormulaItsLetters(tex: String, words: String) {
    #expect(HeadingIDs.words(ofTeX: tex) == words)
  }
}
