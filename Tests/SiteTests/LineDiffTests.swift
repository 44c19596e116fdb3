import Testing

@testable import Site

@Suite struct LineDiffTests {
  @Test func isAUnifiedDiff() {
    let old = (1...12).map(String.init).joined(separator: "\n")
    let new = old.replacing("\n6\n", with: "\nsix\n6b\n")
    let diff = LineDiff(old: old, new: new)
    #expect(diff.firstLine == 6)
    #expect(
      diff.unified(path: "Output/a.md") == """
        --- Output/a.md
        +++ Output/a.md (made anew)
        @@ -3,7 +3,8 @@
         3
         4
         5
        -6
        +six
        +6b
         7
         8
         9
        """)
  }

  @Test func longOnesAreCut() {
    let old = (1...500).map(String.init).joined(separator: "\n")
    let text = LineDiff(old: old, new: "").unified(path: "a", longest: (lines: 10, characters: 20))
    #expect(text.split(separator: "\n").count == 11)
    #expect(text.hasSuffix("... 494 more lines"))
  }
}
